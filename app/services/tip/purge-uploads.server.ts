import { addDays } from "#app/domain/shared/day";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { endUpload } from "./end-upload.server";

/** whole days after the day of the first byte; what was finished of it is purged as a staged file */
const KEPT_DAYS = 2;
const BATCH = 500;

/**
 * Deletes uploads nobody went on with, and forgets which upload became which file. One that cannot be deleted does not keep
 * the others.
 * @returns how many
 * @throws the first failure of the store, after everything else was tried
 */
export async function purgeUploads(
  deps: Deps,
): Promise<{ readonly purged: number }> {
  const before = dayToStore(addDays(deps.clock.today(), -KEPT_DAYS));
  const failures: unknown[] = [];
  let purged = 0;
  for (let after = ""; ;) {
    const old = await deps.db.upload.findMany({
      where: { startedDay: { lt: before }, id: { gt: after } },
      orderBy: { id: "asc" },
      select: { id: true },
      take: BATCH,
    });
    for (const { id } of old)
      try {
        await endUpload(deps, id, { keepStaged: true });
        purged += 1;
      } catch (error) {
        failures.push(error);
      }
    if (old.length < BATCH) break;
    after = old.at(-1)!.id;
  }
  if (failures.length > 0) throw failures[0];
  return { purged };
}
