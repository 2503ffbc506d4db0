import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AuditTabs } from "#app/components/audit/audit-tabs";
import { Empty, listQuery, Pager } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { auditWords } from "#app/content/audit";
import { fill } from "#app/content/words";
import { auditCheckpoints } from "#app/queries/audit-entry.server";
import { auditLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navAudit);

export const loader = auditLoader(
  { can: "audit.read" },
  ({ deps, actor, request }) =>
    auditCheckpoints(deps, actor, { page: listQuery(request).page }),
);

export default function AuditCheckpointsPage() {
  const { rows, waiting, page, pages } = useLoaderData<typeof loader>();
  const words = auditWords[usePageLanguage().language];
  return (
    <>
      <AuditTabs current="/checkpoints" />
      <h1>{words.tabCheckpoints}</h1>
      <p className="soft">{words.checkpointsLead}</p>
      <p>{fill(words.checkpointsWaiting, { count: waiting })}</p>
      {rows.length === 0 ? (
        <Empty text={words.checkpointsEmpty} />
      ) : (
        <div className="table-frame">
          <table className="staff-table stack-table">
            <caption className="hidden-text">{words.tabCheckpoints}</caption>
            <thead>
              <tr>
                <th scope="col">{words.checkpointDay}</th>
                <th scope="col">{words.checkpointSize}</th>
                <th scope="col">{words.checkpointRoot}</th>
                <th scope="col">{words.checkpointWitnesses}</th>
                <th scope="col">{words.checkpointOpen}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ size, day, root, witnesses }) => (
                <tr key={size}>
                  <td data-label={words.checkpointDay} className="nowrap">
                    {day}
                  </td>
                  <td data-label={words.checkpointSize}>{size}</td>
                  <td data-label={words.checkpointRoot}>
                    <span className="mono entry-hash">{root}</span>
                  </td>
                  <td data-label={words.checkpointWitnesses}>
                    {witnesses.length > 0 ? (
                      witnesses.join(", ")
                    ) : (
                      <span className="soft">{words.checkpointNone}</span>
                    )}
                  </td>
                  <td data-label={words.checkpointOpen}>
                    <a href={`/log/checkpoint/${size}`}>
                      {words.checkpointOpen}
                    </a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={page} pages={pages} />
    </>
  );
}
