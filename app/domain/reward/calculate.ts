import { CodedError } from "../shared/coded-error";
import { type Fen, fen } from "../shared/fen";
import {
  eligibilityBasis,
  eligibilityOrder,
  ineligibility,
  jointIneligibility,
} from "./eligibility";
import {
  type Rational,
  compare,
  decimal,
  roundHalfUp,
  times,
  whole,
} from "./rational";
import {
  type CheckedRewardInput,
  type RewardInput,
  checkRewardInput,
} from "./reward-input";
import {
  type AmountRange,
  type RuleSet,
  isInRange,
  nationalDocument,
} from "./rule-set";
import { findTable, tableAmount } from "./table-amount";
import {
  type Basis,
  type CapSource,
  type EligibilityCode,
  type RefusalCode,
  type Worksheet,
  type WorksheetStep,
  type ZeroCode,
  documentOf,
  line,
} from "./worksheet";

/** 100,000 yuan: no reward is larger unless an operator raised it on record (REWARD_CEILING_YUAN). */
export const defaultCeilingFen = fen(10_000_000);

export type RewardPart = { readonly name: string; readonly fen: Fen };

export type RewardResult = {
  readonly ruleSetId: string;
  readonly ruleSetVersion: number;
  readonly worksheet: Worksheet;
} & (
  | {
      readonly outcome: "AMOUNT";
      readonly fen: Fen;
      /** which limit cut the amount; equal limits count as RULE_SET */
      readonly capApplied: CapSource | null;
      /** the whole-amount band gives less than the amount just below its border; computed as written, never repaired */
      readonly warning: "BAND_DROP" | null;
      /** a joint tip: what each gets, in the order named; adds up to `fen` */
      readonly parts: readonly RewardPart[] | null;
      /** an officer chose inside a range, or decided where the rule gives no figure */
      readonly discretionary: boolean;
    }
  | { readonly outcome: "ZERO"; readonly fen: Fen; readonly code: ZeroCode }
  | {
      readonly outcome: "REFUSED";
      readonly code: RefusalCode;
      /** a joint tip with reporters who are not eligible: their codes, in the order named */
      readonly partCodes: readonly (EligibilityCode | null)[] | null;
    }
  | {
      readonly outcome: "CLAW_BACK";
      readonly fen: Fen;
      readonly code: "CLAWED_BACK";
      readonly clawBackFen: Fen;
    }
);

export type CalculateOptions = {
  /** deployment ceiling in fen; null = none (examples only) */
  readonly ceilingFen: number | null;
  /** a person proposes, with a reason, where the rule gives no figure (RATE_UNKNOWN, KIND_OFF) */
  readonly personDecides?: boolean;
};

const PROJECT: Basis = { kind: "PROJECT_DECISION" };

/**
 * The reward for one input under one rule set. Pure: same input, same version, same result, for ever. Order of steps:
 * eligibility, base, table, floor, insider uplift and floor, cap (the lower of rule set and ceiling), one rounding half up
 * to the fen, split of a joint tip. The order and the rounding are decisions of the project; no known text states them.
 * A machine proposes here; people decide (个人信息保护法 art. 24).
 *
 * @throws CodedError INPUT_INVALID for what no correct form can send (floats, negatives, unknown codes)
 */
export function calculateReward(
  ruleSet: RuleSet,
  rawInput: RewardInput,
  options: CalculateOptions,
): RewardResult {
  const input = checkRewardInput(rawInput);
  const { ceilingFen } = options;
  if (
    ceilingFen !== null &&
    !(Number.isSafeInteger(ceilingFen) && ceilingFen >= 0)
  )
    throw new CodedError("INPUT_INVALID", { field: "ceilingFen" });

  const steps: WorksheetStep[] = [
    line({
      step: "RULE_SET",
      values: {
        ruleSet: ruleSet.id,
        version: ruleSet.version,
        kind: input.kind,
      },
      basis: documentOf(ruleSet),
    }),
  ];
  const of = {
    ruleSetId: ruleSet.id,
    ruleSetVersion: ruleSet.version,
    worksheet: steps,
  };
  const refuse = (code: RefusalCode): RewardResult => {
    steps.push(
      line({ step: "REFUSED", values: { code }, basis: documentOf(ruleSet) }),
    );
    return { ...of, outcome: "REFUSED", code, partCodes: null };
  };
  const noLoss = (baseFen: number | null): RewardResult => {
    steps.push(
      line({
        step: "NO_LOSS",
        values: { baseFen },
        amount: whole(0),
        basis: { kind: "DOCUMENT", name: ruleSet.actualLossBasis },
      }),
    );
    return { ...of, outcome: "ZERO", fen: fen(0), code: "NO_LOSS" };
  };

  if (input.kind === "CLAWBACK") {
    steps.push(
      line({
        step: "CLAW_BACK",
        values: { paidFen: input.paidFen },
        amount: whole(input.paidFen),
        basis: { kind: "DOCUMENT", name: nationalDocument("2022") },
      }),
    );
    return {
      ...of,
      outcome: "CLAW_BACK",
      fen: fen(0),
      code: "CLAWED_BACK",
      clawBackFen: input.paidFen,
    };
  }

  const ineligible = ineligibility(ruleSet, input);
  if (ineligible) {
    steps.push(
      line({
        step: "NOT_ELIGIBLE",
        values: { code: ineligible },
        amount: whole(0),
        basis: eligibilityBasis(ineligible, ruleSet),
      }),
    );
    return { ...of, outcome: "ZERO", fen: fen(0), code: ineligible };
  }
  steps.push(
    line({
      step: "ELIGIBLE",
      values: { checked: eligibilityOrder },
      basis: { kind: "DOCUMENT", name: nationalDocument(ruleSet.family) },
    }),
  );

  if (input.kind === "LOSS") {
    steps.push(
      line({
        step: "BASE",
        values: {
          baseFen: input.baseFen,
          leftOutOtherFoundFen: input.otherFoundFen,
          leftOutFineFen: input.fineFen,
        },
        amount: whole(input.baseFen),
        basis: { kind: "DOCUMENT", name: nationalDocument(ruleSet.family) },
      }),
    );
    if (input.baseFen === 0) return noLoss(0);
  }

  let proposal = exactAmount(ruleSet, input, input.baseFen);
  if ("code" in proposal && options.personDecides) {
    if (proposal.code === "KIND_OFF") {
      if (ruleSet.actualLossRequired) return noLoss(null);
      if (input.proposedFen === 0 && input.reason !== null) return noLoss(null);
    }
    if (proposal.code === "RATE_UNKNOWN" || proposal.code === "KIND_OFF")
      proposal = personsAmount(ruleSet, input, proposal.code);
  }
  if ("code" in proposal)
    return proposal.code === "NO_LOSS" ? noLoss(null) : refuse(proposal.code);
  steps.push(...proposal.steps);

  const capped = cap(ruleSet, ceilingFen, proposal.amount);
  steps.push(capped.step);
  const total = fen(roundHalfUp(capped.amount));
  steps.push(
    line({
      step: "ROUND",
      values: { fen: total },
      amount: whole(total),
      basis: PROJECT,
    }),
  );

  let warning: "BAND_DROP" | null = null;
  if (proposal.justBelowFen !== null && proposal.justBelowFen > 0) {
    const below = exactAmount(ruleSet, input, proposal.justBelowFen);
    if ("amount" in below) {
      const belowReward = fen(
        roundHalfUp(cap(ruleSet, ceilingFen, below.amount).amount),
      );
      if (total < belowReward) {
        warning = "BAND_DROP";
        steps.push(
          line({
            step: "BAND_DROP",
            values: {
              belowFen: proposal.justBelowFen,
              belowRewardFen: belowReward,
            },
            basis: PROJECT,
          }),
        );
      }
    }
  }

  let parts: readonly RewardPart[] | null = null;
  if (input.joint) {
    const partCodes = input.joint.map((reporter) =>
      jointIneligibility(ruleSet, reporter),
    );
    if (partCodes.some((code) => code !== null)) {
      steps.push(
        line({
          step: "JOINT_NOT_ELIGIBLE",
          values: { partCodes },
          basis: PROJECT,
        }),
      );
      return { ...of, outcome: "REFUSED", code: "HUMAN_DECISION", partCodes };
    }
    // the reporters have not said how to share: the program must not choose for them
    if (input.split === null) return refuse("HUMAN_DECISION");
    parts = split(input, total);
    if (parts === null) return refuse("SPLIT_SUM");
    steps.push(
      line({
        step: "SPLIT",
        values: { split: input.split, parts },
        amount: whole(total),
        basis:
          input.split === "AGREED"
            ? { kind: "DOCUMENT", name: nationalDocument("2018") }
            : PROJECT,
      }),
    );
  }

  return {
    ...of,
    outcome: "AMOUNT",
    fen: total,
    capApplied: capped.capApplied,
    warning,
    parts,
    discretionary: proposal.discretionary,
  };
}

/**
 * The calculation a person confirms: as `calculateReward`, and where the rule gives no figure (RATE_UNKNOWN, KIND_OFF)
 * from the officer's own proposal, which needs a reason and can never exceed the loss, the cap or the ceiling.
 */
export function calculateConfirmed(
  ruleSet: RuleSet,
  input: RewardInput,
  { ceilingFen }: { readonly ceilingFen: number | null },
): RewardResult {
  const result = calculateReward(ruleSet, input, { ceilingFen });
  return result.outcome === "REFUSED" &&
    (result.code === "RATE_UNKNOWN" || result.code === "KIND_OFF")
    ? calculateReward(ruleSet, input, { ceilingFen, personDecides: true })
    : result;
}

type Proposal =
  | {
      readonly amount: Rational;
      readonly steps: readonly WorksheetStep[];
      readonly discretionary: boolean;
      /** largest base below the band of a whole-amount table */
      readonly justBelowFen: number | null;
    }
  | { readonly code: RefusalCode | "NO_LOSS" };

/** Steps 3 to 5: what the rule gives before cap and rounding. */
function exactAmount(
  ruleSet: RuleSet,
  input: CheckedRewardInput,
  baseFen: number,
): Proposal {
  switch (input.kind) {
    case "LOSS":
      return lossAmount(ruleSet, input, baseFen);
    case "AVOIDED_LOSS":
      return ruleSet.avoidedLoss
        ? chosenSum(ruleSet, input, ruleSet.avoidedLoss)
        : { code: "KIND_OFF" };
    case "NO_AMOUNT":
      if (ruleSet.noAmount?.kind === "RANGE")
        return chosenSum(ruleSet, input, ruleSet.noAmount);
      if (ruleSet.noAmount?.kind === "FIXED") {
        const { fen: fixed } = ruleSet.noAmount;
        if (input.reason === null) return { code: "REASON_REQUIRED" };
        if (input.proposedFen !== null && input.proposedFen !== fixed)
          return { code: "OUT_OF_RANGE" };
        return {
          amount: whole(fixed),
          steps: [
            line({
              step: "FIXED_SUM",
              values: { fen: fixed, band: null },
              amount: whole(fixed),
              basis: documentOf(ruleSet),
            }),
          ],
          discretionary: true,
          justBelowFen: null,
        };
      }
      return { code: ruleSet.actualLossRequired ? "NO_LOSS" : "KIND_OFF" };
    case "CLAWBACK":
      throw new Error("a claw-back has no amount to compute");
  }
}

function chosenSum(
  ruleSet: RuleSet,
  input: CheckedRewardInput,
  range: AmountRange,
): Proposal {
  if (input.reason === null) return { code: "REASON_REQUIRED" };
  if (input.proposedFen === null) return { code: "HUMAN_DECISION" };
  if (!isInRange(range, input.proposedFen)) return { code: "OUT_OF_RANGE" };
  return {
    amount: whole(input.proposedFen),
    steps: [
      line({
        step: "PROPOSED_SUM",
        values: {
          proposedFen: input.proposedFen,
          minFen: range.minFen,
          maxFen: range.maxFen,
          band: null,
        },
        amount: whole(input.proposedFen),
        basis: documentOf(ruleSet),
      }),
    ],
    discretionary: true,
    justBelowFen: null,
  };
}

function lossAmount(
  ruleSet: RuleSet,
  input: CheckedRewardInput,
  baseFen: number,
): Proposal {
  const table = findTable(ruleSet, input);
  if (table === null) return { code: "RATE_UNKNOWN" };
  const uplift = insiderUplift(ruleSet, input);
  const applied = uplift?.missing.length === 0 ? uplift.rule : null;
  const drawn = tableAmount({
    ruleSet,
    table,
    input,
    baseFen,
    insider: applied,
  });
  if ("code" in drawn) return drawn;

  const steps = [...drawn.steps];
  let { amount } = drawn;
  const atLeast = (floorFen: number, step: "FLOOR" | "INSIDER_FLOOR") => {
    const raised = compare(amount, whole(floorFen)) < 0;
    if (raised) amount = whole(floorFen);
    steps.push(
      line({
        step,
        values: { floorFen, raised },
        amount,
        basis: documentOf(ruleSet),
      }),
    );
  };

  const floorFen = table.floorFen ?? ruleSet.floorFen;
  if (floorFen !== null) atLeast(floorFen, "FLOOR");
  if (uplift && !applied)
    steps.push(
      line({
        step: "NO_INSIDER_UPLIFT",
        values: { missing: uplift.missing },
        basis: documentOf(ruleSet),
      }),
    );
  if (applied?.kind === "MULTIPLY") {
    amount = times(amount, decimal(applied.factor));
    steps.push(
      line({
        step: "INSIDER_FACTOR",
        values: { factor: applied.factor },
        amount,
        basis: documentOf(ruleSet),
      }),
    );
  }
  if (applied && applied.floorFen !== null)
    atLeast(applied.floorFen, "INSIDER_FLOOR");
  return {
    amount,
    steps,
    discretionary: drawn.discretionary,
    justBelowFen: drawn.justBelowFen,
  };
}

function insiderUplift(ruleSet: RuleSet, input: CheckedRewardInput) {
  const rule = ruleSet.insider;
  if (rule === null) return null;
  const meant =
    (input.insider && rule.appliesTo.includes("INSIDER")) ||
    (input.rival && rule.appliesTo.includes("RIVAL"));
  if (!meant) return null;
  const missing = rule.requires.filter(
    (need) => !(need === "REAL_NAME" ? input.realName : input.proof),
  );
  return { rule, missing };
}

/** Where the rule is silent a person's proposal takes the place of the table; floor, cap and rounding stay. */
function personsAmount(
  ruleSet: RuleSet,
  input: CheckedRewardInput,
  because: "RATE_UNKNOWN" | "KIND_OFF",
): Proposal {
  const { proposedFen, proposedRateBp } = input;
  if (input.reason === null) return { code: "REASON_REQUIRED" };
  // two figures would leave open which one was meant
  if ((proposedFen === null) === (proposedRateBp === null))
    return { code: "HUMAN_DECISION" };
  if (because === "KIND_OFF" && proposedFen === null)
    return { code: "HUMAN_DECISION" };
  const proposed =
    proposedFen !== null
      ? whole(proposedFen)
      : times(whole(input.baseFen), {
          n: BigInt(proposedRateBp ?? 0),
          d: 10_000n,
        });
  const tooMuch =
    input.kind === "LOSS" && compare(proposed, whole(input.baseFen)) > 0;
  if (tooMuch || compare(proposed, whole(0)) === 0)
    return { code: "OUT_OF_RANGE" };
  const steps: WorksheetStep[] = [
    line({
      step: "PERSON_DECIDES",
      values: { because, proposedFen, proposedRateBp },
      amount: proposed,
      basis: PROJECT,
    }),
  ];
  let amount = proposed;
  if (input.kind === "LOSS" && ruleSet.floorFen !== null) {
    const raised = compare(amount, whole(ruleSet.floorFen)) < 0;
    if (raised) amount = whole(ruleSet.floorFen);
    steps.push(
      line({
        step: "FLOOR",
        values: { floorFen: ruleSet.floorFen, raised },
        amount,
        basis: documentOf(ruleSet),
      }),
    );
  }
  return { amount, steps, discretionary: true, justBelowFen: null };
}

function cap(ruleSet: RuleSet, ceilingFen: number | null, amount: Rational) {
  const { capFen } = ruleSet;
  const lower: { fen: number; source: CapSource } | null =
    capFen !== null && (ceilingFen === null || capFen <= ceilingFen)
      ? { fen: capFen, source: "RULE_SET" }
      : ceilingFen !== null
        ? { fen: ceilingFen, source: "CEILING" }
        : null;
  const cut = lower !== null && compare(amount, whole(lower.fen)) > 0;
  const result = cut ? whole(lower.fen) : amount;
  const capApplied = cut ? lower.source : null;
  const basis: Basis =
    lower?.source === "CEILING"
      ? { kind: "CONFIGURATION", setting: "REWARD_CEILING_YUAN" }
      : documentOf(ruleSet);
  return {
    amount: result,
    capApplied,
    step: line({
      step: "CAP",
      values: { capFen, ceilingFen, capApplied },
      amount: result,
      basis,
    }),
  };
}

/** @returns null when the agreed parts do not add up to the fen */
function split(
  input: CheckedRewardInput,
  total: Fen,
): readonly RewardPart[] | null {
  const joint = input.joint ?? [];
  if (input.split === "EVEN") {
    const each = Math.floor(total / joint.length);
    const left = total - each * joint.length;
    return joint.map(({ name }, index) => ({
      name,
      fen: fen(each + (index < left ? 1 : 0)),
    }));
  }
  const sum = joint.reduce(
    (so, { agreedFen }) => so + BigInt(agreedFen ?? 0),
    0n,
  );
  if (joint.some(({ agreedFen }) => agreedFen === null)) return null;
  if (sum !== BigInt(total)) return null;
  return joint.map(({ name, agreedFen }) => ({
    name,
    fen: agreedFen ?? fen(0),
  }));
}
