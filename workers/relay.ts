import { jobNames, type JobName } from "#app/jobs/catalog";
import type { Deps } from "#app/services/ports";

export type RelayedJob = {
  readonly id: string;
  readonly job: JobName;
  readonly payload: unknown;
};

const BATCH = 100;

/**
 * Moves what is due from the outbox to the queue, with the row's id as job id. The row goes only when the queue has confirmed
 * the job: killed in between, the row is relayed once more under the same id, and handlers look whether work is still due.
 * Several workers may relay at once; each skips rows that another holds. Rows of a job this release does not know stay.
 * @returns how many were moved; a full batch means that more may be due
 */
export async function relayOutbox(
  deps: Pick<Deps, "db" | "clock">,
  add: (jobs: readonly RelayedJob[]) => Promise<void>,
): Promise<{ readonly moved: number; readonly more: boolean }> {
  return deps.db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<RelayedJob[]>`
      SELECT id::text AS id, job, payload FROM outbox
      WHERE available_at <= ${deps.clock.now()} AND job = ANY(${jobNames})
      ORDER BY available_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    if (rows.length === 0) return { moved: 0, more: false };
    await add(rows);
    await tx.outboxRow.deleteMany({
      where: { id: { in: rows.map(({ id }) => id) } },
    });
    return { moved: rows.length, more: rows.length === BATCH };
  });
}
