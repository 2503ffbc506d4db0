import { leadCommand } from "#app/forms/staff/commands";
import { staffApi } from "#app/server/guards.server";
import { changeLead } from "#app/services/lead/change-lead.server";

export const action = staffApi(
  { can: "lead.read", body: leadCommand },
  ({ deps, actor, params, body }) =>
    changeLead(deps, actor, { leadId: params.leadId ?? "", command: body }),
);
