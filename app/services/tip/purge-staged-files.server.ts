import { addDays } from "#app/domain/shared/day";
import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";

/** whole days after the day of the upload */
const KEPT_DAYS = 2;
const BATCH = 500;

/**
 * Deletes files that were staged and never sent, all of them. One that cannot be deleted does not keep the others.
 * @returns how many
 * @throws the first failure of the store, after everything else was tried
 */
export async function purgeStagedFiles(
  deps: Deps,
): Promise<{ readonly purged: number }> {
  const before = dayToStore(addDays(deps.clock.today(), -KEPT_DAYS));
  const failures: unknown[] = [];
  let purged = 0;
  for (let after = ""; ;) {
    const old = await deps.db.stagedFile.findMany({
      where: { stagedDay: { lt: before }, storageKey: { gt: after } },
      orderBy: { storageKey: "asc" },
      select: { storageKey: true },
      take: BATCH,
    });
    for (const { storageKey } of old)
      try {
        if (await purge(deps, storageKey)) purged += 1;
      } catch (error) {
        failures.push(error);
      }
    if (old.length < BATCH) break;
    after = old.at(-1)!.storageKey;
  }
  if (failures.length > 0) throw failures[0];
  return { purged };
}

/**
 * The object goes while the row is held: a tip that wants the file at this moment had it before, or is refused; after a crash
 * in between the row is still there and the next purge finishes.
 */
function purge(deps: Deps, storageKey: string): Promise<boolean> {
  return inTransaction(deps, async (tx) => {
    const held = await tx.$queryRaw<
      unknown[]
    >`SELECT 1 FROM staged_file WHERE storage_key = ${storageKey} FOR UPDATE SKIP LOCKED`;
    if (held.length === 0) return false;
    await deps.storage.delete(storageKey);
    await tx.stagedFile.delete({
      where: { storageKey },
      select: { storageKey: true },
    });
    return true;
  });
}
