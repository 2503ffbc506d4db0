import { signDecline, verifyDecline } from "#app/crypto/decline-signature";
import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { declineReward as declinePosting } from "#app/domain/ledger/posting";
import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import { ledgerEntryOf } from "#app/services/reward/book-reward.server";
import { lockReward } from "#app/services/reward/load-reward.server";
import { findInboxOf, type FoundInbox } from "./find-inbox.server";

/**
 * Gives the reward up for good (医保办发〔2022〕22号 第三条). Signed with the claim key, as a claim is, so that nobody else can say it
 * for the tipster; the log keeps the signature's hash. Declining twice is declining once.
 * @throws CodedError NOT_IN_THIS_STATE | DECLINE_SIGNATURE_WRONG
 */
export async function storeDecline(
  deps: Deps,
  inbox: FoundInbox,
  { signature }: { readonly signature: Uint8Array },
): Promise<void> {
  const rewardId = await rewardIdOf(deps, inbox);
  const { claimPublicKey } = inbox;
  if (!verifyDecline(signature, { rewardId, claimPublicKey }))
    throw new CodedError("DECLINE_SIGNATURE_WRONG");
  const day = deps.clock.today();
  await inTransaction(deps, async (tx) => {
    const locked = await lockReward(tx, rewardId);
    if (locked.state === "DECLINED") return;
    if (locked.state !== "NOTIFIED") throw new CodedError("NOT_IN_THIS_STATE");
    await tx.reward.update({
      where: { id: rewardId },
      data: { state: "DECLINED", version: { increment: 1 } },
      select: { id: true },
    });
    await writeTimeline(tx, inbox.id, { code: "DECLINED", day });
    await appendLog(tx, {
      kind: "REWARD_DECLINED",
      day,
      leadId: inbox.leadId,
      officeId: inbox.lead.officeId,
      data: { rewardId, signatureHash: hashForLog(signature) },
    });
    await postLedger(tx, declinePosting(ledgerEntryOf(locked, day)));
  });
}

/** The same without JavaScript: signed in memory. @throws CodedError INBOX_UNKNOWN | NOT_IN_THIS_STATE */
export async function declineReward(
  deps: Deps,
  seeds: InboxSeeds,
): Promise<void> {
  const inbox = await findInboxOf(deps.db, seeds);
  const rewardId = await rewardIdOf(deps, inbox);
  await storeDecline(deps, inbox, {
    signature: signDecline(rewardId, seeds.claimSeed),
  });
}

async function rewardIdOf(deps: Deps, inbox: FoundInbox): Promise<string> {
  const reward = await deps.db.reward.findUnique({
    where: { leadId: inbox.leadId },
    select: { id: true },
  });
  if (!reward) throw new CodedError("NOT_IN_THIS_STATE");
  return reward.id;
}
