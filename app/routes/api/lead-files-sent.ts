import { sendFilesBody } from "#app/forms/staff/lead-files";
import { staffApi } from "#app/server/guards.server";
import { sendFiles } from "#app/services/lead/send-files.server";

export const action = staffApi(
  { can: "lead.read", body: sendFilesBody },
  ({ deps, actor, params, body }) =>
    sendFiles(deps, actor, { leadId: params.leadId ?? "", ...body }),
);
