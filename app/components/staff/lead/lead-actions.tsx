import { useState, type ReactNode } from "react";
import type { OpenedLead } from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import type { LeadCommandName } from "#app/domain/lead/lead";
import { usePageLanguage } from "../page-language";
import { useEver } from "../use-ever";
import { FindingForm } from "./finding-form";
import type { LeadPage } from "./lead-page";
import { RegistrationForm } from "./registration-form";
import {
  AssignForm,
  CloseForm,
  ConfirmFindingsForm,
  FilingForm,
  RefuseForm,
  SendBackForm,
  StartCheckForm,
  TakeUpForm,
  TransferForm,
} from "./short-forms";

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
