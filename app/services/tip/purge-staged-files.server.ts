import { addDays } from "#app/domain/shared/day";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";

const KEPT_DAYS = 2;

/** Deletes files that were staged and never sent. @returns how many */
export async function purgeStagedFiles(
  deps: Deps,
): Promise<{ readonly purged: number }> {
  const before = dayToStore(addDays(deps.clock.today(), -KEPT_DAYS));
  const old = await deps.db.stagedFile.findMany({
    where: { stagedDay: { lt: before } },
    select: { storageKey: true },
    take: 1_000,
  });
  let purged = 0;
  for (const { storageKey } of old) {
    // the row first: a tip that takes the file at this moment either has it before us, or is refused
    const { count } = await deps.db.stagedFile.deleteMany({
      where: { storageKey },
    });
    if (count === 0) continue;
    await deps.storage.delete(storageKey);
    purged += 1;
  }
  return { purged };
}
