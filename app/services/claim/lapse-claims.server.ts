import { isLate } from "#app/domain/deadline/due-date";
import { lapseReward } from "#app/domain/ledger/posting";
import { eachApart, type OnFailure } from "#app/services/each-apart.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import { ledgerEntryOf } from "#app/services/reward/book-reward.server";
import { lockReward } from "#app/services/reward/load-reward.server";
import { dayToStore } from "#app/services/stored-day";

/**
 * Rewards whose last day to claim has passed count as given up (医保办发〔2022〕22号). One transaction each, so that one that fails
 * holds up no other; the first failure is thrown when all were tried. @returns how many
 */
export async function lapseClaims(
  deps: Deps,
  onFailure?: OnFailure,
): Promise<{ readonly lapsed: number }> {
  const today = deps.clock.today();
  const lapsed = await eachApart({
    page: (after, take) =>
      deps.db.reward.findMany({
        where: {
          id: { gt: after },
          state: "NOTIFIED",
          claimDueDay: { lt: dayToStore(today) },
        },
        orderBy: { id: "asc" },
        take,
        select: { id: true },
      }),
    work: (id) => lapseOne(deps, id),
    onFailure,
  });
  return { lapsed };
}

async function lapseOne(deps: Deps, rewardId: string): Promise<boolean> {
  const day = deps.clock.today();
  return inTransaction(deps, async (tx) => {
    const locked = await lockReward(tx, rewardId);
    const { reward } = locked;
    // claimed since the list was made
    if (reward.state !== "NOTIFIED" || !isLate(reward.claimBy, day))
      return false;
    await tx.reward.update({
      where: { id: rewardId },
      data: { state: "LAPSED", version: { increment: 1 } },
      select: { id: true },
    });
    await writeTimeline(tx, locked.tipId, { code: "LAPSED", day });
    await appendLog(tx, {
      kind: "REWARD_LAPSED",
      day,
      leadId: locked.leadId,
      officeId: locked.lead.officeId,
      data: { rewardId },
    });
    await postLedger(tx, lapseReward(ledgerEntryOf(locked, day)));
    return true;
  });
}
