import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Refusal } from "#app/browser/staff/key-protocol";
import { staffErrorSentence } from "#app/content/staff-errors";
import { staffWords } from "#app/content/staff";
import type { FieldRefusals } from "./fields";
import { usePageLanguage } from "./page-language";

/** What is wrong, on top of the form, announced and focused; stale data can be loaded anew from here. */
export function Problems({
  refusals,
  labels = {},
}: {
  readonly refusals: FieldRefusals;
  /** field name → label, so that each sentence on top says which field it means */
  readonly labels?: Readonly<Record<string, string>>;
}) {
  const { language } = usePageLanguage();
  const words = staffWords[language];
  const revalidator = useRevalidator();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusals.length > 0) box.current?.focus();
  }, [refusals]);
  if (refusals.length === 0) return null;
  const isStale = refusals.some(
    ({ code }) => code === "CHANGED_MEANWHILE" || code === "NOT_IN_THIS_STATE",
  );
  return (
    <div ref={box} className="error-summary" role="alert" tabIndex={-1}>
      <h2>{words.problem}</h2>
      <ul>
        {refusals.map((refusal) => (
          <Problem
            key={`${refusal.code} ${refusal.field ?? ""}`}
            refusal={refusal}
            labels={labels}
          />
        ))}
      </ul>
      {isStale && (
        <p className="actions">
          <button
            type="button"
            className="second"
            onClick={() => revalidator.revalidate()}
          >
            {words.reload}
          </button>{" "}
          {words.reloadKeeps}
        </p>
      )}
    </div>
  );
}

function Problem({
  refusal,
  labels,
}: {
  readonly refusal: Refusal;
  readonly labels: Readonly<Record<string, string>>;
}) {
  const { language } = usePageLanguage();
  const sentence = staffErrorSentence(
    language,
    refusal.code,
    refusal.values ?? {},
  );
  const name = refusal.field?.split(".").find((segment) => segment in labels);
  return (
    <li data-error-code={refusal.code}>
      {name === undefined ? (
        sentence
      ) : (
        <button
          type="button"
          className="quiet"
          onClick={(event) =>
            event.currentTarget
              .closest("form")
              ?.querySelector<HTMLElement>(`[name="${name}"]`)
              ?.focus()
          }
        >
          {labels[name]}
          {language === "en" ? ": " : "："}
          {sentence}
        </button>
      )}
    </li>
  );
}
