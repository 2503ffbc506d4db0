import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { yuanText } from "#app/components/staff/format";
import { Empty, listQuery, Pager, StateTabs } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { financeWords } from "#app/content/finance";
import { rewardWords } from "#app/content/staff-reward";
import { fill } from "#app/content/words";
import { financeClaims } from "#app/queries/finance-claims.server";
import { financeLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navClaims);

export const loader = financeLoader(
  { can: "finance.read" },
  async ({ deps, actor, request }) => {
    const query = listQuery(request);
    return {
      ...(await financeClaims(deps, actor, query)),
      state: query.state ?? null,
    };
  },
);

const states = ["CLAIMED", "ENTERED", "AUTHORISED", "SIGNED", "PAID"];

export default function ClaimsPage() {
  const { rows, counts, page, pages, state } = useLoaderData<typeof loader>();
  const { language, prefix } = usePageLanguage();
  const words = financeWords[language];
  const stateText = (one: string) =>
    (words.state as Readonly<Record<string, string>>)[one] ?? one;
  const tasks = {
    ENTER: words.enter,
    AUTHORISE: words.authorise,
    SIGN: words.sign,
  };
  return (
    <>
      <h1>{words.claimsTitle}</h1>
      <StateTabs
        states={states}
        counts={counts}
        current={state}
        labelOf={stateText}
      />
      {rows.length === 0 ? (
        <Empty
          text={
            state === null
              ? words.claimsEmpty
              : fill(words.claimsEmptyState, { state: stateText(state) })
          }
        />
      ) : (
        <div className="table-frame">
          <table className="staff-table stack-table">
            <thead>
              <tr>
                <th scope="col">{words.number}</th>
                <th scope="col">{words.stateLabel}</th>
                <th scope="col">{rewardWords[language].listNext}</th>
                <th scope="col" className="money">
                  {words.amount}
                </th>
                <th scope="col">{words.claimDay}</th>
                <th scope="col">{words.payDue}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-late={row.late}>
                  <td data-label={words.number}>
                    <Link to={`/${prefix}/finance/claims/${row.id}`}>
                      {row.number}
                    </Link>
                  </td>
                  <td data-label={words.stateLabel}>
                    <span className="tag state" data-state={row.state}>
                      {stateText(row.state)}
                    </span>
                  </td>
                  <td data-label={rewardWords[language].listNext}>
                    {row.allowed[0] ? (
                      <strong>{tasks[row.allowed[0]]}</strong>
                    ) : (
                      <span className="soft">
                        {rewardWords[language].listNoTask}
                      </span>
                    )}
                  </td>
                  <td data-label={words.amount} className="money">
                    {yuanText(row.amountFen, language)}
                  </td>
                  <td data-label={words.claimDay}>{row.claimDay}</td>
                  <td data-label={words.payDue}>
                    {row.payDueDay}{" "}
                    {row.late && (
                      <span className="tag late">{words.overdue}</span>
                    )}
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
