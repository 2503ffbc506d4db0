import { fromBase64Url } from "#app/crypto/encoding";
import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { storeClaim } from "#app/services/inbox/store-claim.server";
import { inboxOf, MAX_INBOX_REQUEST_BYTES } from "./inbox-answer.server";

export const action = tipsterApi(
  { body: inboxRequests.claim, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body }) => {
    const { inboxId, claimId, officeKeyId, envelope, signature } = body;
    await storeClaim(deps, await inboxOf(deps, inboxId), {
      claimId,
      officeKeyId,
      sealed: fromBase64Url(envelope),
      signature: fromBase64Url(signature),
    });
    return {};
  },
);
