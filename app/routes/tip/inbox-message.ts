import { fromBase64Url } from "#app/crypto/encoding";
import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { storeTipsterMessage } from "#app/services/inbox/store-tipster-message.server";
import { inboxOf, MAX_INBOX_REQUEST_BYTES } from "./inbox-answer.server";

export const action = tipsterApi(
  { body: inboxRequests.message, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body: { inboxId, body, once } }) => {
    await storeTipsterMessage(deps, await inboxOf(deps, inboxId), {
      sealedBody: fromBase64Url(body),
      once,
    });
    return {};
  },
);
