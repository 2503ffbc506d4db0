import type { ReactNode } from "react";
import { proofWords } from "#app/content/proof";
import type { Language } from "#app/content/words";
import { RESULT_ID } from "./proof-result";

/** Says who will check; the page's program changes it, because with it nothing is sent. */
export const WHO_CHECKS_ID = "proof-who-checks";
export const FILE_FIELD = "proof";

/** Form that takes a proof file, and the place of its result below it. */
export function CheckForm({
  language,
  action,
  whoChecks,
  error,
  children,
}: {
  readonly language: Language;
  /** where the file is posted without a script; null in the offline checker, which posts nothing */
  readonly action: string | null;
  readonly whoChecks: string;
  /** what is wrong with the choice of a file */
  readonly error: string | null;
  /** the result, when there is one */
  readonly children?: ReactNode;
}) {
  const words = proofWords[language];
  return (
    <>
      <form
        {...(action !== null && {
          method: "post",
          action,
          encType: "multipart/form-data",
        })}
      >
        <div className="field">
          <label className="name" htmlFor={FILE_FIELD}>
            {words.label}
          </label>
          <div className="hint" id={`${FILE_FIELD}-hint`}>
            {words.hint}
          </div>
          {error !== null && (
            <div className="error" id={`${FILE_FIELD}-error`} role="alert">
              <p>{error}</p>
            </div>
          )}
          <input
            id={FILE_FIELD}
            name={FILE_FIELD}
            type="file"
            aria-describedby={
              error === null
                ? `${FILE_FIELD}-hint`
                : `${FILE_FIELD}-error ${FILE_FIELD}-hint`
            }
          />
        </div>
        <p className="hint" id={WHO_CHECKS_ID}>
          {whoChecks}
        </p>
        <div className="actions">
          <button>{words.check}</button>
        </div>
      </form>
      <div id={RESULT_ID} role="status" tabIndex={-1}>
        {children}
      </div>
    </>
  );
}
