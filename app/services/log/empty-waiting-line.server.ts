import type { Deps } from "#app/services/ports";

/**
 * Deleted rows stay in their pages until PostgreSQL finds it worth its while to clear them away: who copies the files reads there in
 * which order things came. So the line is cleared after each cut; with nothing in it its file is empty. Not inside a transaction.
 * @returns false when the file still holds something although nothing waits, as long as somebody may read an older state of it
 */
export async function emptyWaitingLine({
  db,
}: Pick<Deps, "db">): Promise<boolean> {
  await db.$executeRaw`VACUUM (INDEX_CLEANUP ON, TRUNCATE ON) log_pending`;
  const [row] = await db.$queryRaw<{ left: boolean }[]>`
    SELECT pg_relation_size('log_pending') > 0 AND NOT EXISTS (SELECT FROM log_pending) AS left`;
  return !row!.left;
}
