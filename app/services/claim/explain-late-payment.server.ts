import { requireDelay } from "#app/domain/lead/time-limits";
import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { requireVisible } from "#app/services/lead/load-lead.server";
import {
  limitFactsOf,
  noteMissed,
  recordReason,
} from "#app/services/lead/time-limits.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { appendLog } from "#app/services/log/append-log.server";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { lockReward } from "#app/services/reward/load-reward.server";

/**
 * The reason finance gives for a payment that is late. It goes to the tipster and to the level above; nothing of the lead
 * comes back to finance.
 * @throws CodedError NOT_FOUND, NOT_PERMITTED, NOT_LATE, CODE_UNKNOWN, REASON_GIVEN
 */
export async function explainLatePayment(
  deps: Deps,
  actor: StaffActor,
  {
    claimId,
    reasonCode,
  }: { readonly claimId: string; readonly reasonCode: string },
): Promise<void> {
  if (!isId(claimId)) throw new CodedError("NOT_FOUND");
  await inTransaction(deps, async (tx) => {
    const claim = await tx.claim.findUnique({
      where: { id: claimId },
      select: { rewardId: true, financeOfficeId: true },
    });
    requireVisible(actor, "finance.read", claim?.financeOfficeId);
    if (!may(actor, "finance.change", claim.financeOfficeId))
      throw new CodedError("NOT_PERMITTED");
    const { leadId, tipId } = await lockReward(tx, claim.rewardId);
    const { row } = await noteMissed(tx, deps, leadId);
    const stage = "PAY";
    const { dueDay } = requireDelay(
      { stage, reasonCode },
      limitFactsOf(deps, row),
    );
    const day = deps.clock.today();
    const { personId } = actor;
    await recordReason(tx, {
      leadId,
      stage,
      dueDay,
      reasonCode,
      day,
      personId,
    });
    await writeTimeline(tx, tipId, {
      code: "DELAY_EXPLAINED",
      values: { stage, delayReason: reasonCode },
      day,
    });
    await appendLog(tx, {
      kind: "DELAY_EXPLAINED",
      day,
      at: deps.clock.now(),
      leadId,
      officeId: claim.financeOfficeId,
      personId,
      data: { stage, dueDay, reasonCode },
    });
  });
}
