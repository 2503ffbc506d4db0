import { staffApiGet } from "#app/server/guards.server";
import { openLead } from "#app/services/lead/open-lead.server";

export const loader = staffApiGet(
  { can: "lead.read" },
  ({ deps, actor, params }) =>
    openLead(deps, actor, { leadId: params.leadId ?? "" }),
);
