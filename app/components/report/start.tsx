import { ErrorSummary } from "#app/components/ui/error-summary";
import { careWords } from "#app/content/care";
import { reportWords } from "#app/content/report";
import { reportProgramWords } from "#app/content/report-program";
import { prefixOf, type Language } from "#app/content/words";
import { BACK_NOTE_ID, SEALING_NOTE_ID } from "./note-ids";
import { CarriedInputs } from "./report-form";
import type { ReportSlots, StartView } from "./report-view";

/** What a GET shows: the same bytes for everybody, so no token is in it yet. */
export function Start({
  language,
  view,
  open,
  inBrowser = false,
  slots = {},
}: {
  readonly language: Language;
  readonly view: StartView;
  /** false while no office can take a tip in */
  readonly open: boolean;
  /** drawn by the program, which seals in the browser */
  readonly inBrowser?: boolean;
  readonly slots?: ReportSlots;
}) {
  const words = reportWords[language].start;
  const program = reportProgramWords[language];
  const list = (sentences: readonly string[]) => (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
  return (
    <form
      method="post"
      action={`/${prefixOf(language)}/report`}
      encType="multipart/form-data"
    >
      {view.carried ? (
        <CarriedInputs page="start" carried={view.carried} />
      ) : (
        <input type="hidden" name="page" value="start" />
      )}
      <ErrorSummary language={language} errors={view.errors} />
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <h2>{words.beforeTitle}</h2>
      {list(words.before)}
      <h2>{words.avoidTitle}</h2>
      {list(words.avoid)}
      <h2>{words.howTitle}</h2>
      <p id={SEALING_NOTE_ID}>{inBrowser ? program.how : words.how}</p>
      <div className="note">
        {open ? (
          <p id={BACK_NOTE_ID}>
            {inBrowser ? program.backButton : words.backButton}
          </p>
        ) : (
          <p>{words.notOpen}</p>
        )}
      </div>
      {slots.start}
      {open && (
        <div className="actions">
          <button name="go" value="next">
            {words.begin}
          </button>
          <button className="second" name="go" value="practice:begin">
            {careWords[language].practice.begin}
          </button>
        </div>
      )}
    </form>
  );
}
