import {
  inboxIdHash,
  inboxKeysFromSeeds,
  type InboxSeeds,
} from "#app/crypto/inbox-keys";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps, Transaction } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { unwrapIdentity } from "#app/crypto/key-wrap";
import { parseRecipient, type AgeIdentity } from "#app/crypto/identity";

/**
 * Whoever knows the inbox id may act in the inbox: it follows from the tracking code alone, and only its hash is stored.
 * @param idHash SHA-256 of the inbox id
 * @throws CodedError INBOX_UNKNOWN
 */
export async function findInbox(
  db: Deps["db"] | Transaction,
  idHash: Uint8Array,
) {
  const tip = await db.tip.findUnique({
    where: { inboxIdHash: bytesToStore(idHash) },
    select: {
      id: true,
      leadId: true,
      threadRecipient: true,
      inboxWrap: true,
      claimPublicKey: true,
      lead: { select: { officeId: true } },
    },
  });
  if (!tip) throw new CodedError("INBOX_UNKNOWN");
  return tip;
}
export type FoundInbox = Awaited<ReturnType<typeof findInbox>>;

/** The same for the script-free path, where the server holds all keys for one request. @throws CodedError INBOX_UNKNOWN */
export function findInboxOf(
  db: Deps["db"] | Transaction,
  seeds: InboxSeeds,
): Promise<FoundInbox> {
  return findInbox(db, inboxIdHash(seeds.inboxId));
}

/** The thread key T out of its wrap to the inbox key. */
export async function threadIdentity(
  tip: Pick<FoundInbox, "inboxWrap" | "threadRecipient">,
  seeds: InboxSeeds,
): Promise<AgeIdentity> {
  const { inboxIdentity } = await inboxKeysFromSeeds(seeds);
  return unwrapIdentity(tip.inboxWrap, inboxIdentity, {
    expectedRecipient: parseRecipient(tip.threadRecipient),
  });
}
