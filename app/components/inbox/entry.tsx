import { ErrorSummary } from "#app/components/ui/error-summary";
import { TextArea, TextField } from "#app/components/ui/field";
import { inboxWords } from "#app/content/inbox";
import { inboxProgramWords } from "#app/content/inbox-program";
import { prefixOf, type Language } from "#app/content/words";
import { claimFields } from "#app/forms/inbox/claim";
import { BusyNote } from "./busy-note";
import { CODE_NOTE_ID } from "./code-note-id";
import type { EntryPage } from "./inbox-view";

export function Entry({
  language,
  page,
}: {
  readonly language: Language;
  readonly page: EntryPage;
}) {
  const words = inboxWords[language];
  const program = inboxProgramWords[language];
  const { errors, typed, closed } = page;
  return (
    <form
      method="post"
      action={`/${prefixOf(language)}/inbox`}
      encType="multipart/form-data"
      autoComplete="off"
      noValidate
    >
      {page.turn !== undefined && (
        <input type="hidden" name="turn" value={page.turn} autoComplete="off" />
      )}
      <ErrorSummary language={language} errors={errors} />
      {closed && (
        <div className="notice good" role="status">
          <p>{words.closed}</p>
        </div>
      )}
      {page.idle && (
        <div className="notice" role="status">
          <p>{words.idle}</p>
        </div>
      )}
      <h1>{words.entry.title}</h1>
      <p className="lead">{words.entry.lead}</p>
      {/* before the code is typed, and until the program puts its own sentence there */}
      <p className="note" id={CODE_NOTE_ID}>
        {program.codeNote[page.inBrowser ? "BROWSER" : "SERVER"]}
      </p>
      {/* what was typed into the field never comes back: the page must not hold a code */}
      <TextField
        {...{ language, errors }}
        name="code"
        label={words.entry.label}
        hint={words.entry.hint}
        value=""
        control={{ inputMode: "numeric", className: "code-entry" }}
      />
      {typed.message !== "" && (
        <TextArea
          {...{ language, errors }}
          name="message"
          label={words.write.label}
          hint={words.entry.kept}
          value={typed.message}
          short
        />
      )}
      {claimFields.map(
        (field) =>
          typed[field] !== "" && (
            <input
              key={field}
              type="hidden"
              name={field}
              value={typed[field]}
              autoComplete="off"
            />
          ),
      )}
      <div className="actions">
        <button name="go" value="open">
          {words.entry.open}
        </button>
        <span className="hint">{words.entry.wait}</span>
      </div>
      <BusyNote {...{ language, page }} />
      {/* below the other button, which the Enter key presses */}
      {page.fault && (
        <div className="notice">
          <p>{program.failed}</p>
          <p className="actions">
            <button className="second" name="go" value="without">
              {program.without}
            </button>
          </p>
        </div>
      )}
      <h2>{words.entry.notesTitle}</h2>
      <ul>
        {words.entry.notes.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </form>
  );
}
