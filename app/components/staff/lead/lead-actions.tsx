import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { OpenedLead } from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { refusalReasons } from "#app/domain/codes/refusal-reasons";
import type { LeadCommandName } from "#app/domain/lead/lead";
import { codeChoices } from "../codes";
import { ConfirmDialog } from "../dialog";
import { ChoiceField, Problems, SelectField, TextArea } from "../fields";
import { readForm, type FormReader } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { useEver } from "../use-ever";
import { useCommand } from "../use-command";
import { FormEnd } from "./conversation";
import { FindingForm } from "./finding-form";
import type { LeadPage } from "./lead-page";
import { RegistrationForm } from "./registration-form";

/** Commands with a form of their own here; notes and messages have theirs beside what they add to. */
const panelCommands = [
  "TAKE_UP",
  "ACCEPT",
  "REFUSE",
  "TRANSFER",
  "ASSIGN",
  "START_CHECK",
  "DECIDE_FILING",
  "RECORD_FINDINGS",
  "CONFIRM_FINDINGS",
  "SEND_BACK_FINDINGS",
  "CLOSE",
] as const satisfies readonly LeadCommandName[];
export type PanelCommand = (typeof panelCommands)[number];

/** Exactly the steps that this person may take now, one open at a time. */
export function LeadActions({
  lead,
  opened,
}: {
  readonly lead: LeadPage;
  readonly opened: OpenedLead | null;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  // Forms outlive a lock of the keys: what was opened goes, what was typed stays.
  const everOpened = useEver(opened !== null);
  const [chosen, setChosen] = useState<PanelCommand | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const allowed = panelCommands.filter((name) => lead.allowed.includes(name));
  // A form somebody has open stays when the lead changes under it: what was typed must not vanish with the step.
  const current =
    chosen ?? (allowed.length === 1 ? (allowed[0] ?? null) : null);
  const tabs =
    chosen && !allowed.includes(chosen) ? [...allowed, chosen] : allowed;

  function finished(sentence: string) {
    setChosen(null);
    setDone(sentence);
  }

  return (
    <section className="panel panel--act no-print" id="actions">
      <h2>{words.actions}</h2>
      <p role="status" className="done">
        {done}
      </p>
      {tabs.length === 0 && <p className="soft">{words.actionsNone}</p>}
      {tabs.length > 0 && !everOpened && (
        <p className="soft">{words.actionsNeedKeys}</p>
      )}
      {everOpened && tabs.length > 1 && (
        <div className="action-tabs">
          {tabs.map((name) => (
            <button
              key={name}
              type="button"
              className="second"
              aria-pressed={current === name}
              onClick={() => {
                setDone(null);
                setChosen(name);
              }}
            >
              {words.action[name]}
            </button>
          ))}
        </div>
      )}
      {everOpened && current && (
        <ActionForm
          key={current}
          name={current}
          lead={lead}
          opened={opened}
          onDone={finished}
          onTouched={() => setChosen(current)}
        />
      )}
    </section>
  );
}

type FormProps = {
  readonly lead: LeadPage;
  readonly opened: OpenedLead | null;
  readonly onDone: (sentence: string) => void;
};

function ActionForm({
  name,
  onTouched,
  ...props
}: FormProps & {
  readonly name: PanelCommand;
  readonly onTouched: () => void;
}) {
  return <div onInput={onTouched}>{formOf(name, props)}</div>;
}

function formOf(name: PanelCommand, props: FormProps): ReactNode {
  switch (name) {
    case "TAKE_UP":
      return <TakeUpForm {...props} />;
    case "ACCEPT":
      return <RegistrationForm {...props} />;
    case "REFUSE":
      return <RefuseForm {...props} />;
    case "TRANSFER":
      return <TransferForm {...props} />;
    case "ASSIGN":
      return <AssignForm {...props} />;
    case "START_CHECK":
      return <StartCheckForm {...props} />;
    case "DECIDE_FILING":
      return <FilingForm {...props} />;
    case "RECORD_FINDINGS":
      return <FindingForm {...props} />;
    case "CONFIRM_FINDINGS":
      return <ConfirmFindingsForm {...props} />;
    case "SEND_BACK_FINDINGS":
      return <SendBackForm {...props} />;
    case "CLOSE":
      return <CloseForm {...props} />;
  }
}

/**
 * One command: reads the form, asks where the step cannot be taken back, seals what is written, sends. `read` gives the
 * command's own fields and the text to seal, if any.
 */
export function CommandForm({
  lead,
  text,
  submitLabel,
  doneText,
  danger = false,
  labels = {},
  confirm,
  read,
  onDone,
  children,
}: {
  readonly lead: LeadPage;
  readonly text: string;
  readonly submitLabel: string;
  readonly doneText: string;
  readonly danger?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  /** the question to ask, from what was filled in; null: no question */
  readonly confirm?: (data: FormData) => string | null;
  readonly read: (form: FormReader) => {
    readonly fields: Readonly<Record<string, unknown>>;
    readonly noteToSeal?: string;
  };
  readonly onDone: (sentence: string) => void;
  readonly children?:
    | ReactNode
    | ((refusals: ReturnType<typeof useCommand>["refusals"]) => ReactNode);
}) {
  const { language } = usePageLanguage();
  const words = staffWords[language];
  const command = useCommand(`/api/staff/leads/${lead.id}/commands`);
  const [question, setQuestion] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);

  function parsed() {
    const reader = readForm(new FormData(form.current!));
    const result = read(reader);
    reader.finish();
    return result;
  }

  async function send() {
    setQuestion(null);
    const sent = await command.run(async () => {
      const { fields, noteToSeal } = parsed();
      const sealed =
        noteToSeal === undefined
          ? {}
          : await callKeys("sealNote", { leadId: lead.id, text: noteToSeal });
      return { ...fields, version: lead.version, ...sealed };
    });
    if (sent) onDone(doneText);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (command.busy) return;
    const ask = confirm?.(new FormData(event.currentTarget)) ?? null;
    if (ask !== null && isComplete(parsed)) {
      command.clear();
      setQuestion(ask);
      return;
    }
    await send();
  }

  return (
    <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
      <p>{text}</p>
      <Problems refusals={command.refusals} labels={labels} />
      {typeof children === "function" ? children(command.refusals) : children}
      <FormEnd
        busy={command.busy}
        label={submitLabel}
        done={null}
        danger={danger}
      />
      <ConfirmDialog
        open={question !== null}
        title={submitLabel}
        text={question ?? ""}
        confirmLabel={submitLabel}
        cancelLabel={words.cancel}
        danger={danger}
        onConfirm={() => void send()}
        onCancel={() => setQuestion(null)}
      />
    </form>
  );
}

/** An incomplete form is refused at once; asking "are you sure" first would ask about nothing. */
function isComplete(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

function TakeUpForm({ lead, onDone }: FormProps) {
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

function RefuseForm({ lead, onDone }: FormProps) {
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
            String(data.get("reasonCode") ?? ""),
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

function TransferForm({ lead, onDone }: FormProps) {
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

function AssignForm({ lead, onDone }: FormProps) {
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

function StartCheckForm({ lead, onDone }: FormProps) {
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

function FilingForm({ lead, onDone }: FormProps) {
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

function ConfirmFindingsForm({ lead, onDone }: FormProps) {
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

function SendBackForm({ lead, onDone }: FormProps) {
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

function CloseForm({ lead, onDone }: FormProps) {
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

/** The written reason, sealed before it leaves. */
export function ReasonField({
  refusals,
  label,
}: {
  readonly refusals: ReturnType<typeof useCommand>["refusals"];
  readonly label?: string;
}) {
  const words = leadWords[usePageLanguage().language];
  return (
    <TextArea
      name="text"
      aliases={["sealedNote"]}
      label={label ?? words.reason}
      hint={words.reasonHint}
      rows={4}
      refusals={refusals}
    />
  );
}
