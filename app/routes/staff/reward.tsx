import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pageTitle } from "#app/components/staff/page-title";
import { RewardView } from "#app/components/staff/reward/reward-view";
import { rewardDetail } from "#app/queries/reward-detail.server";
import { staffLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navRewards);

export const loader = staffLoader(
  { can: "reward.read" },
  ({ deps, actor, params }) => rewardDetail(deps, actor, params.rewardId ?? ""),
);

export default function RewardRoute() {
  const reward = useLoaderData<typeof loader>();
  return <RewardView key={reward.id} reward={reward} />;
}
