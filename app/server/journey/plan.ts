import { journeyWords } from "#app/content/journey";
import { calculateReward } from "#app/domain/reward/calculate";
import { checkRewardInput } from "#app/domain/reward/reward-input";
import { ruleSetInForce } from "#app/domain/reward/rule-set-in-force";
import type { RuleSet, SubjectType } from "#app/domain/reward/rule-set";
import { isInBand } from "#app/domain/reward/rule-set";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import { areaPath, COUNTRY } from "#app/domain/routing/area-path";
import type { Day } from "#app/domain/shared/day";
import type {
  FindingData,
  Registration,
  RewardFacts,
} from "#app/forms/staff/commands";
import { actsOf, type SampleTip } from "./sample-tip";

export type ExpectedReward =
  | { readonly kind: "PAID"; readonly fen: number }
  /** no reward, with the code the tipster is told */
  | { readonly kind: "NONE"; readonly code: string }
  /** the engine has no figure: a person must decide, and nothing is paid meanwhile */
  | { readonly kind: "NEEDS_PERSON"; readonly code: string };

export type Plan =
  | {
      readonly decision: "REFUSE";
      readonly reasonCode: string;
      readonly expectedState: "REFUSED";
    }
  | {
      readonly decision: "ACCEPT";
      readonly registration: Registration;
      readonly finding: FindingData;
      readonly expectedState: "CLOSED";
      readonly ruleSetId: string;
      readonly expectedReward: ExpectedReward;
      /** false: what proved untrue has no reward to decide */
      readonly rewardDecided: boolean;
    };

/** A tip about a person; everything else is an organisation. */
const personKinds: readonly string[] = ["INS", "DOC"];

/** What an office that believes every record would do with it, and what the reward engine says to that. */
export function planFor(
  sample: SampleTip,
  { today, ceilingFen }: { readonly today: Day; readonly ceilingFen: number },
): Plan {
  const refused = refusalOf(sample);
  if (refused)
    return {
      decision: "REFUSE",
      reasonCode: refused,
      expectedState: "REFUSED",
    };

  const areaCode = sample.area.adcode ?? COUNTRY;
  const ruleSet = ruleSetInForce(ruleSets, areaPath(areaCode), today);
  if (!ruleSet) throw new Error(`no rule set is in force for ${areaCode}`);
  const registration: Registration = {
    areaCode,
    subjectKind: sample.subject.kind,
    misconduct: [...actsOf(sample)],
    nameKind: sample.nameKind,
    reporterKind: sample.reporterKind,
    rewardWanted: sample.nameKind !== "ANON",
  };
  const finding = findingOf(sample, ruleSet);
  const result = calculateReward(
    ruleSet,
    checkRewardInput(finding.rewardFacts),
    { ceilingFen },
  );
  return {
    decision: "ACCEPT",
    registration,
    finding,
    expectedState: "CLOSED",
    ruleSetId: ruleSet.id,
    rewardDecided: finding.substantiated,
    expectedReward: !finding.substantiated
      ? { kind: "NONE", code: "NOT_TRUE" }
      : result.outcome === "AMOUNT"
        ? { kind: "PAID", fen: result.fen }
        : result.outcome === "ZERO"
          ? { kind: "NONE", code: result.code }
          : { kind: "NEEDS_PERSON", code: result.code },
  };
}

function refusalOf(sample: SampleTip): string | null {
  const { expected, tags = [] } = sample;
  if (expected?.decision === "REFUSED")
    return expected.reason ?? "OUT_OF_SCOPE";
  if (tags.includes("out-of-scope")) return "OUT_OF_SCOPE";
  if (tags.includes("malicious")) return "NO_CLEAR_SUBJECT";
  return null;
}

function findingOf(sample: SampleTip, ruleSet: RuleSet): FindingData {
  const verifiedFen = sample.amounts.lossFen ?? 0;
  const outcomes =
    sample.outcomes.length > 0
      ? [...sample.outcomes]
      : [verifiedFen > 0 ? "OTHER" : "NO_VIOLATION"];
  const substantiated = outcomes.some((outcome) => outcome !== "NO_VIOLATION");
  return {
    substantiated,
    misconduct: [...sample.misconduct],
    outcomes,
    verifiedFen,
    reportedPartFen: verifiedFen,
    recoveredFen: sample.amounts.recoveredFen ?? 0,
    fineFen: sample.amounts.fineFen ?? 0,
    rewardFacts: rewardFactsOf(sample, {
      ruleSet,
      baseFen: verifiedFen,
      substantiated,
    }),
  };
}

function rewardFactsOf(
  sample: SampleTip,
  {
    ruleSet,
    baseFen,
    substantiated,
  }: {
    readonly ruleSet: RuleSet;
    readonly baseFen: number;
    readonly substantiated: boolean;
  },
): RewardFacts {
  const subjectType: SubjectType = personKinds.includes(sample.subject.kind)
    ? "PERSON"
    : "ORGANISATION";
  const table = ruleSet.tables.find(
    (each) => each.subjectType === null || each.subjectType === subjectType,
  );
  return {
    kind: "LOSS",
    baseFen,
    grade: table?.grade ?? null,
    subjectType,
    insider: sample.reporterKind === "INSIDER",
    rival: sample.reporterKind === "RIVAL",
    realName: sample.nameKind === "REAL",
    proof: sample.evidence.length > 0,
    reporterKind: sample.reporterKind,
    knownBefore: false,
    confirmedAsReported: substantiated,
    duplicateOfSameReporter: false,
    rank: sample.nearDuplicateOf === undefined ? 1 : 2,
    declined: sample.nameKind === "ANON",
    identityProven: sample.nameKind !== "ANON",
    ...proposal(table, baseFen),
  };
}

/** Where a rule set leaves a range to the officer, the journey takes the lowest figure in it and says so. */
function proposal(
  table: RuleSet["tables"][number] | undefined,
  baseFen: number,
): Pick<RewardFacts, "proposedFen" | "proposedRateBp" | "reason"> {
  const none = { proposedFen: null, proposedRateBp: null, reason: null };
  if (table?.mode !== "RANGE") return none;
  const reason = journeyWords.staff.lowest;
  if (table.rangeOf === "AMOUNT") {
    const band = table.bands.find((each) => isInBand(each, baseFen));
    return band ? { ...none, proposedFen: band.minFen, reason } : none;
  }
  const band = table.bands.find((each) => isInBand(each, baseFen));
  return band
    ? {
        ...none,
        proposedRateBp: band.minRateBp + (band.minRateInclusive ? 0 : 1),
        reason,
      }
    : none;
}
