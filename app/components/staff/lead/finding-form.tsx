import { useState } from "react";
import { leadWords } from "#app/content/staff-lead";
import { linkWords } from "#app/content/staff-links";
import { staffWords } from "#app/content/staff";
import { fill, type Language } from "#app/content/words";
import { outcomes } from "#app/domain/codes/outcomes";
import type { RewardFacts } from "#app/forms/staff/commands";
import { codeChoices } from "../codes";
import { ChoiceField, TextField } from "../fields";
import { yuanInput } from "../format";
import { usePageLanguage } from "../page-language";
import { readRewardFacts, RewardFactsFields } from "../reward-facts-fields";
import { rewardFactFields, rewardFactLabel } from "../reward-facts-view";
import { CommandForm, ReasonField } from "./command-form";
import type { LeadFinding, LeadPage } from "./lead-page";
import { MisconductField } from "./misconduct-field";

const amounts = [
  ["verifiedFen", "verified"],
  ["reportedPartFen", "reportedPart"],
  ["recoveredFen", "recovered"],
  ["fineFen", "fine"],
] as const;

/**
 * RECORD_FINDINGS. Starts from the findings that were sent back, if any, else from the registration. The base of the reward
 * is the reported part, so it is typed once and not twice.
 */
export function FindingForm({
  lead,
  onDone,
}: {
  readonly lead: LeadPage;
  readonly onDone: (sentence: string) => void;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const common = staffWords[language];
  const earlier = lead.findings.findLast(({ state }) => state === "SENT_BACK");
  const [substantiated, setSubstantiated] = useState<boolean | null>(
    earlier?.substantiated ?? null,
  );
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.findingsText}
      submitLabel={words.findingsSubmit}
      doneText={words.findingsDone}
      labels={{
        substantiated: words.substantiated,
        misconduct: words.misconduct,
        outcomes: words.outcomes,
        verifiedFen: words.verified,
        reportedPartFen: words.reportedPart,
        recoveredFen: words.recovered,
        fineFen: words.fine,
        text: words.findingsReason,
        ...Object.fromEntries(
          rewardFactFields.map((field) => [
            field,
            rewardFactLabel(field, language),
          ]),
        ),
      }}
      read={(form) => {
        const isTrue = form.yesNo("substantiated");
        const chosenOutcomes = form.many("outcomes");
        const noteToSeal = form.required("text");
        if (!isTrue)
          return {
            fields: {
              command: "RECORD_FINDINGS",
              finding: notTrue(lead, chosenOutcomes),
            },
            noteToSeal,
          };
        const [verifiedFen, reportedPartFen, recoveredFen, fineFen] =
          amounts.map(([name]) => form.yuan(name));
        if (reportedPartFen! > verifiedFen!)
          form.refuse({
            code: "PART_EXCEEDS_WHOLE",
            field: "reportedPartFen",
          });
        return {
          fields: {
            command: "RECORD_FINDINGS",
            finding: {
              substantiated: true,
              misconduct: form.many("misconduct"),
              outcomes: chosenOutcomes,
              verifiedFen,
              reportedPartFen,
              recoveredFen,
              fineFen,
              rewardFacts: readRewardFacts(form, reportedPartFen!),
            },
          },
          noteToSeal,
        };
      }}
    >
      {(refusals) => (
        <>
          <ChoiceField
            name="substantiated"
            label={words.substantiated}
            inline
            choices={[
              { value: "yes", label: words.substantiatedYes },
              { value: "no", label: words.substantiatedNo },
            ]}
            defaultValue={
              substantiated === null ? undefined : substantiated ? "yes" : "no"
            }
            onChange={(value) => setSubstantiated(value === "yes")}
            refusals={refusals}
          />
          {/* hidden, not removed: somebody who changes the answer to and fro loses nothing */}
          <div hidden={substantiated !== true}>
            <MisconductField
              subjectKind={lead.subjectKind ?? ""}
              defaults={earlier?.misconduct ?? lead.misconduct}
              refusals={refusals}
            />
            <div className="field-grid">
              {amounts.map(([name, word]) => (
                <TextField
                  key={name}
                  name={name}
                  label={words[word]}
                  inputMode="decimal"
                  unit={common.yuanUnit}
                  width="medium"
                  defaultValue={yuanInput(earlier?.[name])}
                  refusals={refusals}
                />
              ))}
            </div>
            <h3>{words.rewardFacts}</h3>
            <RewardFactsFields
              defaults={
                earlier
                  ? { ...earlier.rewardFacts, rank: loggedRank(lead) }
                  : fromRegistration(lead)
              }
              rankHint={rankHint(lead, language)}
              refusals={refusals}
              withBase={false}
            />
          </div>
          <ChoiceField
            name="outcomes"
            label={words.outcomes}
            many
            choices={codeChoices(outcomes, language)}
            defaultValue={earlier?.outcomes}
            refusals={refusals}
          />
          <ReasonField refusals={refusals} label={words.findingsReason} />
        </>
      )}
    </CommandForm>
  );
}

/** Before the order is fixed nothing can be submitted anyway. */
function loggedRank({ links }: LeadPage): number {
  return links.rank ?? 1;
}

function rankHint({ links }: LeadPage, language: Language): string {
  const words = linkWords[language];
  const { rank, facts } = links;
  if (rank === null) return words.rankHintWaits;
  return rank === 1 && facts.some(({ place }) => place !== 1)
    ? words.rankHintPart
    : fill(words.rankHintLogged, { rank });
}

/** What the registration already says about the reward; the officer corrects what the check showed otherwise. */
function fromRegistration(lead: LeadPage): RewardFacts {
  return {
    kind: "LOSS",
    baseFen: 0,
    grade: null,
    subjectType: null,
    insider: lead.reporterKind === "INSIDER",
    rival: lead.reporterKind === "RIVAL",
    realName: lead.nameKind === "REAL",
    proof: false,
    reporterKind: lead.reporterKind ?? "PERSON",
    knownBefore: false,
    confirmedAsReported: true,
    duplicateOfSameReporter: false,
    rank: loggedRank(lead),
    declined: lead.rewardWanted === false,
    // whoever can come back with the code can be recognised; a fully anonymous tipster cannot
    identityProven: lead.nameKind !== "ANON",
    proposedFen: null,
    proposedRateBp: null,
    reason: null,
  };
}

function notTrue(
  lead: LeadPage,
  chosenOutcomes: readonly string[],
): Omit<
  LeadFinding,
  | "id"
  | "state"
  | "recordedByName"
  | "recordedAt"
  | "reviewedByName"
  | "reviewedAt"
> {
  return {
    substantiated: false,
    misconduct: [],
    outcomes: chosenOutcomes,
    verifiedFen: 0,
    reportedPartFen: 0,
    recoveredFen: 0,
    fineFen: 0,
    rewardFacts: { ...fromRegistration(lead), confirmedAsReported: false },
  };
}
