import { PublicPage } from "#app/components/layout/public-page";
import { reportSealingWords } from "#app/content/report-sealing";
import { fill, type Language } from "#app/content/words";

const stages = ["KEYS", "SEALING", "SENDING"] as const;

/** Shown by the program while the tip is sealed and sent. */
export function Sealing({
  language,
  stage,
}: {
  readonly language: Language;
  readonly stage: (typeof stages)[number];
}) {
  const words = reportSealingWords[language];
  const number = stages.indexOf(stage) + 1;
  return (
    <PublicPage language={language} path="report" focused>
      <h1>{words.title}</h1>
      <p role="status" id="sealing-stage">
        {fill(words.progress, {
          number,
          total: stages.length,
          stage: words.stages[stage],
        })}
      </p>
      <progress
        aria-labelledby="sealing-stage"
        value={number}
        max={stages.length + 1}
      />
      <p className="hint">{words.wait}</p>
    </PublicPage>
  );
}

/** The program broke down while sealing: nothing goes on without the tipster's word. */
export function Stopped({
  language,
  files,
}: {
  readonly language: Language;
  /** whether files were sealed in the browser before */
  readonly files: boolean;
}) {
  const words = reportSealingWords[language];
  return (
    <div className="notice">
      <h2>{words.stoppedTitle}</h2>
      <p>{words.stopped}</p>
      {files && <p>{words.stoppedFiles}</p>}
      <p className="actions">
        <button className="second" name="go" value="server-seals">
          {words.serverSeals}
        </button>
      </p>
    </div>
  );
}
