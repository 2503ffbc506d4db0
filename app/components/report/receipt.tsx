import { dayText } from "#app/content/day-text";
import { receiptWords } from "#app/content/receipt";
import { fill, type Language } from "#app/content/words";
import type { TipReceiptCheck } from "./receipt-view";

/** Whether the promise of the log is right, below the tracking code. Nothing is kept unless the tipster asks for it. */
export function Receipt({
  language,
  by,
  receipt,
  savedAs = null,
}: {
  readonly language: Language;
  /** who looked at it */
  readonly by: "BROWSER" | "SERVER";
  readonly receipt: TipReceiptCheck;
  /** name of the file once saved */
  readonly savedAs?: string | null;
}) {
  const words = receiptWords[language];
  if (receipt.state === "WRONG")
    return (
      <div className="error-summary" role="alert">
        <h2>{words.wrongTitle}</h2>
        <p>{fill(words.wrong, { why: words.why[receipt.why] })}</p>
        <ul>
          {words.wrongSteps.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    );
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">{words.title}</h2>
      {receipt.state === "NOT_CHECKED" ? (
        <p className="notice">{words.notChecked}</p>
      ) : (
        <>
          <p>
            {fill(words.right[by], {
              day: dayText(language, receipt.day),
              byDay: dayText(language, receipt.byDay),
            })}
          </p>
          <p>{words.later}</p>
          {receipt.file !== null && (
            <details>
              <summary>{words.keepTitle}</summary>
              <form autoComplete="off" noValidate>
                <ul>
                  {words.keep.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
                <p className="actions">
                  <button className="second" name="go" value="receipt:save">
                    {words.save}
                  </button>
                </p>
                <p className="hint" role="status">
                  {savedAs !== null && fill(words.saved, { name: savedAs })}
                </p>
              </form>
            </details>
          )}
        </>
      )}
    </section>
  );
}
