import { staffApiGet } from "#app/server/guards.server";
import { openClaim } from "#app/services/claim/open-claim.server";

export const loader = staffApiGet(
  { can: "finance.read" },
  ({ deps, actor, params }) =>
    openClaim(deps, actor, { claimId: params.claimId ?? "" }),
);
