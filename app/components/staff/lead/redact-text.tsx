import { useId, useRef, useState } from "react";
import {
  coverEverywhere,
  coverRange,
} from "#app/browser/staff/redact/cover-text";
import { staffFileWords } from "#app/content/staff-files";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { CodedError } from "#app/domain/shared/coded-error";
import { usePageLanguage } from "../page-language";
import { Problems } from "../problems";
import { useSaveCopy } from "./use-save-copy";

/** A copy of a text with covered places. It is written anew from the letters that are seen. */
export function RedactText({
  leadId,
  fileId,
  position,
  text,
  onSaved,
}: {
  readonly leadId: string;
  readonly fileId: string;
  readonly position: number;
  /** null: too long to be shown whole */
  readonly text: string | null;
  readonly onSaved: () => void;
}) {
  const { language } = usePageLanguage();
  const words = staffFileWords[language];
  const common = staffWords[language];
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const [states, setStates] = useState<readonly string[]>(() => [
    (text ?? "").replace(/\r\n?/g, "\n"),
  ]);
  const [note, setNote] = useState<string | null>(null);
  const copy = useSaveCopy({ leadId, fileId, onSaved });
  const now = states.at(-1) ?? "";

  if (text === null) return <p className="notice">{words.redactTextTooLong}</p>;

  function change(next: string, count: number): void {
    if (count > 0) {
      setStates([...states, next]);
      copy.changed();
    }
    setNote(
      count > 0
        ? fill(words.redactTextCovered, { count })
        : words.redactTextNone,
    );
  }
  function coverSelection(): void {
    const { selectionStart: start = 0, selectionEnd: end = 0 } =
      area.current ?? {};
    change(coverRange(now, { start, end }), end > start ? 1 : 0);
  }
  function coverWord(): void {
    const found = coverEverywhere(now, find.current?.value ?? "");
    change(found.text, found.count);
  }

  return (
    <section className="redact" aria-label={words.redactTitle}>
      <h4>{words.redactTitle}</h4>
      <p className="hint">{words.redactTextHint}</p>
      <Problems refusals={copy.refusals} />
      <label className="name" htmlFor={`${id}-text`}>
        {words.redactTextLabel}
      </label>
      <textarea
        id={`${id}-text`}
        ref={area}
        className="redact__text"
        readOnly
        rows={12}
        dir="auto"
        // a control keeps CR LF as LF: positions are those of what is shown
        value={now}
      />
      <div className="actions">
        <button type="button" className="second" onClick={coverSelection}>
          {words.redactTextCover}
        </button>
        <button
          type="button"
          className="second"
          disabled={states.length === 1}
          onClick={() => {
            setStates(states.slice(0, -1));
            setNote(null);
            copy.changed();
          }}
        >
          {words.redactUndo}
        </button>
      </div>
      <div className="redact__find">
        <div className="field">
          <label className="name" htmlFor={`${id}-find`}>
            {words.redactTextFind}
          </label>
          <input
            id={`${id}-find`}
            ref={find}
            type="text"
            autoComplete="off"
            maxLength={100}
            onKeyDown={(event) => {
              if (event.key === "Enter") coverWord();
            }}
          />
        </div>
        <button type="button" className="second" onClick={coverWord}>
          {words.redactTextCoverAll}
        </button>
      </div>
      <p role="status" className="soft">
        {note}
      </p>
      <div className="actions">
        <button
          type="button"
          aria-disabled={copy.busy}
          onClick={() =>
            void copy.save(() => {
              if (states.length === 1) throw new CodedError("REDACTION_EMPTY");
              return Promise.resolve({
                name: `${fill(words.redactName, { position })}.txt`,
                type: "text/plain",
                content: new Blob([now]),
              });
            })
          }
        >
          {copy.busy ? common.working : words.redactSave}
        </button>
        <span role="status" className="done">
          {copy.saved ? words.redactSaved : null}
        </span>
      </div>
    </section>
  );
}
