import { useRef, useState, type FormEvent } from "react";
import { rewardWords } from "#app/content/staff-reward";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import type { RewardFacts } from "#app/forms/staff/commands";
import { ConfirmDialog } from "../dialog";
import { Problems } from "../problems";
import { readForm } from "../form-reader";
import { yuanText } from "../format";
import { FormEnd } from "../form-end";
import { usePageLanguage } from "../page-language";
import { readRewardFacts, RewardFactsFields } from "../reward-facts-fields";
import { rewardFactFields, rewardFactLabel } from "../reward-facts-view";
import { useCommand } from "../use-command";
import { factsOfInput } from "./facts-of-input";
import type { RewardCommandName, RewardPage } from "./reward-page";

/** The one step of the chain that this person may take now. */
export function RewardActions({ reward }: { readonly reward: RewardPage }) {
  const { language } = usePageLanguage();
  const words = rewardWords[language];
  const [done, setDone] = useState<string | null>(null);
  const may = (name: RewardCommandName) => reward.allowed.includes(name);
  const path = `/api/staff/rewards/${reward.id}/commands`;

  return (
    <section className="panel panel--act no-print" id="actions">
      <p role="status" className="done">
        {done}
      </p>
      {reward.state === "STOPPED" && (
        <div className="notice">
          <h2>{words.mismatchTitle}</h2>
          <p>{words.mismatchText}</p>
        </div>
      )}
      {may("CONFIRM_AS_MAKER") && (
        <EntryForm
          key={`maker ${reward.version}`}
          path={path}
          version={reward.version}
          command="CONFIRM_AS_MAKER"
          title={words.makerTitle}
          text={words.makerText}
          submitLabel={words.makerConfirm}
          defaults={factsOfInput(reward.input)}
          grades={reward.ruleSet.grades}
          onDone={() => setDone(words.makerDone)}
        />
      )}
      {may("CONFIRM_AS_CHECKER") && (
        <EntryForm
          path={path}
          version={reward.version}
          command="CONFIRM_AS_CHECKER"
          title={words.checkerTitle}
          text={words.checkerText}
          submitLabel={words.checkerConfirm}
          defaults={null}
          grades={reward.ruleSet.grades}
          onDone={() => setDone(words.checkerDone)}
        />
      )}
      {may("APPROVE") && (
        <>
          <h2>{words.leaderTitle}</h2>
          <p>{words.leaderText}</p>
          <StepButton
            path={path}
            body={{ command: "APPROVE", version: reward.version }}
            label={
              reward.fen !== null && reward.fen > 0
                ? fill(words.approve, {
                    amount: yuanText(reward.fen, language),
                  })
                : words.approveNone
            }
            question={
              reward.fen !== null && reward.fen > 0
                ? words.approveConfirm
                : words.approveConfirmNone
            }
            onDone={() => setDone(words.approveDone)}
          />
        </>
      )}
      {may("SEND_BACK") && (
        <StepButton
          path={path}
          body={{ command: "SEND_BACK", version: reward.version }}
          label={words.sendBack}
          question={words.sendBackConfirm}
          danger
          onDone={() => setDone(words.sendBackDone)}
        />
      )}
      {reward.allowed.every((name) => name === "RECOMPUTE") && (
        <Waiting reward={reward} />
      )}
      {may("RECOMPUTE") && (
        <StepButton
          path={path}
          body={{ command: "RECOMPUTE", version: reward.version }}
          label={words.recompute}
          question={null}
          quiet
          onDone={() => setDone(words.recomputeDone)}
        />
      )}
    </section>
  );
}

function Waiting({ reward }: { readonly reward: RewardPage }) {
  const words = rewardWords[usePageLanguage().language];
  const waitFor: Readonly<Record<string, string>> = {
    PROPOSED: words.waitMaker,
    MADE: words.waitChecker,
    STOPPED: words.waitLeader,
    REVIEWED: words.waitLeader,
  };
  return (
    <>
      <h2>{waitFor[reward.state] ? words.waitTitle : words.leader}</h2>
      <p className="soft">{waitFor[reward.state] ?? words.waitNone}</p>
    </>
  );
}

function EntryForm({
  path,
  version,
  command: name,
  title,
  text,
  submitLabel,
  defaults,
  grades,
  onDone,
}: {
  readonly path: string;
  readonly version: number;
  readonly command: "CONFIRM_AS_MAKER" | "CONFIRM_AS_CHECKER";
  readonly title: string;
  readonly text: string;
  readonly submitLabel: string;
  readonly defaults: RewardFacts | null;
  readonly grades: readonly string[];
  readonly onDone: () => void;
}) {
  const { language } = usePageLanguage();
  const command = useCommand(path);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const sent = await command.run(() => {
      const read = readForm(new FormData(form));
      const input = readRewardFacts(read, null);
      read.finish();
      return { command: name, version, input };
    });
    if (sent) onDone();
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <h2>{title}</h2>
      <p>{text}</p>
      <Problems
        refusals={command.refusals}
        labels={Object.fromEntries(
          rewardFactFields.map((field) => [
            field,
            rewardFactLabel(field, language),
          ]),
        )}
      />
      <RewardFactsFields
        defaults={defaults}
        grades={grades}
        refusals={command.refusals}
        withBase
      />
      <FormEnd busy={command.busy} label={submitLabel} done={null} />
    </form>
  );
}

/** A step without fields: one button, a question where it cannot be taken back. */
export function StepButton({
  path,
  body,
  label,
  question,
  danger = false,
  quiet = false,
  onDone,
}: {
  readonly path: string;
  readonly body: object;
  readonly label: string;
  readonly question: string | null;
  readonly danger?: boolean;
  readonly quiet?: boolean;
  readonly onDone: () => void;
}) {
  const words = staffWords[usePageLanguage().language];
  const command = useCommand(path);
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  async function send() {
    setAsking(false);
    if (await command.run(() => body)) onDone();
  }

  return (
    <div className="step-button">
      <Problems refusals={command.refusals} />
      <button
        ref={button}
        type="button"
        className={danger ? "danger" : quiet ? "quiet" : undefined}
        aria-disabled={command.busy}
        onClick={() => {
          if (command.busy) return;
          if (question === null) void send();
          else setAsking(true);
        }}
      >
        {command.busy ? words.working : label}
      </button>
      <ConfirmDialog
        open={asking}
        title={label}
        text={question ?? ""}
        confirmLabel={label}
        cancelLabel={words.cancel}
        danger={danger}
        onConfirm={() => void send()}
        onCancel={() => setAsking(false)}
      />
    </div>
  );
}
