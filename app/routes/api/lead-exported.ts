import { exportBody } from "#app/forms/staff/lead-files";
import { staffApi } from "#app/server/guards.server";
import { recordExport } from "#app/services/lead/export-lead.server";

export const action = staffApi(
  { can: "lead.read", body: exportBody },
  async ({ deps, actor, params, body }) => {
    await recordExport(deps, actor, { leadId: params.leadId ?? "", ...body });
    return {};
  },
);
