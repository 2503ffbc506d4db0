import { deriveInboxSeeds, type InboxSeeds } from "#app/crypto/inbox-keys";
import type { TrackingCode } from "#app/crypto/tracking-code";
import type { Deps } from "#app/services/ports";
import { findInboxOf } from "./find-inbox.server";

/**
 * From the code to the keys of the inbox. Nothing is written: that a tipster looked in leaves no trace.
 * @throws CodedError INBOX_UNKNOWN (after the same work as for a known code) | BUSY
 */
export async function openInbox(
  deps: Deps,
  code: TrackingCode,
): Promise<{ readonly seeds: InboxSeeds }> {
  const seeds = await deriveInboxSeeds(
    code,
    deps.settings.deploymentSalt,
    deps.argon2id,
  );
  await findInboxOf(deps.db, seeds);
  return { seeds };
}
