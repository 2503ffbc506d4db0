import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import { parseRecipient } from "#app/crypto/identity";
import type { InboxSeeds } from "#app/crypto/inbox-keys";
import type { Deps } from "#app/services/ports";
import { findInboxOf } from "./find-inbox.server";
import { storeTipsterMessage } from "./store-tipster-message.server";

/**
 * A message that came in plain (no JavaScript): sealed in memory, then stored.
 * @throws CodedError INBOX_UNKNOWN | TEXT_TOO_LONG | TOO_MANY_MESSAGES {most}
 */
export async function sendTipsterMessage(
  deps: Deps,
  seeds: InboxSeeds,
  { text, once }: { readonly text: string; readonly once: string },
): Promise<void> {
  const inbox = await findInboxOf(deps.db, seeds);
  const sealedBody = await sealBoundForm(
    formPurposes.tipsterMessage,
    { v: 1, text },
    [parseRecipient(inbox.threadRecipient)],
  );
  await storeTipsterMessage(deps, inbox, { sealedBody, once });
}
