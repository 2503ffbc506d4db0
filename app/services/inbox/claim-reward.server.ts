import { sealClaimEnvelope } from "#app/crypto/claim-envelope";
import { parseRecipient } from "#app/crypto/identity";
import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { payDue } from "#app/domain/deadline/clocks";
import { isLate } from "#app/domain/deadline/due-date";
import { claimReward as claimPosting } from "#app/domain/ledger/posting";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Payee } from "#app/forms/tip/tip-body";
import { inTransaction } from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { newNumber, newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { ledgerEntryOf } from "#app/services/reward/book-reward.server";
import { lockReward } from "#app/services/reward/load-reward.server";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore, storedDay } from "#app/services/stored-day";
import { findInbox } from "./find-inbox.server";

/**
 * Claims the reward: payee details sealed to the finance office alone, signed with the claim key of the code. Finance gets a
 * claim with a number of its own; nothing in it leads to the tip.
 * @throws CodedError INBOX_UNKNOWN, NOT_IN_THIS_STATE, ALREADY_CLAIMED, CLAIM_TOO_LATE, OFFICE_MISSING, OFFICE_KEY_MISSING
 */
export async function claimReward(
  deps: Deps,
  seeds: InboxSeeds,
  { payee }: { readonly payee: Payee },
): Promise<void> {
  const inbox = await findInbox(deps.db, seeds);
  const reward = await deps.db.reward.findUnique({
    where: { leadId: inbox.leadId },
    select: { id: true },
  });
  if (!reward) throw new CodedError("NOT_IN_THIS_STATE");
  const day = deps.clock.today();
  await inTransaction(deps, async (tx) => {
    const locked = await lockReward(tx, reward.id);
    if (locked.state === "CLAIMED" || locked.state === "PAID")
      throw new CodedError("ALREADY_CLAIMED");
    if (locked.state === "LAPSED") throw new CodedError("CLAIM_TOO_LATE");
    if (locked.state !== "NOTIFIED") throw new CodedError("NOT_IN_THIS_STATE");
    if (locked.claimDueDay && isLate(storedDay(locked.claimDueDay), day))
      throw new CodedError("CLAIM_TOO_LATE");
    const entry = ledgerEntryOf(locked, day);
    const key = await tx.officeKey.findFirst({
      where: { officeId: entry.financeOfficeId, current: true },
      select: { id: true, recipient: true },
    });
    if (!key) throw new CodedError("OFFICE_KEY_MISSING");
    const claimId = newRandomId();
    const { sealed, signature } = await sealClaimEnvelope(payee, {
      claimId,
      claimPrivateKey: seeds.claimSeed,
      recipients: [parseRecipient(key.recipient)],
    });
    const payDueDay = payDue(day, deps.calendar);
    await tx.claim.create({
      data: {
        id: claimId,
        number: newNumber(),
        rewardId: reward.id,
        financeOfficeId: entry.financeOfficeId,
        officeKeyId: key.id,
        amountFen: BigInt(entry.amountFen),
        envelope: bytesToStore(sealed),
        signature: bytesToStore(signature),
        claimDay: dayToStore(day),
        payDueDay: dayToStore(payDueDay),
        state: "CLAIMED",
      },
      select: { id: true },
    });
    await tx.reward.update({
      where: { id: reward.id },
      data: { state: "CLAIMED", version: { increment: 1 } },
      select: { id: true },
    });
    await writeTimeline(tx, inbox.id, { code: "CLAIMED", day });
    await appendLog(tx, {
      kind: "REWARD_CLAIMED",
      day,
      leadId: inbox.leadId,
      officeId: inbox.lead.officeId,
      data: {
        rewardId: reward.id,
        claimId,
        envelopeHash: hashForLog(sealed),
        payDueDay,
      },
    });
    await postLedger(tx, claimPosting(entry));
  });
}
