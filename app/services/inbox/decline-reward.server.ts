import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { declineReward as declinePosting } from "#app/domain/ledger/posting";
import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import { ledgerEntryOf } from "#app/services/reward/book-reward.server";
import { lockReward } from "#app/services/reward/load-reward.server";
import { findInbox } from "./find-inbox.server";

/**
 * Gives the reward up for good (医保办发〔2022〕22号 第三条). Declining twice is declining once.
 * @throws CodedError INBOX_UNKNOWN | NOT_IN_THIS_STATE
 */
export async function declineReward(
  deps: Deps,
  seeds: InboxSeeds,
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
    if (locked.state === "DECLINED") return;
    if (locked.state !== "NOTIFIED") throw new CodedError("NOT_IN_THIS_STATE");
    await tx.reward.update({
      where: { id: reward.id },
      data: { state: "DECLINED", version: { increment: 1 } },
      select: { id: true },
    });
    await writeTimeline(tx, inbox.id, { code: "DECLINED", day });
    await appendLog(tx, {
      kind: "REWARD_DECLINED",
      day,
      leadId: inbox.leadId,
      officeId: inbox.lead.officeId,
      data: { rewardId: reward.id },
    });
    await postLedger(tx, declinePosting(ledgerEntryOf(locked, day)));
  });
}
