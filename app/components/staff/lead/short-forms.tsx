import type { FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { leadWords } from "#app/content/staff-lead";
import { fill } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { refusalReasons } from "#app/domain/codes/refusal-reasons";
import { codeChoices } from "../codes";
import { ChoiceField, SelectField } from "../fields";
import { Problems } from "../problems";
import { FormEnd } from "../form-end";
import { typedText } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { useCommand } from "../use-command";
import { CommandForm, ReasonField } from "./command-form";
import type { LeadPage } from "./lead-page";

type FormProps = {
  readonly lead: LeadPage;
  readonly onDone: (sentence: string) => void;
};

export function TakeUpForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const command = useCommand(`/api/staff/leads/${lead.id}/commands`);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const sent = await command.run(async () => ({
      command: "TAKE_UP",
      version: lead.version,
      ...(await callKeys("newCaseKey", { leadId: lead.id })),
    }));
    if (sent) onDone(words.takeUpDone);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <p>{words.takeUpText}</p>
      <Problems refusals={command.refusals} />
      <FormEnd busy={command.busy} label={words.takeUp} done={null} />
    </form>
  );
}

export function RefuseForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.refuseText}
      submitLabel={words.refuse}
      doneText={words.refuseDone}
      danger
      labels={{ reasonCode: words.reasonCode, text: words.reason }}
      confirm={(data) =>
        fill(words.refuseConfirm, {
          reason: codeLabel(
            refusalReasons,
            typedText(data, "reasonCode"),
            language,
          ),
        })
      }
      read={(form) => ({
        fields: {
          command: "REFUSE",
          reasonCode: form.choice(
            "reasonCode",
            refusalReasons.map(({ code }) => code),
          ),
        },
        noteToSeal: form.required("text"),
      })}
    >
      {(refusals) => (
        <>
          <ChoiceField
            name="reasonCode"
            label={words.reasonCode}
            choices={codeChoices(refusalReasons, language)}
            refusals={refusals}
          />
          <ReasonField refusals={refusals} />
        </>
      )}
    </CommandForm>
  );
}

const targets = ["POLICE", "DISCIPLINE", "HEALTH", "MARKET", "OTHER"] as const;

export function TransferForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.transferText}
      submitLabel={words.transfer}
      doneText={words.transferDone}
      danger
      labels={{ targetCode: words.transferTarget, text: words.reason }}
      confirm={(data) => {
        const target = targets.find((one) => one === data.get("targetCode"));
        return target
          ? fill(words.transferConfirm, { target: words.target[target] })
          : "";
      }}
      read={(form) => ({
        fields: {
          command: "TRANSFER",
          targetCode: form.choice("targetCode", targets),
        },
        noteToSeal: form.required("text"),
      })}
    >
      {(refusals) => (
        <>
          <ChoiceField
            name="targetCode"
            label={words.transferTarget}
            choices={targets.map((target) => ({
              value: target,
              label: words.target[target],
            }))}
            refusals={refusals}
          />
          <ReasonField refusals={refusals} />
        </>
      )}
    </CommandForm>
  );
}

export function AssignForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  if (lead.candidates.length === 0)
    return <p className="notice">{words.assignNone}</p>;
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.assignText}
      submitLabel={words.assign}
      doneText={words.assignDone}
      labels={{ ownerId: words.assignOwner }}
      read={(form) => ({
        fields: { command: "ASSIGN", ownerId: form.required("ownerId") },
      })}
    >
      {(refusals) => (
        <SelectField
          name="ownerId"
          label={words.assignOwner}
          choices={lead.candidates.map(({ id, displayName }) => ({
            value: id,
            label: displayName,
          }))}
          defaultValue={
            lead.candidates.length === 1 ? lead.candidates[0]!.id : ""
          }
          refusals={refusals}
        />
      )}
    </CommandForm>
  );
}

export function StartCheckForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.startCheckText}
      submitLabel={words.startCheck}
      doneText={words.startCheckDone}
      read={() => ({ fields: { command: "START_CHECK" } })}
    />
  );
}

export function FilingForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const decisions = ["FILED", "NOT_FILED"] as const;
  const labels = {
    FILED: words.filingFiled,
    NOT_FILED: words.filingNotFiled,
  };
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.checkRecordHint}
      submitLabel={words.filing}
      doneText={words.filingDone}
      labels={{ decision: words.filingDecision, text: words.filingReason }}
      confirm={(data) => {
        const decision = decisions.find((one) => one === data.get("decision"));
        return decision
          ? fill(words.filingConfirm, { decision: labels[decision] })
          : "";
      }}
      read={(form) => ({
        fields: {
          command: "DECIDE_FILING",
          decision: form.choice("decision", decisions),
        },
        noteToSeal: form.required("text"),
      })}
    >
      {(refusals) => (
        <>
          <ChoiceField
            name="decision"
            label={words.filingDecision}
            inline
            choices={decisions.map((value) => ({
              value,
              label: labels[value],
            }))}
            refusals={refusals}
          />
          <ReasonField refusals={refusals} label={words.filingReason} />
        </>
      )}
    </CommandForm>
  );
}

export function ConfirmFindingsForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const finding = lead.findings.find(({ state }) => state === "OPEN");
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.reviewText}
      submitLabel={words.reviewConfirm}
      doneText={words.reviewDone}
      confirm={() => words.reviewConfirmText}
      read={() => ({
        fields: { command: "CONFIRM_FINDINGS", findingId: finding?.id },
      })}
    />
  );
}

export function SendBackForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const finding = lead.findings.find(({ state }) => state === "OPEN");
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.sendBackText}
      submitLabel={words.sendBack}
      doneText={words.sendBackDone}
      danger
      labels={{ text: words.reason }}
      read={(form) => ({
        fields: { command: "SEND_BACK_FINDINGS", findingId: finding?.id },
        noteToSeal: form.required("text"),
      })}
    >
      {(refusals) => <ReasonField refusals={refusals} />}
    </CommandForm>
  );
}

export function CloseForm({ lead, onDone }: FormProps) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  return (
    <CommandForm
      lead={lead}
      onDone={onDone}
      text={words.closeText}
      submitLabel={words.close}
      doneText={words.closeDone}
      danger
      labels={{ text: words.closeReason }}
      confirm={() => words.closeConfirm}
      read={(form) => ({
        fields: { command: "CLOSE" },
        noteToSeal: form.required("text"),
      })}
    >
      {(refusals) => (
        <ReasonField refusals={refusals} label={words.closeReason} />
      )}
    </CommandForm>
  );
}
