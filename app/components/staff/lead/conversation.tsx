import { useRef, useState, type FormEvent } from "react";
import { callKeys } from "#app/browser/staff/key-client";
import type { OpenedLead } from "#app/browser/staff/key-protocol";
import { leadWords } from "#app/content/staff-lead";
import { TextArea, ChoiceField } from "../fields";
import { Problems } from "../problems";
import { FormEnd } from "../form-end";
import { readForm } from "../form-reader";
import { timeText } from "../format";
import { newOnceToken } from "../once-token";
import { usePageLanguage } from "../page-language";
import { useEver } from "../use-ever";
import { useCommand } from "../use-command";
import type { LeadPage } from "./lead-page";
import { Written } from "./tip-view";

/**
 * Messages with the tipster, oldest first, and the form to write one. The form outlives a lock of the keys: what was opened
 * goes, what was typed stays.
 */
export function Messages({
  lead,
  opened,
}: {
  readonly lead: LeadPage;
  readonly opened: OpenedLead | null;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const showForm =
    useEver(opened !== null) && lead.allowed.includes("SEND_MESSAGE");
  return (
    <section className="panel" id="messages">
      <h2>{words.messages}</h2>
      {opened && opened.messages.length === 0 && (
        <p className="soft">{words.messagesNone}</p>
      )}
      <ol className="message-list">
        {opened?.messages.map((message) => (
          <li
            key={message.id}
            className={message.side === "STAFF" ? "message own" : "message"}
          >
            <header>
              {message.side === "STAFF"
                ? words.messageStaff
                : words.messageTipster}
              {" · "}
              <time>{message.day}</time>
            </header>
            <div>
              {message.text === null ? (
                <span className="soft">{words.messageUnreadable}</span>
              ) : (
                <Written text={message.text} none="" />
              )}
            </div>
          </li>
        ))}
      </ol>
      {showForm && <MessageForm lead={lead} />}
    </section>
  );
}

function MessageForm({ lead }: { readonly lead: LeadPage }) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const command = useCommand(`/api/staff/leads/${lead.id}/commands`);
  const [done, setDone] = useState(false);
  /** one per message, kept over retries: a click whose answer was lost does not send twice */
  const once = useRef<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setDone(false);
    const sent = await command.run(async () => {
      const read = readForm(new FormData(form));
      const text = read.required("text", 5_000);
      read.finish();
      const { sealedMessage } = await callKeys("sealMessage", {
        leadId: lead.id,
        text,
      });
      return {
        command: "SEND_MESSAGE",
        version: lead.version,
        sealedMessage,
        once: (once.current ??= newOnceToken()),
      };
    });
    if (!sent) return;
    once.current = null;
    form.reset();
    setDone(true);
  }

  return (
    <form className="no-print" onSubmit={(event) => void submit(event)}>
      <Problems refusals={command.refusals} />
      <TextArea
        name="text"
        aliases={["sealedMessage"]}
        label={words.messageText}
        hint={words.messageHint}
        rows={4}
        refusals={command.refusals}
      />
      <FormEnd
        busy={command.busy}
        label={words.messageSend}
        done={done ? words.messageSent : null}
      />
    </form>
  );
}

/** Case notes, oldest first, and the form to add one. */
export function Notes({
  lead,
  opened,
}: {
  readonly lead: LeadPage;
  readonly opened: OpenedLead | null;
}) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const kinds: Readonly<Record<string, string>> = words.noteKind;
  const showForm =
    useEver(opened?.hasCaseKey === true) && lead.allowed.includes("ADD_NOTE");
  return (
    <section className="panel" id="notes">
      <h2>{words.notes}</h2>
      <p className="soft small">{words.notesHint}</p>
      {opened && opened.notes.length === 0 && (
        <p className="soft">{words.notesNone}</p>
      )}
      <ol className="note-list">
        {opened?.notes.map((note) => (
          <li key={note.id} className="case-note" data-kind={note.kind}>
            <header>
              <strong>{kinds[note.kind] ?? note.kind}</strong>
              <span className="soft">
                {note.author} · <time>{timeText(note.at)}</time>
              </span>
            </header>
            <div>
              {note.text === null ? (
                <span className="soft">{words.noteUnreadable}</span>
              ) : (
                <Written text={note.text} none="" />
              )}
            </div>
          </li>
        ))}
      </ol>
      {showForm && <NoteForm lead={lead} />}
    </section>
  );
}

function NoteForm({ lead }: { readonly lead: LeadPage }) {
  const { language } = usePageLanguage();
  const words = leadWords[language];
  const command = useCommand(`/api/staff/leads/${lead.id}/commands`);
  const [done, setDone] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setDone(false);
    const sent = await command.run(async () => {
      const read = readForm(new FormData(form));
      const kind = read.choice("kind", ["NOTE", "CHECK_RECORD"]);
      const text = read.required("text");
      read.finish();
      const sealed = await callKeys("sealNote", { leadId: lead.id, text });
      return { command: "ADD_NOTE", version: lead.version, kind, ...sealed };
    });
    if (!sent) return;
    form.reset();
    setDone(true);
  }

  return (
    <form className="no-print" onSubmit={(event) => void submit(event)}>
      <Problems refusals={command.refusals} />
      {lead.mayRecordCheck ? (
        <ChoiceField
          name="kind"
          label={words.noteKindLabel}
          hint={words.checkRecordHint}
          inline
          choices={[
            { value: "NOTE", label: words.noteKind.NOTE },
            { value: "CHECK_RECORD", label: words.noteKind.CHECK_RECORD },
          ]}
          defaultValue="NOTE"
          refusals={command.refusals}
        />
      ) : (
        <input type="hidden" name="kind" value="NOTE" />
      )}
      <TextArea
        name="text"
        aliases={["sealedNote"]}
        label={words.note}
        rows={5}
        refusals={command.refusals}
      />
      <FormEnd
        busy={command.busy}
        label={words.noteSave}
        done={done ? words.noteDone : null}
      />
    </form>
  );
}
