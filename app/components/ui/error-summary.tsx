import { errorSentence } from "#app/content/errors";
import { publicFrameWords } from "#app/content/public-frame";
import type { Language } from "#app/content/words";

export type ShownError = {
  /** id of the control the error belongs to, null for the whole page */
  readonly field: string | null;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** what the error is about, where the field holds several things */
  readonly subject?: string;
};

function sentenceOf(language: Language, error: ShownError): string {
  const sentence = errorSentence(language, error.code, error.values);
  if (error.subject === undefined) return sentence;
  return language === "en"
    ? `${error.subject}: ${sentence}`
    : `${error.subject}：${sentence}`;
}

/** First thing on a page with errors: every error as a link to its field. */
export function ErrorSummary({
  language,
  errors,
}: {
  readonly language: Language;
  readonly errors: readonly ShownError[];
}) {
  if (errors.length === 0) return null;
  return (
    <div
      className="error-summary"
      role="alert"
      aria-labelledby="error-summary-title"
      tabIndex={-1}
      autoFocus
    >
      <h2 id="error-summary-title">
        {publicFrameWords[language].errorSummary}
      </h2>
      <ul>
        {errors.map((error, index) => (
          <li key={index} data-error-code={error.code}>
            {error.field === null ? (
              <span className="bad">{sentenceOf(language, error)}</span>
            ) : (
              <a href={`#${error.field}`}>{sentenceOf(language, error)}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The sentences at the field itself; `describedBy` gives their ids for the control. */
export function FieldErrors({
  language,
  field,
  errors,
}: {
  readonly language: Language;
  readonly field: string;
  readonly errors: readonly ShownError[];
}) {
  const own = errors.filter((error) => error.field === field);
  if (own.length === 0) return null;
  return (
    <div className="error" id={`${field}-error`}>
      {own.map((error, index) => (
        <p key={index}>
          <span className="hidden-text">
            {publicFrameWords[language].errorPrefix}
          </span>
          {sentenceOf(language, error)}
        </p>
      ))}
    </div>
  );
}

export function isWrong(field: string, errors: readonly ShownError[]): boolean {
  return errors.some((error) => error.field === field);
}

/** Ids for `aria-describedby`: hint and error, where they exist. */
export function describedBy(
  field: string,
  {
    hint,
    errors,
  }: { readonly hint: boolean; readonly errors: readonly ShownError[] },
): string | undefined {
  const ids = [
    ...(hint ? [`${field}-hint`] : []),
    ...(isWrong(field, errors) ? [`${field}-error`] : []),
  ];
  return ids.length === 0 ? undefined : ids.join(" ");
}
