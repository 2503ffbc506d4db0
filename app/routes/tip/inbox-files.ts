import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { addUploadedFiles } from "#app/services/inbox/add-uploaded-files.server";
import { inboxOf, MAX_INBOX_REQUEST_BYTES } from "./inbox-answer.server";

export const action = tipsterApi(
  { body: inboxRequests.files, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body: { inboxId, files } }) =>
    addUploadedFiles(deps, await inboxOf(deps, inboxId), { files }),
);
