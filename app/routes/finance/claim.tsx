import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ClaimView } from "#app/components/finance/claim-view";
import { pageTitle } from "#app/components/staff/page-title";
import { financeClaim } from "#app/queries/finance-claim.server";
import { financeLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navClaims);

export const loader = financeLoader(
  { can: "finance.read" },
  ({ deps, actor, params }) => financeClaim(deps, actor, params.claimId ?? ""),
);

export default function ClaimRoute() {
  const claim = useLoaderData<typeof loader>();
  return <ClaimView key={claim.id} claim={claim} />;
}
