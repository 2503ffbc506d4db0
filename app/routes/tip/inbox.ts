import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { readSealedInbox } from "#app/services/inbox/read-sealed-inbox.server";
import {
  idHashOf,
  MAX_INBOX_REQUEST_BYTES,
  paddedJson,
} from "./inbox-answer.server";

/** An unknown inbox gets the status and the size of a known one. */
export const action = tipsterApi(
  { body: inboxRequests.open, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body }) =>
    paddedJson({ inbox: await readSealedInbox(deps, idHashOf(body.inboxId)) }),
);
