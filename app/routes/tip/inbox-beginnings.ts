import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { readFileBeginnings } from "#app/services/inbox/read-file-beginnings.server";
import {
  beginningsAnswer,
  idHashOf,
  MAX_INBOX_REQUEST_BYTES,
} from "./inbox-answer.server";

/** An unknown inbox and one without files get the status and the size of any other. */
export const action = tipsterApi(
  { body: inboxRequests.beginnings, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body }) =>
    beginningsAnswer(
      await readFileBeginnings(deps, {
        idHash: idHashOf(body.inboxId),
        page: body.page,
      }),
    ),
);
