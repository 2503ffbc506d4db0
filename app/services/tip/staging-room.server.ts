import { CodedError } from "#app/domain/shared/coded-error";
import {
  MOST_STAGED_BYTES_A_DAY,
  MOST_STAGED_FILES_A_DAY,
} from "#app/domain/tip/limits";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";

/**
 * Bounds what waits unsent, day by day: a flood fills neither the disk nor the days after it. Of uploads under way counts what
 * has arrived, not what was promised: a promise costs its sender nothing.
 * @param ofThese files of the caller that are counted already
 * @param coming bytes that are to be kept next
 * @throws CodedError STAGING_FULL
 */
export async function requireStagingRoom(
  deps: Deps,
  {
    ofThese = 0,
    coming = 0,
  }: { readonly ofThese?: number; readonly coming?: number } = {},
): Promise<void> {
  const today = dayToStore(deps.clock.today());
  const staged = await deps.db.stagedFile.aggregate({
    where: { stagedDay: today },
    _count: true,
    _sum: { sealedBytes: true },
  });
  const arriving = await deps.db.upload.aggregate({
    where: { startedDay: today, storageKey: null, offset: { gt: 0 } },
    _count: true,
    _sum: { offset: true },
  });
  const bytes =
    Number(staged._sum.sealedBytes ?? 0n) + Number(arriving._sum.offset ?? 0n);
  if (
    staged._count + arriving._count - ofThese >= MOST_STAGED_FILES_A_DAY ||
    bytes + coming >= MOST_STAGED_BYTES_A_DAY
  )
    throw new CodedError("STAGING_FULL");
}
