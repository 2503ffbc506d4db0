import { printBody } from "#app/forms/staff/lead-files";
import { staffApi } from "#app/server/guards.server";
import { recordPrint } from "#app/services/lead/export-lead.server";

export const action = staffApi(
  { can: "lead.read", body: printBody },
  ({ deps, actor, params }) =>
    recordPrint(deps, actor, { leadId: params.leadId ?? "" }),
);
