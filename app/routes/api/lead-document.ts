import { staffApiGet } from "#app/server/guards.server";
import { openDocument } from "#app/services/lead/documents.server";

export const loader = staffApiGet(
  { can: "lead.read" },
  async ({ deps, actor, params }) => {
    const { stream, bytes } = await openDocument(deps, actor, {
      leadId: params.leadId ?? "",
      documentId: params.documentId ?? "",
    });
    return new Response(stream, {
      headers: {
        "Content-Type": "application/octet-stream",
        "Content-Length": String(bytes),
        // somebody who opens this address by hand gets bytes and never a page
        "Content-Disposition": "attachment",
      },
    });
  },
);
