import { type Rational, basisPoints, plus, times, whole } from "./rational";
import type { CheckedRewardInput } from "./reward-input";
import {
  type Border,
  type InsiderRule,
  type RewardTable,
  type RuleSet,
  isInBand,
  isInRange,
} from "./rule-set";
import {
  type Basis,
  type RefusalCode,
  type WorksheetStep,
  documentOf,
  line,
} from "./worksheet";

/** What a rate table gives for one base, before floor, uplift factor, cap and rounding. */
export type TableAmount =
  | {
      readonly amount: Rational;
      readonly steps: readonly WorksheetStep[];
      readonly discretionary: boolean;
      /** whole-amount and fixed-sum bands: largest base below the band, null in the first band and in other modes */
      readonly justBelowFen: number | null;
    }
  | { readonly code: RefusalCode };

type Question = {
  readonly ruleSet: RuleSet;
  readonly table: RewardTable;
  readonly input: CheckedRewardInput;
  readonly baseFen: number;
  /** the uplift that applies to this reporter, or null */
  readonly insider: InsiderRule | null;
};

/** The table for the grade and subject type of the input; null when the rule set has none (RATE_UNKNOWN). */
export function findTable(
  ruleSet: RuleSet,
  input: Pick<CheckedRewardInput, "grade" | "subjectType">,
): RewardTable | null {
  return (
    ruleSet.tables.find(
      (table) =>
        (table.grade === null || table.grade === input.grade) &&
        (table.subjectType === null || table.subjectType === input.subjectType),
    ) ?? null
  );
}

export function tableAmount(question: Question): TableAmount {
  const { table, baseFen, insider } = question;
  const basis = basisOf(question);
  const start = line({
    step: "TABLE",
    values: {
      mode: table.mode,
      grade: table.grade,
      subjectType: table.subjectType,
    },
    basis,
  });
  if (insider?.kind === "OWN_RATE") {
    const own = insider.ownRateBp[table.grade ?? question.input.grade ?? ""];
    return own === undefined || own === null
      ? { code: "RATE_UNKNOWN" }
      : wholeBase({
          baseFen,
          rateBp: own,
          addFen: 0,
          band: null,
          before: [start],
          basis,
        });
  }
  switch (table.mode) {
    case "FLAT": {
      const rate = raised(table.rateBp, question);
      return rate === null
        ? { code: "RATE_UNKNOWN" }
        : wholeBase({
            baseFen,
            rateBp: rate.bp,
            addFen: 0,
            band: null,
            before: [start, ...rate.steps],
            basis,
          });
    }
    case "WHOLE_BAND":
    case "FIXED_BAND": {
      const band = bandOf(table.bands, baseFen);
      const rate = raised(band.rateBp, question);
      if (rate === null) return { code: "RATE_UNKNOWN" };
      const drawn = wholeBase({
        baseFen,
        rateBp: rate.bp,
        addFen: band.addFen,
        band,
        before: [start, ...rate.steps],
        basis,
      });
      return { ...drawn, justBelowFen: largestBelow(band) };
    }
    case "PROGRESSIVE":
      return progressive(question, table.bands, [start], basis);
    case "RANGE":
      return table.rangeOf === "AMOUNT"
        ? proposedSum(question, bandOf(table.bands, baseFen), [start], basis)
        : proposedRate(question, bandOf(table.bands, baseFen), [start], basis);
  }
}

function basisOf({ ruleSet, table }: Question): Basis {
  return table.rateSource === "CONFIGURATION"
    ? { kind: "CONFIGURATION", setting: `${ruleSet.id} rateBp` }
    : documentOf(ruleSet);
}

/** ADD_PP acts on every rate; null stays "not known". */
function raised(rateBp: number | null, { insider, ruleSet }: Question) {
  if (rateBp === null) return null;
  if (insider?.kind !== "ADD_PP") return { bp: rateBp, steps: [] };
  const bp = rateBp + insider.addBp;
  return {
    bp,
    steps: [
      line({
        step: "INSIDER_RATE",
        values: { rateBp, raisedRateBp: bp },
        basis: documentOf(ruleSet),
      }),
    ],
  };
}

function wholeBase(part: {
  readonly baseFen: number;
  readonly rateBp: number;
  readonly addFen: number;
  readonly band: Border | null;
  readonly before: readonly WorksheetStep[];
  readonly basis: Basis;
}) {
  const { baseFen, rateBp, addFen, band, before, basis } = part;
  const amount = plus(
    times(whole(baseFen), basisPoints(rateBp)),
    whole(addFen),
  );
  return {
    amount,
    steps: [
      ...before,
      line({
        step: "RATE",
        values: { baseFen, rateBp, addFen, band: band && borderOf(band) },
        amount,
        basis,
      }),
    ],
    discretionary: false,
    justBelowFen: null,
  };
}

function progressive(
  question: Question,
  bands: Extract<RewardTable, { mode: "PROGRESSIVE" }>["bands"],
  before: readonly WorksheetStep[],
  basis: Basis,
): TableAmount {
  const steps = [...before];
  let amount = whole(0);
  let parts = 0;
  for (const band of bands) {
    if (question.baseFen <= band.fromFen) break;
    const rate = raised(band.rateBp, question);
    if (rate === null) return { code: "RATE_UNKNOWN" };
    const partFen =
      (band.toFen === null
        ? question.baseFen
        : Math.min(question.baseFen, band.toFen)) - band.fromFen;
    const part = times(whole(partFen), basisPoints(rate.bp));
    amount = plus(amount, part);
    parts += 1;
    steps.push(
      ...rate.steps,
      line({
        step: "BAND_PART",
        values: { band: borderOf(band), partFen, rateBp: rate.bp },
        amount: part,
        basis,
      }),
    );
  }
  steps.push(line({ step: "SUM", values: { parts }, amount, basis }));
  return { amount, steps, discretionary: false, justBelowFen: null };
}

function proposedSum(
  { input }: Question,
  band: Border & { readonly minFen: number; readonly maxFen: number },
  before: readonly WorksheetStep[],
  basis: Basis,
): TableAmount {
  const range = {
    minFen: band.minFen,
    maxFen: band.maxFen,
    minInclusive: true,
    maxInclusive: true,
  };
  const proposedFen = input.proposedFen;
  if (band.minFen === band.maxFen) {
    if (proposedFen !== null && proposedFen !== band.minFen)
      return { code: "OUT_OF_RANGE" };
    // one sum only: nothing is left to an officer's choice
    const amount = whole(band.minFen);
    return {
      amount,
      steps: [
        ...before,
        line({
          step: "FIXED_SUM",
          values: { fen: band.minFen, band: borderOf(band) },
          amount,
          basis,
        }),
      ],
      discretionary: false,
      justBelowFen: null,
    };
  }
  if (input.reason === null) return { code: "REASON_REQUIRED" };
  if (proposedFen === null) return { code: "HUMAN_DECISION" };
  if (!isInRange(range, proposedFen)) return { code: "OUT_OF_RANGE" };
  const amount = whole(proposedFen);
  return {
    amount,
    steps: [
      ...before,
      line({
        step: "PROPOSED_SUM",
        values: {
          proposedFen,
          minFen: band.minFen,
          maxFen: band.maxFen,
          band: borderOf(band),
        },
        amount,
        basis,
      }),
    ],
    discretionary: true,
    justBelowFen: null,
  };
}

function proposedRate(
  question: Question,
  band: Extract<
    RewardTable,
    { mode: "RANGE"; rangeOf: "RATE" }
  >["bands"][number],
  before: readonly WorksheetStep[],
  basis: Basis,
): TableAmount {
  const { input, baseFen } = question;
  const { minRateBp, minRateInclusive, maxRateBp, maxRateInclusive } = band;
  if (input.reason === null) return { code: "REASON_REQUIRED" };
  const proposedRateBp = input.proposedRateBp;
  if (proposedRateBp === null) return { code: "HUMAN_DECISION" };
  const inside =
    (minRateInclusive
      ? proposedRateBp >= minRateBp
      : proposedRateBp > minRateBp) &&
    (maxRateInclusive
      ? proposedRateBp <= maxRateBp
      : proposedRateBp < maxRateBp);
  if (!inside) return { code: "OUT_OF_RANGE" };
  const rate = raised(proposedRateBp, question)!;
  const drawn = wholeBase({
    baseFen,
    rateBp: rate.bp,
    addFen: 0,
    band,
    before: [
      ...before,
      line({
        step: "PROPOSED_RATE",
        values: {
          proposedRateBp,
          minRateBp,
          minRateInclusive,
          maxRateBp,
          maxRateInclusive,
        },
        basis,
      }),
      ...rate.steps,
    ],
    basis,
  });
  return { ...drawn, discretionary: true };
}

function bandOf<Band extends Border>(
  bands: readonly Band[],
  baseFen: number,
): Band {
  const band = bands.find((candidate) => isInBand(candidate, baseFen));
  // assertRuleSet proved that the bands hold every positive amount
  if (!band) throw new Error("no band holds this base");
  return band;
}

function largestBelow(band: Border): number | null {
  const below = band.fromInclusive ? band.fromFen - 1 : band.fromFen;
  return below > 0 ? below : null;
}

function borderOf({
  fromFen,
  fromInclusive,
  toFen,
  toInclusive,
}: Border): Border {
  return { fromFen, fromInclusive, toFen, toInclusive };
}
