import { decide } from "#app/domain/reward/reward";
import { inTransaction } from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { meetLimit, noteMissed } from "#app/services/lead/time-limits.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { lockReward } from "./load-reward.server";

/**
 * Puts the notice of an approved reward into the inbox and starts the claim clock. May run twice: only an approved reward is notified.
 * @throws CodedError NOT_FOUND
 */
export async function notifyReward(
  deps: Deps,
  { rewardId }: { readonly rewardId: string },
): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const locked = await lockReward(tx, rewardId);
    if (locked.reward.state !== "APPROVED") return;
    await noteMissed(tx, deps, locked.leadId);
    const day = deps.clock.today();
    const [event] = decide({ type: "NOTIFY" }, locked.reward, {
      actorId: "worker",
      today: day,
      calendar: deps.calendar,
      rule: null,
    });
    if (event?.type !== "RewardNotified") return;
    await tx.reward.update({
      where: { id: rewardId },
      data: {
        state: "NOTIFIED",
        noticeDay: dayToStore(event.noticeDay),
        claimDueDay: dayToStore(event.claimBy),
        version: { increment: 1 },
      },
      select: { id: true },
    });
    await meetLimit(tx, { leadId: locked.leadId, stage: "REWARD", day });
    await writeTimeline(tx, locked.tipId, { code: "REWARD_READY", day });
    await appendLog(tx, {
      kind: "REWARD_NOTIFIED",
      day,
      leadId: locked.leadId,
      officeId: locked.lead.officeId,
      data: { rewardId, claimDueDay: event.claimBy },
    });
  });
}
