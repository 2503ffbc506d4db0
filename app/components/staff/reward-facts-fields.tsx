import { rewardWords } from "#app/content/staff-reward";
import { staffWords } from "#app/content/staff";
import { reporterKinds } from "#app/domain/codes/tipster-kinds";
import type { RewardFacts } from "#app/forms/staff/commands";
import { codeChoices } from "./codes";
import {
  ChoiceField,
  SelectField,
  TextArea,
  TextField,
  YesNoField,
  type FieldRefusals,
} from "./fields";
import type { FormReader } from "./form-reader";
import { percentInput, yuanInput } from "./format";
import { gradeText } from "./reward-facts-view";
import { usePageLanguage } from "./page-language";

const kinds = ["LOSS", "AVOIDED_LOSS", "NO_AMOUNT"] as const;
const none = "NONE";
const MAX_REASON = 500;

/**
 * The facts a reward is computed from. Without `defaults` every field starts empty: a checker must enter them from the file
 * alone. `withBase` false: the base follows from another field of the form.
 */
export function RewardFactsFields({
  defaults,
  grades,
  rankHint,
  refusals,
  withBase,
}: {
  readonly defaults: RewardFacts | null;
  /** grades of the rule set that applies; all known ones while it is not settled */
  readonly grades?: readonly string[];
  /** what the log says of the order of the tips */
  readonly rankHint?: string;
  readonly refusals: FieldRefusals;
  readonly withBase: boolean;
}) {
  const { language } = usePageLanguage();
  const words = rewardWords[language];
  const common = staffWords[language];
  const yesNo = (
    name: keyof RewardFacts,
    label: string,
    value: boolean | undefined,
  ) => (
    <YesNoField
      name={name}
      label={label}
      defaultValue={value}
      refusals={refusals}
    />
  );
  return (
    <div className="field-grid">
      <ChoiceField
        name="kind"
        label={words.factKind}
        choices={kinds.map((kind) => ({
          value: kind,
          label: words.kind[kind],
        }))}
        defaultValue={defaults?.kind}
        refusals={refusals}
      />
      {withBase && (
        <TextField
          name="baseFen"
          label={words.baseFen}
          hint={words.baseHint}
          inputMode="decimal"
          unit={common.yuanUnit}
          width="medium"
          defaultValue={yuanInput(defaults?.baseFen)}
          refusals={refusals}
        />
      )}
      <SelectField
        name="grade"
        label={words.grade}
        hint={words.gradeHint}
        choices={[
          none,
          ...(grades ?? Object.keys(words.gradeName).filter((g) => g !== none)),
        ].map((value) => ({
          value,
          label: gradeText(value === none ? null : value, language),
        }))}
        defaultValue={defaults ? (defaults.grade ?? none) : ""}
        refusals={refusals}
      />
      <SelectField
        name="subjectType"
        label={words.subjectType}
        hint={words.subjectTypeHint}
        choices={Object.entries(words.subjectTypeName).map(
          ([value, label]) => ({ value, label }),
        )}
        defaultValue={defaults ? (defaults.subjectType ?? none) : ""}
        refusals={refusals}
      />
      <SelectField
        name="reporterKind"
        label={words.reporterKind}
        choices={codeChoices(reporterKinds, language)}
        defaultValue={defaults?.reporterKind ?? ""}
        refusals={refusals}
      />
      <TextField
        name="rank"
        label={words.rank}
        hint={rankHint ?? words.rankHint}
        inputMode="numeric"
        width="short"
        defaultValue={defaults ? String(defaults.rank) : ""}
        refusals={refusals}
      />
      {yesNo("insider", words.insider, defaults?.insider)}
      {yesNo("rival", words.rival, defaults?.rival)}
      {yesNo("realName", words.realName, defaults?.realName)}
      {yesNo("proof", words.proof, defaults?.proof)}
      {yesNo("knownBefore", words.knownBefore, defaults?.knownBefore)}
      {yesNo(
        "confirmedAsReported",
        words.confirmedAsReported,
        defaults?.confirmedAsReported,
      )}
      {yesNo(
        "duplicateOfSameReporter",
        words.duplicateOfSameReporter,
        defaults?.duplicateOfSameReporter,
      )}
      {yesNo("declined", words.declined, defaults?.declined)}
      {yesNo("identityProven", words.identityProven, defaults?.identityProven)}
      <TextField
        name="proposedFen"
        label={words.proposedFen}
        hint={words.proposedHint}
        inputMode="decimal"
        unit={common.yuanUnit}
        width="medium"
        defaultValue={yuanInput(defaults?.proposedFen)}
        refusals={refusals}
      />
      <TextField
        name="proposedRateBp"
        label={words.proposedRate}
        inputMode="decimal"
        unit={words.percentUnit}
        width="short"
        defaultValue={percentInput(defaults?.proposedRateBp)}
        refusals={refusals}
      />
      <TextArea
        name="reason"
        label={words.reason}
        hint={words.reasonHint}
        rows={3}
        defaultValue={defaults?.reason ?? ""}
        refusals={refusals}
      />
    </div>
  );
}

/** `baseFen` when the form has no field of its own for it. */
export function readRewardFacts(
  read: FormReader,
  baseFen: number | null,
): RewardFacts {
  const optional = (name: string) => {
    const value = read.required(name, 40);
    return value === none ? null : value;
  };
  const kind = read.choice("kind", kinds);
  const reason = read.text("reason");
  if (reason.length > MAX_REASON)
    read.refuse({
      code: "FIELD_TOO_LONG",
      field: "reason",
      values: { max: MAX_REASON },
    });
  return {
    kind,
    baseFen: baseFen ?? read.yuan("baseFen"),
    grade: optional("grade"),
    subjectType: optional("subjectType") as RewardFacts["subjectType"],
    insider: read.yesNo("insider"),
    rival: read.yesNo("rival"),
    realName: read.yesNo("realName"),
    proof: read.yesNo("proof"),
    reporterKind: read.required("reporterKind", 40),
    knownBefore: read.yesNo("knownBefore"),
    confirmedAsReported: read.yesNo("confirmedAsReported"),
    duplicateOfSameReporter: read.yesNo("duplicateOfSameReporter"),
    rank: read.wholeNumber("rank", { min: 1, max: 10_000 }),
    declined: read.yesNo("declined"),
    identityProven: read.yesNo("identityProven"),
    proposedFen: read.optionalYuan("proposedFen"),
    proposedRateBp: read.optionalPercent("proposedRateBp"),
    reason: reason === "" ? null : reason,
  };
}
