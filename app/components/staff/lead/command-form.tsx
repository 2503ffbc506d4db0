import { useRef, useState, type FormEvent, type ReactNode } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import { leadWords } from "#app/content/staff-lead";
import { staffWords } from "#app/content/staff";
import { ConfirmDialog } from "../dialog";
import { TextArea } from "../fields";
import { Problems } from "../problems";
import { FormEnd } from "../form-end";
import { readForm, type FormReader } from "../form-reader";
import { usePageLanguage } from "../page-language";
import { useCommand } from "../use-command";
import type { LeadPage } from "./lead-page";

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
