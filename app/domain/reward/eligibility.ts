import type { CheckedRewardInput, JointReporter } from "./reward-input";
import { nationalDocument, type RuleSet } from "./rule-set";
import type { Basis, EligibilityCode } from "./worksheet";

/**
 * Who gets no reward, in the order in which the one code is chosen: who the reporter is, then what they want and can
 * show, then what the office knew, then the order of tips, then whether the facts agree.
 */
export const eligibilityOrder = [
  "INELIGIBLE_STAFF",
  "INELIGIBLE_THIRD_PARTY",
  "INELIGIBLE_OFFENDER",
  "DECLINED",
  "IDENTITY_NOT_PROVEN",
  "NOT_NATURAL_PERSON",
  "ALREADY_KNOWN",
  "DUPLICATE_SAME_REPORTER",
  "NOT_FIRST",
  "NOT_CONFIRMED_AS_REPORTED",
] as const satisfies readonly EligibilityCode[];

type Facts = Pick<
  CheckedRewardInput,
  | "reporterKind"
  | "declined"
  | "identityProven"
  | "knownBefore"
  | "duplicateOfSameReporter"
  | "rank"
  | "confirmedAsReported"
>;

function holds(code: EligibilityCode, ruleSet: RuleSet, facts: Facts): boolean {
  switch (code) {
    case "INELIGIBLE_STAFF":
      return facts.reporterKind === "STAFF";
    case "INELIGIBLE_THIRD_PARTY":
      return facts.reporterKind === "THIRD";
    case "INELIGIBLE_OFFENDER":
      return facts.reporterKind === "OFFENDER";
    case "DECLINED":
      return facts.declined;
    case "IDENTITY_NOT_PROVEN":
      return !facts.identityProven;
    case "NOT_NATURAL_PERSON":
      return ruleSet.naturalPersonsOnly && facts.reporterKind === "ORG";
    case "ALREADY_KNOWN":
      return facts.knownBefore;
    case "DUPLICATE_SAME_REPORTER":
      return facts.duplicateOfSameReporter;
    case "NOT_FIRST":
      return ruleSet.firstReporterOnly && facts.rank > 1;
    case "NOT_CONFIRMED_AS_REPORTED":
      return !facts.confirmedAsReported;
  }
}

/** The first reason that holds, or null when a reward is possible. */
export function ineligibility(
  ruleSet: RuleSet,
  input: Facts,
): EligibilityCode | null {
  return eligibilityOrder.find((code) => holds(code, ruleSet, input)) ?? null;
}

/** The reason that holds for one of several joint reporters alone, the facts they share set aside. */
export function jointIneligibility(
  ruleSet: RuleSet,
  reporter: JointReporter,
): EligibilityCode | null {
  return ineligibility(ruleSet, {
    ...reporter,
    knownBefore: false,
    rank: 1,
    confirmedAsReported: true,
  });
}

export function eligibilityBasis(
  code: EligibilityCode,
  ruleSet: RuleSet,
): Basis {
  const national: Basis = {
    kind: "DOCUMENT",
    name: nationalDocument(ruleSet.family),
  };
  switch (code) {
    case "INELIGIBLE_STAFF":
    case "INELIGIBLE_THIRD_PARTY":
    case "INELIGIBLE_OFFENDER":
      return { kind: "DOCUMENT", name: "湖北省举报奖励实施细则（2023）" };
    case "DECLINED":
      return { kind: "DOCUMENT", name: "医保办发〔2022〕22号 第三条" };
    case "IDENTITY_NOT_PROVEN":
      return { kind: "DOCUMENT", name: ruleSet.identityBasis };
    case "NOT_NATURAL_PERSON":
      return { kind: "DOCUMENT", name: ruleSet.naturalPersonsBasis };
    case "ALREADY_KNOWN":
    case "NOT_FIRST":
      return national;
    case "DUPLICATE_SAME_REPORTER":
    case "NOT_CONFIRMED_AS_REPORTED":
      return { kind: "ANALOGY", name: "国家安全部令第2号 第九条" };
  }
}
