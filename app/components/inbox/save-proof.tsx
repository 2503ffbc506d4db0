import { inboxProofWords } from "#app/content/inbox-proof";
import { prefixOf, type Language } from "#app/content/words";

/** Without a script: a route of its own, in another tab, and without the files chosen elsewhere on the page. */
export function SaveProof({
  language,
  text,
  hint,
}: {
  readonly language: Language;
  readonly text: string;
  readonly hint?: string;
}) {
  return (
    <>
      <p className="actions">
        <button
          className="second"
          name="go"
          value="proof"
          formAction={`/${prefixOf(language)}/inbox/file`}
          formEncType="application/x-www-form-urlencoded"
          formTarget="_blank"
        >
          {text}
        </button>
      </p>
      {hint !== undefined && <p className="hint">{hint}</p>}
    </>
  );
}

/** In a window of its own: leaving the inbox would lock it. */
export function CheckPageLink({ language }: { readonly language: Language }) {
  return (
    <p>
      <a href={`/${prefixOf(language)}/proof`} target="_blank" rel="noreferrer">
        {inboxProofWords[language].check}
      </a>
    </p>
  );
}
