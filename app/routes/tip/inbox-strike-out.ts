import { fromBase64Url } from "#app/crypto/encoding";
import { inboxRequests } from "#app/forms/inbox/sealed-requests";
import { tipsterApi } from "#app/server/guards.server";
import { strikeOutOffice } from "#app/services/inbox/strike-out-office.server";
import { inboxOf, MAX_INBOX_REQUEST_BYTES } from "./inbox-answer.server";

export const action = tipsterApi(
  { body: inboxRequests.strikeOut, maxBytes: MAX_INBOX_REQUEST_BYTES },
  async ({ deps, body }) => {
    const { inboxId, threadWrap, identityWrap, ...offices } = body;
    await strikeOutOffice(deps, await inboxOf(deps, inboxId), {
      ...offices,
      threadWrap: fromBase64Url(threadWrap),
      identityWrap: identityWrap === null ? null : fromBase64Url(identityWrap),
    });
    return {};
  },
);
