import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CodeText } from "#app/components/staff/codes";
import { Empty, Pager } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { limitWords } from "#app/content/staff-limits";
import { staffWords } from "#app/content/staff";
import { fill } from "#app/content/words";
import { delayReasons } from "#app/domain/codes/delay-reasons";
import { leadStates } from "#app/domain/codes/lead-states";
import { stages } from "#app/domain/deadline/stages";
import { overdueLeads } from "#app/queries/overdue-leads.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navOverdue);

export const loader = staffLoader(
  { can: "overdue.list" },
  ({ deps, actor, request }) => {
    const query = new URL(request.url).searchParams;
    const page = query.get("page") ?? "";
    return overdueLeads(deps, actor, {
      office: query.get("office")?.slice(0, 32) || undefined,
      stage: query.get("stage") ?? undefined,
      page: /^\d{1,6}$/.test(page) ? Number(page) : undefined,
    });
  },
);

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function OverduePage() {
  const found = useLoaderData<typeof loader>();
  const { language } = usePageLanguage();
  const words = limitWords[language];
  const { rows, total, page, pages } = found;
  return (
    <>
      <h1>{words.overdueTitle}</h1>
      <p className="soft">{words.overdueLead}</p>
      {total > 0 && <Filters found={found} />}
      {rows.length === 0 ? (
        <Empty
          text={total > 0 ? words.overdueEmptyFilter : words.overdueEmpty}
          hint={words.overdueEmptyHint}
        />
      ) : (
        <div className="table-frame">
          <table className="staff-table stack-table">
            <thead>
              <tr>
                <th scope="col">{words.overdueNumber}</th>
                <th scope="col">{words.overdueOffice}</th>
                <th scope="col">{words.overdueStage}</th>
                <th scope="col">{words.overdueDue}</th>
                <th scope="col">{words.overdueDays}</th>
                <th scope="col">{words.overdueReason}</th>
                <th scope="col">{words.overdueState}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key} data-late="true">
                  <td data-label={words.overdueNumber}>
                    <span className="mono">{row.number}</span>
                  </td>
                  <td data-label={words.overdueOffice}>
                    {language === "en" ? row.nameEn : row.nameZh}
                  </td>
                  <td data-label={words.overdueStage}>
                    {words.stage[row.stage]}
                  </td>
                  <td data-label={words.overdueDue}>
                    <span className="nowrap">{row.dueDay}</span>
                  </td>
                  <td data-label={words.overdueDays}>
                    <strong className="nowrap">
                      {fill(words.overdueDaysValue, { days: row.daysLate })}
                    </strong>
                  </td>
                  <td data-label={words.overdueReason}>
                    {row.reasonCode === null ? (
                      <span className="tag late">{words.overdueNoReason}</span>
                    ) : (
                      <CodeText list={delayReasons} code={row.reasonCode} />
                    )}
                  </td>
                  <td data-label={words.overdueState}>
                    <span className="tag state" data-state={row.state}>
                      <CodeText list={leadStates} code={row.state} />
                    </span>
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

/** Offices and stages of which something is late, each with its count under the other choice. */
function Filters({ found }: { readonly found: Loaded }) {
  const { language, prefix } = usePageLanguage();
  const words = limitWords[language];
  const { counts, office, stage } = found;
  const offices = [
    ...new Map(counts.map((count) => [count.officeCode, count])).values(),
  ];
  const link = (query: {
    readonly office: string | null;
    readonly stage: string | null;
  }) => {
    const text = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) =>
        value === null ? [] : [[name, value]],
      ),
    ).toString();
    return `/${prefix}/staff/overdue${text && `?${text}`}`;
  };
  const countOf = (chosenOffice: string | null, chosenStage: string | null) =>
    counts
      .filter(
        (count) =>
          (chosenOffice === null || count.officeCode === chosenOffice) &&
          (chosenStage === null || count.stage === chosenStage),
      )
      .reduce((sum, { count }) => sum + count, 0);
  const tab = (
    label: string,
    query: { readonly office: string | null; readonly stage: string | null },
  ) => (
    <li key={label}>
      <Link
        to={link(query)}
        aria-current={
          query.office === office && query.stage === stage ? "true" : undefined
        }
      >
        {label}{" "}
        <span className="count">{countOf(query.office, query.stage)}</span>
      </Link>
    </li>
  );
  const all = staffWords[language].queueAll;
  return (
    <>
      {offices.length > 1 && (
        <nav aria-label={words.overdueByOffice}>
          <ul className="tabs">
            {tab(all, { office: null, stage })}
            {offices.map(({ officeCode, nameZh, nameEn }) =>
              tab(language === "en" ? nameEn : nameZh, {
                office: officeCode,
                stage,
              }),
            )}
          </ul>
        </nav>
      )}
      <nav aria-label={words.overdueByStage}>
        <ul className="tabs">
          {tab(all, { office, stage: null })}
          {stages
            .filter((one) => countOf(null, one) > 0)
            .map((one) => tab(words.stage[one], { office, stage: one }))}
        </ul>
      </nav>
    </>
  );
}
