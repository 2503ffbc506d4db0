import { openIdentity as openIdentityBody } from "#app/forms/staff/commands";
import { staffApi } from "#app/server/guards.server";
import { openIdentity } from "#app/services/lead/open-identity.server";

export const action = staffApi(
  { can: "lead.read", body: openIdentityBody },
  ({ deps, actor, params, body }) =>
    openIdentity(deps, actor, {
      leadId: params.leadId ?? "",
      reasonCode: body.reasonCode,
    }),
);
