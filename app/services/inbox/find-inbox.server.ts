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

/** @throws CodedError INBOX_UNKNOWN */
export async function findInbox(
  db: Deps["db"] | Transaction,
  seeds: InboxSeeds,
) {
  const tip = await db.tip.findUnique({
    where: { inboxIdHash: bytesToStore(inboxIdHash(seeds.inboxId)) },
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

/** The thread key T out of its wrap to the inbox key. */
export async function threadIdentity(
  tip: FoundInbox,
  seeds: InboxSeeds,
): Promise<AgeIdentity> {
  const { inboxIdentity } = await inboxKeysFromSeeds(seeds);
  return unwrapIdentity(tip.inboxWrap, inboxIdentity, {
    expectedRecipient: parseRecipient(tip.threadRecipient),
  });
}
