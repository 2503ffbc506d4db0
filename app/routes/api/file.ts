import { staffApiGet } from "#app/server/guards.server";
import { openFile } from "#app/services/lead/open-file.server";

export const loader = staffApiGet(
  { can: "lead.read" },
  async ({ deps, actor, params }) => {
    const { stream, bytes } = await openFile(deps, actor, {
      fileId: params.fileId ?? "",
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
