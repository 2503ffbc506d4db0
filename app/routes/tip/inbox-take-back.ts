import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { takeBackMessage } from "#app/services/inbox/take-back-message.server";
import { inboxOf, MAX_INBOX_REQUEST_BYTES } from "./inbox-answer.server";

export const action = tipsterApi(
  { body: inboxRequests.takeBack, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body: { inboxId, messageId } }) => {
    await takeBackMessage(deps, await inboxOf(deps, inboxId), { messageId });
    return {};
  },
);
