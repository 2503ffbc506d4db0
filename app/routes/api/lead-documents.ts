import { CodedError } from "#app/domain/shared/coded-error";
import { onceToken } from "#app/forms/staff/lead-files";
import { staffUpload } from "#app/server/guards.server";
import { addDocument } from "#app/services/lead/documents.server";

/** What belongs to the bytes travels in headers: nothing of it is secret, and the body stays one age file. */
export const action = staffUpload(
  { can: "lead.read" },
  ({ deps, actor, params, request, body }) => {
    const once = onceToken.safeParse(request.headers.get("Yanlu-Once"));
    if (!once.success) throw new CodedError("INPUT_INVALID");
    return addDocument(deps, actor, {
      leadId: params.leadId ?? "",
      sourceFileId: request.headers.get("Yanlu-Source-File"),
      once: once.data,
      stream: body,
    });
  },
);
