import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Empty, listQuery, Pager, StateTabs } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import {
  rewardResultText,
  rewardStateText,
} from "#app/components/staff/reward/reward-text";
import type { RewardCommandName } from "#app/components/staff/reward/reward-page";
import { rewardWords } from "#app/content/staff-reward";
import { staffWords } from "#app/content/staff";
import { fill, type Language } from "#app/content/words";
import { rewardList } from "#app/queries/reward-list.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navRewards);

export const loader = staffLoader(
  { can: "reward.list" },
  async ({ deps, actor, request }) => {
    const query = listQuery(request);
    return {
      ...(await rewardList(deps, actor, query)),
      state: query.state ?? null,
    };
  },
);

const states = [
  "PROPOSED",
  "MADE",
  "STOPPED",
  "REVIEWED",
  "APPROVED",
  "NOTIFIED",
  "CLAIMED",
  "PAID",
  "NOT_ELIGIBLE",
  "LAPSED",
  "DECLINED",
  "CLAWED_BACK",
];

/** The step that waits for this very person. */
function taskText(
  allowed: readonly RewardCommandName[],
  state: string,
  language: Language,
): string | null {
  const words = rewardWords[language].listTask;
  if (allowed.includes("CONFIRM_AS_MAKER")) return words.MAKER;
  if (allowed.includes("CONFIRM_AS_CHECKER")) return words.CHECKER;
  if (allowed.includes("APPROVE")) return words.LEADER;
  if (allowed.includes("SEND_BACK") && state === "STOPPED")
    return words.MISMATCH;
  return null;
}

export default function RewardsPage() {
  const { rows, counts, page, pages, state } = useLoaderData<typeof loader>();
  const { language, prefix } = usePageLanguage();
  const words = rewardWords[language];
  return (
    <>
      <h1>{words.listTitle}</h1>
      <StateTabs
        states={states}
        counts={counts}
        current={state}
        labelOf={(one) => rewardStateText(one, language)}
      />
      {rows.length === 0 ? (
        <Empty
          text={
            state === null
              ? words.listEmpty
              : fill(staffWords[language].queueEmptyState, {
                  state: rewardStateText(state, language),
                })
          }
        />
      ) : (
        <div className="table-frame">
          <table className="staff-table stack-table">
            <thead>
              <tr>
                <th scope="col">{words.listLead}</th>
                <th scope="col">{words.listState}</th>
                <th scope="col">{words.listNext}</th>
                <th scope="col">{words.listAmount}</th>
                <th scope="col">{words.listRegistered}</th>
                <th scope="col">{words.listClaimDue}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const task = taskText(row.allowed, row.state, language);
                return (
                  <tr key={row.id}>
                    <td data-label={words.listLead}>
                      <Link to={`/${prefix}/staff/rewards/${row.id}`}>
                        {row.leadNumber}
                      </Link>
                    </td>
                    <td data-label={words.listState}>
                      <span className="tag state" data-state={row.state}>
                        {rewardStateText(row.state, language)}
                      </span>
                    </td>
                    <td data-label={words.listNext}>
                      {task ? (
                        <strong>{task}</strong>
                      ) : (
                        <span className="soft">{words.listNoTask}</span>
                      )}
                    </td>
                    <td data-label={words.listAmount}>
                      {row.blind ? (
                        <span className="soft">{words.amountHidden}</span>
                      ) : (
                        rewardResultText(row, language)
                      )}
                    </td>
                    <td data-label={words.listRegistered}>
                      {row.registrationDay}
                    </td>
                    <td data-label={words.listClaimDue}>
                      {row.claimDueDay ?? words.listNoTask}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={page} pages={pages} />
    </>
  );
}
