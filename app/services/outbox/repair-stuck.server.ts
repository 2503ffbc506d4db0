import { createHash } from "node:crypto";
import { jobCatalog, type JobName } from "#app/jobs/catalog";
import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps } from "#app/services/ports";

const MOST_AT_ONCE = 200;
const AGAIN_AFTER_MILLIS = 10 * 60_000;

/**
 * Finds work that is due by the state of the records and promises it once more: against a queue that was emptied, restored
 * from an old backup, or gave a job up. Handlers look whether work is still due, so a second promise does no harm. The id
 * follows from the work and ten minutes of time: the queue takes a job of one id once, so that what cannot succeed does
 * not pile up.
 */
export async function repairStuck(
  deps: Deps,
): Promise<{ readonly repaired: number }> {
  return inTransaction(deps, async (tx) => {
    const find = { select: { id: true }, take: MOST_AT_ONCE } as const;
    const leads = await tx.lead.findMany({
      where: { state: "CLOSED", reward: null },
      ...find,
    });
    const rewards = await tx.reward.findMany({
      where: { state: "APPROVED" },
      ...find,
    });
    const claims = await tx.claim.findMany({
      where: { state: "SIGNED" },
      ...find,
    });
    const now = deps.clock.now();
    const rows = [
      ...leads.map(({ id }) => row("compute-reward", { leadId: id }, now)),
      ...rewards.map(({ id }) => row("notify-reward", { rewardId: id }, now)),
      ...claims.map(({ id }) => row("settle-payment", { claimId: id }, now)),
    ];
    const { count } = await tx.outboxRow.createMany({
      data: rows,
      skipDuplicates: true,
    });
    return { repaired: count };
  });
}

function row(job: JobName, payload: Record<string, string>, now: Date) {
  const turn = Math.floor(now.getTime() / AGAIN_AFTER_MILLIS);
  const hash = createHash("sha256")
    .update(JSON.stringify([job, payload, turn]))
    .digest("hex");
  return {
    id: hash.replace(
      /^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/,
      "$1-$2-8$3-8$4-$5",
    ),
    job,
    payload: jobCatalog[job].payload.parse(payload),
    availableAt: now,
  };
}
