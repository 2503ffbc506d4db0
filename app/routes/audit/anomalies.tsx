import type { MetaFunction } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { AuditTabs } from "#app/components/audit/audit-tabs";
import { EntryTable } from "#app/components/audit/entry-table";
import { TextField } from "#app/components/staff/fields";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { auditWords } from "#app/content/audit";
import { fill } from "#app/content/words";
import { day } from "#app/domain/shared/day";
import { isCodedError } from "#app/domain/shared/coded-error";
import { auditAnomalies } from "#app/queries/audit-anomalies.server";
import { auditLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navAudit);

export const loader = auditLoader(
  { can: "audit.read" },
  ({ deps, actor, request }) =>
    auditAnomalies(deps, actor, {
      to: dayOrNone(new URL(request.url).searchParams.get("to") ?? ""),
    }),
);

function dayOrNone(text: string) {
  try {
    return day(text);
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}

export default function AuditAnomaliesPage() {
  const { from, to, entries, complete, kinds } = useLoaderData<typeof loader>();
  const { language } = usePageLanguage();
  const words = auditWords[language];
  const none = kinds.filter(({ count }) => count === 0);
  return (
    <>
      <AuditTabs current="/anomalies" />
      <h1>{words.tabAnomalies}</h1>
      <p className="soft">{words.anomaliesLead}</p>
      <Form method="get" className="filters no-print" key={to}>
        <TextField
          name="to"
          type="date"
          label={words.anomaliesTo}
          defaultValue={to}
        />
        <div className="actions">
          <button type="submit">{words.anomaliesShow}</button>
        </div>
      </Form>
      <p>{fill(words.anomaliesRange, { from, to, entries })}</p>
      {!complete && <p className="error">{words.anomaliesCut}</p>}
      {kinds
        .filter(({ count }) => count > 0)
        .map(({ code, count, items }) => (
          <section key={code} aria-labelledby={code}>
            <h2 id={code}>
              {words.anomalyName[code]} <span className="count">{count}</span>
            </h2>
            {items.length === 0 && (
              <p className="soft">{words.anomaliesNone}</p>
            )}
            {items.map(({ values, rows, more }, place) => (
              <div key={place} className="anomaly">
                <p>{fill(words.anomalyWhat[code], values)}</p>
                {rows.length > 0 && (
                  <EntryTable
                    rows={rows}
                    caption={fill(words.anomalyWhat[code], values)}
                  />
                )}
                {more > 0 && (
                  <p className="soft">
                    {fill(words.anomaliesMore, { count: more })}
                  </p>
                )}
              </div>
            ))}
            {count > items.length && (
              <p className="soft">
                {fill(words.anomaliesMoreItems, {
                  count: count - items.length,
                })}
              </p>
            )}
          </section>
        ))}
      {none.length > 0 && (
        <p className="soft">
          {fill(words.anomaliesNone, {
            names: none
              .map(({ code }) => words.anomalyName[code])
              .join(language === "en" ? ", " : "、"),
          })}
        </p>
      )}
    </>
  );
}
