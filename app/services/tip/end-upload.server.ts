import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps } from "#app/services/ports";
import { dropPart, finishedKey } from "./upload-objects.server";

/**
 * Deletes an upload with everything that arrived of it. A file that a tip has taken belongs to the tip and stays. May be
 * called again: rows go after their objects.
 * @param keepStaged leave a finished file to the purge of staged files
 */
export async function endUpload(
  deps: Deps,
  uploadId: string,
  { keepStaged = false }: { readonly keepStaged?: boolean } = {},
): Promise<void> {
  const parts = await deps.db.uploadPart.findMany({
    where: { uploadId },
    select: { storageKey: true },
  });
  for (const { storageKey } of parts) await dropPart(deps, storageKey);
  const upload = await deps.db.upload.findUnique({ where: { id: uploadId } });
  if (!upload) return;
  if (upload.storageKey === null)
    await deps.storage.delete(finishedKey(uploadId));
  else if (!keepStaged) await unstage(deps, upload.storageKey);
  await deps.db.upload.deleteMany({ where: { id: uploadId } });
}

/** As the purge does: the object goes while the row is held, and a tip that is taking the file at this moment keeps it. */
function unstage(deps: Deps, storageKey: string): Promise<void> {
  return inTransaction(deps, async (tx) => {
    const held = await tx.$queryRaw<
      unknown[]
    >`SELECT 1 FROM staged_file WHERE storage_key = ${storageKey} FOR UPDATE SKIP LOCKED`;
    if (held.length === 0) return;
    await deps.storage.delete(storageKey);
    await tx.stagedFile.delete({
      where: { storageKey },
      select: { storageKey: true },
    });
  });
}
