import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CodeText } from "#app/components/staff/codes";
import { Empty, listQuery, Pager, StateTabs } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { TimeLimit } from "#app/components/staff/time-limit";
import { keyWords } from "#app/content/staff-keys";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { codeLabel } from "#app/domain/codes/code-entry";
import { leadStates as stateWords } from "#app/domain/codes/lead-states";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import { leadStates } from "#app/domain/lead/lead";
import { countOffered } from "#app/queries/staff-office-keys.server";
import { staffQueue } from "#app/queries/staff-queue.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.queueTitle);

export const loader = staffLoader(
  { can: "lead.list" },
  async ({ deps, actor, request }) => {
    const query = listQuery(request);
    return {
      ...(await staffQueue(deps, actor, query)),
      offered: await countOffered(deps, actor),
      state: query.state ?? null,
    };
  },
);

export default function QueuePage() {
  const { rows, counts, page, pages, state, offered } =
    useLoaderData<typeof loader>();
  const { language, prefix } = usePageLanguage();
  const words = staffWords[language];
  const offices = new Set(rows.map(({ officeName }) => officeName));
  return (
    <>
      <h1>{words.queueTitle}</h1>
      {offered > 0 && (
        <p className="notice">
          {fill(keyWords[language].queueNotice, { count: offered })}{" "}
          <Link to={`/${prefix}/staff/keys`}>
            {keyWords[language].queueNoticeLink}
          </Link>
        </p>
      )}
      <StateTabs
        states={leadStates}
        counts={counts}
        current={state}
        labelOf={(one) => codeLabel(stateWords, one, language)}
      />
      {rows.length === 0 ? (
        <Empty
          text={
            state === null
              ? words.queueEmpty
              : fill(words.queueEmptyState, {
                  state: codeLabel(stateWords, state, language),
                })
          }
          hint={words.queueEmptyHint}
        />
      ) : (
        <div className="table-frame">
          <table className="staff-table stack-table">
            <thead>
              <tr>
                <th scope="col">{words.queueNumber}</th>
                <th scope="col">{words.queueState}</th>
                <th scope="col">{words.queueClock}</th>
                <th scope="col">{words.queueReceived}</th>
                <th scope="col">{words.queueOwner}</th>
                <th scope="col">{words.queueSubject}</th>
                <th scope="col">{words.queueArea}</th>
                {offices.size > 1 && <th scope="col">{words.queueOffice}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-late={row.late}>
                  <td data-label={words.queueNumber}>
                    <Link to={`/${prefix}/staff/leads/${row.id}`}>
                      {row.number}
                    </Link>
                  </td>
                  <td data-label={words.queueState}>
                    <span className="tag state" data-state={row.state}>
                      <CodeText list={stateWords} code={row.state} />
                    </span>
                  </td>
                  <td data-label={words.queueClock}>
                    <TimeLimit
                      limit={
                        row.dueDay === null
                          ? null
                          : {
                              dueDay: row.dueDay,
                              dueKind: row.dueKind ?? "",
                              late: row.late,
                              shareUsed: row.shareUsed ?? 0,
                              daysLeft: row.daysLeft ?? 0,
                            }
                      }
                    />
                  </td>
                  <td data-label={words.queueReceived}>{row.receivedDay}</td>
                  <td data-label={words.queueOwner}>
                    {row.ownerName ?? (
                      <span className="soft">{words.queueNoOwner}</span>
                    )}
                  </td>
                  <td data-label={words.queueSubject}>
                    {row.subjectKind === null ? (
                      <span className="soft">{words.queueNotRegistered}</span>
                    ) : (
                      <CodeText list={subjectKinds} code={row.subjectKind} />
                    )}
                  </td>
                  <td data-label={words.queueArea}>
                    {(language === "en" ? row.areaNameEn : null) ??
                      row.areaName ?? (
                        <span className="soft">{words.queueNotRegistered}</span>
                      )}
                  </td>
                  {offices.size > 1 && (
                    <td data-label={words.queueOffice}>
                      {language === "en" ? row.officeNameEn : row.officeName}
                    </td>
                  )}
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
