import { jobCatalog, type JobName, type JobPayload } from "#app/jobs/catalog";
import { eachApart, type OnFailure } from "#app/services/each-apart.server";
import { idOf } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";

/**
 * Finds work that is due by the state of the records and promises it once more: against a queue that was emptied, restored
 * from an old backup, or gave a job up. Handlers look whether work is still due, so a second promise does no harm. The id
 * follows from the job and what it is about: the outbox holds a row of one id once, the queue takes a job of one id once
 * while the first waits, runs or lies dead, so that what cannot succeed does not pile up.
 */
export async function repairStuck(
  deps: Deps,
  onFailure?: OnFailure,
): Promise<{ readonly repaired: number }> {
  const { db } = deps;
  const byId = { orderBy: { id: "asc" }, select: { id: true } } as const;
  let repaired = 0;
  let first: { readonly error: unknown } | null = null;
  for (const part of [
    {
      page: (after: string, take: number) =>
        db.lead.findMany({
          where: { id: { gt: after }, state: "CLOSED", reward: null },
          ...byId,
          take,
        }),
      work: (leadId: string) => promise(deps, "compute-reward", { leadId }),
    },
    {
      page: (after: string, take: number) =>
        db.reward.findMany({
          where: { id: { gt: after }, state: "APPROVED" },
          ...byId,
          take,
        }),
      work: (rewardId: string) => promise(deps, "notify-reward", { rewardId }),
    },
    {
      page: (after: string, take: number) =>
        db.claim.findMany({
          where: { id: { gt: after }, state: "SIGNED" },
          ...byId,
          take,
        }),
      work: (claimId: string) => promise(deps, "settle-payment", { claimId }),
    },
  ])
    try {
      repaired += await eachApart({ ...part, onFailure });
    } catch (error) {
      first ??= { error };
    }
  if (first) throw first.error;
  return { repaired };
}

/** @returns false when the same promise waits in the outbox already */
async function promise<Name extends JobName>(
  deps: Deps,
  job: Name,
  payload: JobPayload<Name>,
): Promise<boolean> {
  const { count } = await deps.db.outboxRow.createMany({
    data: [
      {
        id: idOf(job, ...Object.values<string>(payload)),
        job,
        payload: jobCatalog[job].payload.parse(payload),
        availableAt: deps.clock.now(),
      },
    ],
    skipDuplicates: true,
  });
  return count > 0;
}
