import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps } from "#app/services/ports";
import { endUpload } from "./end-upload.server";

/**
 * Deletes a staged file, unless a tip is taking it at this moment. The object goes while the row is held; the upload it came
 * from is forgotten, so that its page does not take it for finished.
 * @returns whether it went
 */
export async function evictStaged(
  deps: Deps,
  storageKey: string,
): Promise<boolean> {
  const gone = await inTransaction(deps, async (tx) => {
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
  if (gone) await deps.db.upload.deleteMany({ where: { storageKey } });
  return gone;
}

/**
 * Deletes an upload under way. Its count goes back to nothing first: whoever makes one file of its parts at this moment either
 * was faster and keeps it, or finds that it is not complete.
 * @returns whether it went
 */
export async function evictUpload(
  deps: Deps,
  uploadId: string,
): Promise<boolean> {
  const emptied = await inTransaction(deps, async (tx) => {
    const { count } = await tx.upload.updateMany({
      where: { id: uploadId, storageKey: null, offset: { gt: 0 } },
      data: { offset: 0 },
    });
    if (count === 1)
      await tx.uploadPart.updateMany({
        where: { uploadId },
        data: { bytes: 0 },
      });
    return count === 1;
  });
  if (emptied) await endUpload(deps, uploadId);
  return emptied;
}
