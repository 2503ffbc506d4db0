import { payReward } from "#app/domain/ledger/posting";
import { inTransaction } from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { meetLimit, noteMissed } from "#app/services/lead/time-limits.server";
import { appendLog } from "#app/services/log/append-log.server";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { ledgerEntryOf } from "#app/services/reward/book-reward.server";
import { lockReward } from "#app/services/reward/load-reward.server";
import { dayToStore } from "#app/services/stored-day";
import { requireClaimSignature } from "./require-signature.server";

/**
 * Records a signed payment as paid, on both sides at once. May run twice: the claim's state and the ledger's once key let money
 * move once.
 * @throws CodedError CLAIM_SIGNATURE_WRONG
 */
export async function settlePayment(
  deps: Deps,
  { claimId }: { readonly claimId: string },
): Promise<void> {
  if (!isId(claimId)) return;
  await inTransaction(deps, async (tx) => {
    const claim = await tx.claim.findUnique({
      where: { id: claimId },
      select: { rewardId: true },
    });
    if (!claim) return;
    const locked = await lockReward(tx, claim.rewardId);
    if (locked.reward.state !== "PAYMENT_SIGNED") return;
    await requireClaimSignature(tx, claimId);
    await noteMissed(tx, deps, locked.leadId);
    const day = deps.clock.today();
    const entry = ledgerEntryOf(locked, day);
    await tx.claim.update({
      where: { id: claimId },
      data: {
        state: "PAID",
        paidDay: dayToStore(day),
        version: { increment: 1 },
      },
      select: { id: true },
    });
    await tx.reward.update({
      where: { id: locked.id },
      data: { state: "PAID", version: { increment: 1 } },
      select: { id: true },
    });
    await meetLimit(tx, { leadId: locked.leadId, stage: "PAY", day });
    await writeTimeline(tx, locked.tipId, { code: "PAID", day });
    await appendLog(tx, {
      kind: "CLAIM_PAID",
      day,
      officeId: entry.financeOfficeId,
      data: { claimId, amountFen: entry.amountFen },
    });
    await postLedger(tx, payReward(entry));
  });
}
