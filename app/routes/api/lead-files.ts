import { staffUpload } from "#app/server/guards.server";
import { stageFileToSend } from "#app/services/lead/send-files.server";

export const action = staffUpload(
  { can: "lead.read" },
  ({ deps, actor, params, body }) =>
    stageFileToSend(deps, actor, {
      leadId: params.leadId ?? "",
      stream: body,
    }),
);
