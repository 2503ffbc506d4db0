import { CodedError } from "#app/domain/shared/coded-error";
import { LEAST_UPLOAD_PART_BYTES } from "#app/domain/tip/limits";
import { inTransaction } from "#app/services/in-transaction.server";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { requireStagingRoom, whileComing } from "./staging-room.server";
import { dropPart } from "./upload-objects.server";

type Running = {
  readonly giveUp: AbortController;
  readonly ended: Promise<unknown>;
};

/** What each upload is receiving, in this process. */
const running = new Map<string, Running>();

/**
 * Receives the next part of an upload, one at a time in a process: many at the same place would all be written before one of
 * them counts. The newest gets the turn, since the one before may hang on a connection its page has lost long ago.
 * @throws CodedError as `keepPart`; UPLOAD_OFFSET_WRONG also to the one that had to give up its turn
 */
export async function receiveUploadPart(
  deps: Deps,
  uploadId: string,
  part: Part,
): Promise<number> {
  const before = running.get(uploadId);
  const giveUp = new AbortController();
  before?.giveUp.abort(new CodedError("UPLOAD_OFFSET_WRONG"));
  const work = (async () => {
    await before?.ended;
    giveUp.signal.throwIfAborted();
    return keepPart(deps, uploadId, { ...part, giveUp: giveUp.signal });
  })();
  const mine = { giveUp, ended: work.catch(() => {}) };
  running.set(uploadId, mine);
  try {
    return await work;
  } finally {
    if (running.get(uploadId) === mine) running.delete(uploadId);
  }
}

type Part = {
  readonly start: number;
  readonly stream: ReadableStream<Uint8Array>;
};

/**
 * Keeps one request's bytes as an object of its own: any web process can take the next ones, and nothing is ever appended
 * to, which an object store could not do. The stream ends where the connection broke; what came until then counts.
 * @returns how far the upload is now
 * @throws CodedError UPLOAD_GONE | UPLOAD_OFFSET_WRONG when it is elsewhere, also since a moment ago | UPLOAD_LENGTH_WRONG |
 *   STAGING_FULL
 */
async function keepPart(
  deps: Deps,
  uploadId: string,
  { start, stream, giveUp }: Part & { readonly giveUp: AbortSignal },
): Promise<number> {
  const upload = await deps.db.upload.findUnique({ where: { id: uploadId } });
  if (!upload) throw new CodedError("UPLOAD_GONE");
  if (Number(upload.offset) !== start)
    throw new CodedError("UPLOAD_OFFSET_WRONG");
  await requireStagingRoom(deps);
  const storageKey = newRandomId();
  const begun = await deps.db.$executeRaw`
    INSERT INTO upload_part (storage_key, upload_id, start)
    SELECT ${storageKey}, id, ${start} FROM upload WHERE id = ${uploadId} FOR KEY SHARE`;
  if (begun !== 1) throw new CodedError("UPLOAD_GONE");
  try {
    return await whileComing(deps, { stream, giveUp }, async (counted) => {
      const { bytes } = await deps.storage.put(storageKey, counted);
      const end = start + bytes;
      if (end > upload.sealedBytes) throw new CodedError("UPLOAD_LENGTH_WRONG");
      // crumbs would make a file of a gigabyte out of a thousand million objects
      if (bytes < LEAST_UPLOAD_PART_BYTES && end < upload.sealedBytes) {
        await dropPart(deps, storageKey);
        return start;
      }
      // many at the same instant all passed the first look
      await requireStagingRoom(deps);
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
    });
  } catch (error) {
    await dropPart(deps, storageKey);
    giveUp.throwIfAborted();
    throw error;
  }
}
