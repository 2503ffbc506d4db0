import { careWords } from "#app/content/care";
import { errorSentence } from "#app/content/errors";
import { reportProgramWords } from "#app/content/report-program";
import { fill, type Language } from "#app/content/words";

/** What went wrong, or what was done, said where the eye is. */
type Said =
  | { readonly kind: "NOTHING" | "WORKING" }
  | { readonly kind: "SAVED"; readonly name: string }
  | {
      readonly kind: "REFUSED";
      readonly code: string;
      readonly values: Readonly<Record<string, string | number>>;
    };

function Status({
  language,
  said,
}: {
  readonly language: Language;
  readonly said: Said;
}) {
  const words = careWords[language].draft;
  return (
    <>
      <p className="hint" role="status">
        {said.kind === "WORKING" && words.working}
        {said.kind === "SAVED" && fill(words.saved, { name: said.name })}
      </p>
      {said.kind === "REFUSED" && (
        <p className="error" role="alert" data-error-code={said.code}>
          {errorSentence(language, said.code, said.values)}
        </p>
      )}
    </>
  );
}

/**
 * A passphrase, hidden by style and not by `type=password`: a browser would offer to keep that, and nothing may be kept here.
 */
function Secret({
  name,
  label,
  hint,
  go,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** value of the button that the Enter key stands for */
  readonly go: string;
}) {
  return (
    <div className="field">
      <label className="name" htmlFor={name}>
        {label}
      </label>
      {hint !== undefined && (
        <div className="hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <input
        id={name}
        name={name}
        type="text"
        className="secret w24"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={hint === undefined ? undefined : `${name}-hint`}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          document
            .querySelector<HTMLButtonElement>(`button[value="${go}"]`)
            ?.click();
        }}
      />
    </div>
  );
}

export function DraftSave({
  language,
  generated,
  open,
  said,
}: {
  readonly language: Language;
  /** a passphrase made for the tipster, to be written down; null when they choose their own */
  readonly generated: string | null;
  readonly open: boolean;
  readonly said: Said;
}) {
  const words = careWords[language].draft;
  return (
    <details className="draft" open={open}>
      <summary>{words.saveTitle}</summary>
      <p>{words.saveLead}</p>
      {generated === null ? (
        <>
          <Secret
            name="draft-passphrase"
            label={words.passphrase}
            hint={words.passphraseHint}
            go="draft:save"
          />
          <Secret name="draft-again" label={words.again} go="draft:save" />
        </>
      ) : (
        <p>
          <span className="soft">{words.generated}</span>
          <output className="generated">{generated}</output>
        </p>
      )}
      <div className="actions">
        <button
          className="second"
          name="go"
          value="draft:save"
          aria-disabled={said.kind === "WORKING" || undefined}
        >
          {words.save}
        </button>
        {generated === null && (
          <button className="quiet" name="go" value="draft:generate">
            {words.generate}
          </button>
        )}
      </div>
      <Status {...{ language, said }} />
    </details>
  );
}

export function DraftOpen({
  language,
  asking,
  said,
}: {
  readonly language: Language;
  /** whether file and passphrase are asked for, or only offered */
  readonly asking: boolean;
  readonly said: Said;
}) {
  const words = careWords[language].draft;
  if (!asking)
    return (
      <p>
        <button className="quiet" name="go" value="draft:ask">
          {reportProgramWords[language].openDraft}
        </button>
      </p>
    );
  return (
    <section className="draft" aria-labelledby="draft-title">
      <h2 id="draft-title" tabIndex={-1}>
        {words.openTitle}
      </h2>
      <p>{words.openLead}</p>
      <div className="field">
        <label className="name" htmlFor="draft-file">
          {words.file}
        </label>
        <input id="draft-file" name="draft-file" type="file" />
      </div>
      <Secret
        name="draft-passphrase"
        label={words.passphrase}
        go="draft:open"
      />
      <div className="actions">
        <button className="second" name="go" value="draft:open">
          {words.open}
        </button>
      </div>
      <Status {...{ language, said }} />
    </section>
  );
}

export type { Said as DraftSaid };
