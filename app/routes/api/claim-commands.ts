import { claimCommand } from "#app/forms/staff/commands";
import { staffApi } from "#app/server/guards.server";
import { changeClaim } from "#app/services/claim/change-claim.server";

export const action = staffApi(
  { can: "finance.read", body: claimCommand },
  ({ deps, actor, params, body }) =>
    changeClaim(deps, actor, { claimId: params.claimId ?? "", command: body }),
);
