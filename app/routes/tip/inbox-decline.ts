import { fromBase64Url } from "#app/crypto/encoding";
import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { storeDecline } from "#app/services/inbox/decline-reward.server";
import { inboxOf, MAX_INBOX_REQUEST_BYTES } from "./inbox-answer.server";

export const action = tipsterApi(
  { body: inboxRequests.decline, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body: { inboxId, signature } }) => {
    await storeDecline(deps, await inboxOf(deps, inboxId), {
      signature: fromBase64Url(signature),
    });
    return {};
  },
);
