import { CodedError } from "#app/domain/shared/coded-error";
import { LEAST_UPLOAD_PART_BYTES } from "#app/domain/tip/limits";
import { inTransaction } from "#app/services/in-transaction.server";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { requireStagingRoom } from "./staging-room.server";

/**
 * Keeps one request's bytes as an object of its own: any web process can take the next ones, and nothing is ever appended
 * to, which an object store could not do. The stream ends where the connection broke; what came until then counts.
 * @returns how far the upload is now
 * @throws CodedError UPLOAD_GONE | UPLOAD_OFFSET_WRONG when it is elsewhere, also since a moment ago | UPLOAD_LENGTH_WRONG |
 *   STAGING_FULL
 */
export async function receiveUploadPart(
  deps: Deps,
  uploadId: string,
  {
    start,
    stream,
  }: { readonly start: number; readonly stream: ReadableStream<Uint8Array> },
): Promise<number> {
  const upload = await deps.db.upload.findUnique({ where: { id: uploadId } });
  if (!upload) throw new CodedError("UPLOAD_GONE");
  if (Number(upload.offset) !== start)
    throw new CodedError("UPLOAD_OFFSET_WRONG");
  await requireStagingRoom(deps, { ofThese: start > 0 ? 1 : 0 });
  const storageKey = newRandomId();
  const begun = await deps.db.$executeRaw`
    INSERT INTO upload_part (storage_key, upload_id, start)
    SELECT ${storageKey}, id, ${start} FROM upload WHERE id = ${uploadId} FOR KEY SHARE`;
  if (begun !== 1) throw new CodedError("UPLOAD_GONE");
  try {
    const { bytes } = await deps.storage.put(storageKey, stream);
    const end = start + bytes;
    if (end > upload.sealedBytes) throw new CodedError("UPLOAD_LENGTH_WRONG");
    // crumbs would make a file of a gigabyte out of a thousand million objects
    if (bytes < LEAST_UPLOAD_PART_BYTES && end < upload.sealedBytes) {
      await dropPart(deps, storageKey);
      return start;
    }
    // many at the same instant all passed the first look
    await requireStagingRoom(deps, {
      ofThese: start > 0 ? 1 : 0,
      coming: bytes,
    });
    await inTransaction(deps, async (tx) => {
      // a request whose connection hangs may end after the page has gone on with another
      const { count } = await tx.upload.updateMany({
        where: { id: uploadId, offset: start },
        data: { offset: end },
      });
      if (count !== 1) throw new CodedError("UPLOAD_OFFSET_WRONG");
      await tx.uploadPart.update({
        where: { storageKey },
        data: { bytes },
        select: { storageKey: true },
      });
    });
    return end;
  } catch (error) {
    await dropPart(deps, storageKey);
    throw error;
  }
}

/** Object first: as long as the row is there, the purge finds what is left. */
export async function dropPart(deps: Deps, storageKey: string): Promise<void> {
  await deps.storage.delete(storageKey);
  await deps.db.uploadPart.deleteMany({ where: { storageKey } });
}
