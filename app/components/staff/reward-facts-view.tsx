import { rewardWords } from "#app/content/staff-reward";
import { staffWords } from "#app/content/staff";
import type { Language } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { reporterKinds } from "#app/domain/codes/tipster-kinds";
import type { RewardFacts } from "#app/forms/staff/commands";
import { Fact, Facts } from "./facts";
import { percentText, yuanText } from "./format";
import { usePageLanguage } from "./page-language";

/** The facts in the order of the form, as an officer reads them. */
export const rewardFactFields = [
  "kind",
  "baseFen",
  "grade",
  "subjectType",
  "reporterKind",
  "insider",
  "rival",
  "realName",
  "proof",
  "rank",
  "knownBefore",
  "confirmedAsReported",
  "duplicateOfSameReporter",
  "declined",
  "identityProven",
  "proposedFen",
  "proposedRateBp",
  "reason",
] as const satisfies readonly (keyof RewardFacts)[];
export type RewardFactField = (typeof rewardFactFields)[number];

export function rewardFactLabel(field: string, language: Language): string {
  const words = rewardWords[language];
  const labels: Readonly<Record<RewardFactField, string>> = {
    kind: words.factKind,
    baseFen: words.baseFen,
    grade: words.grade,
    subjectType: words.subjectType,
    reporterKind: words.reporterKind,
    insider: words.insider,
    rival: words.rival,
    realName: words.realName,
    proof: words.proof,
    rank: words.rank,
    knownBefore: words.knownBefore,
    confirmedAsReported: words.confirmedAsReported,
    duplicateOfSameReporter: words.duplicateOfSameReporter,
    declined: words.declined,
    identityProven: words.identityProven,
    proposedFen: words.proposedFen,
    proposedRateBp: words.proposedRate,
    reason: words.reason,
  };
  return Object.hasOwn(labels, field)
    ? labels[field as RewardFactField]
    : field;
}

export function rewardFactText(
  facts: RewardFacts,
  field: RewardFactField,
  language: Language,
): string {
  const words = rewardWords[language];
  const common = staffWords[language];
  const value = facts[field];
  if (typeof value === "boolean") return value ? common.yes : common.no;
  switch (field) {
    case "kind":
      return words.kind[facts.kind];
    case "baseFen":
      return yuanText(facts.baseFen, language);
    case "proposedFen":
      return facts.proposedFen === null
        ? common.none
        : yuanText(facts.proposedFen, language);
    case "proposedRateBp":
      return facts.proposedRateBp === null
        ? common.none
        : percentText(facts.proposedRateBp);
    case "grade":
      return gradeText(facts.grade, language);
    case "subjectType":
      return words.subjectTypeName[facts.subjectType ?? "NONE"];
    case "reporterKind":
      return codeLabel(reporterKinds, facts.reporterKind, language);
    default:
      return value === null ? common.none : String(value);
  }
}

export function gradeText(grade: string | null, language: Language): string {
  const names: Readonly<Record<string, string>> =
    rewardWords[language].gradeName;
  return names[grade ?? "NONE"] ?? grade ?? "";
}

export function RewardFactsView({ facts }: { readonly facts: RewardFacts }) {
  const { language } = usePageLanguage();
  return (
    <Facts>
      {rewardFactFields.map((field) => (
        <Fact key={field} term={rewardFactLabel(field, language)}>
          {rewardFactText(facts, field, language)}
        </Fact>
      ))}
    </Facts>
  );
}
