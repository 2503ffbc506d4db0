import { linkCommand } from "#app/forms/staff/lead-links";
import { staffApi } from "#app/server/guards.server";
import { changeLinks } from "#app/services/lead/link-leads.server";

export const action = staffApi(
  { can: "lead.change", body: linkCommand },
  ({ deps, actor, params, body }) =>
    changeLinks(deps, actor, { leadId: params.leadId ?? "", command: body }),
);
