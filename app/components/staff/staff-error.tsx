import { isRouteErrorResponse, Link, useRouteError } from "@remix-run/react";
import { staffErrorSentence } from "#app/content/staff-errors";
import { staffWords } from "#app/content/staff";
import { usePageLanguage } from "./page-language";

type RefusalData = {
  readonly code?: string;
  readonly values?: Readonly<Record<string, string | number>>;
} | null;

/** A refused or broken page, inside the frame: the sections stay at hand, and the keys stay open. */
export function StaffError() {
  const error = useRouteError();
  const { language, prefix } = usePageLanguage();
  const words = staffWords[language];
  const refusal = isRouteErrorResponse(error)
    ? (error.data as RefusalData)
    : null;
  const code =
    refusal?.code ??
    (isRouteErrorResponse(error) && error.status === 404
      ? "NOT_FOUND"
      : "UNEXPECTED");
  return (
    <section className="notice">
      <h1>{words.problem}</h1>
      <p data-error-code={code}>
        {staffErrorSentence(language, code, refusal?.values ?? {})}
      </p>
      <p>
        <Link to={`/${prefix}/staff/sign-in`}>{words.goOn}</Link>
      </p>
    </section>
  );
}
