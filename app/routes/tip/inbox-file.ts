import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { readStaffFile } from "#app/services/inbox/open-staff-file.server";
import { inboxOf, MAX_INBOX_REQUEST_BYTES } from "./inbox-answer.server";

/** Sealed bytes of a file from the office. */
export const action = tipsterApi(
  { body: inboxRequests.file, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body: { inboxId, fileId } }) => {
    const inbox = await inboxOf(deps, inboxId);
    const { stream, bytes } = await readStaffFile(deps, inbox, { fileId });
    return new Response(stream, {
      headers: {
        "Content-Type": "application/octet-stream",
        "Content-Length": String(bytes),
      },
    });
  },
);
