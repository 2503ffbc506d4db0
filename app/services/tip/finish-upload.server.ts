import { createHash, type Hash } from "node:crypto";
import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps, SealedStorage } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";
import { dropPart, finishedKey } from "./upload-objects.server";
import type { StagedRef } from "./take-staged-files.server";

/** In this process; of two in different ones both write the same bytes under the same key, and one row counts. */
const underWay = new Map<string, Promise<StagedRef>>();

/**
 * Makes one staged file of the parts, hashed on the way, and deletes them. May be called again at any time, also after a crash
 * anywhere in it.
 * @throws CodedError UPLOAD_GONE | UPLOAD_NOT_COMPLETE
 */
export function finishUpload(deps: Deps, uploadId: string): Promise<StagedRef> {
  const running = underWay.get(uploadId);
  if (running) return running;
  const work = finish(deps, uploadId).finally(() => underWay.delete(uploadId));
  underWay.set(uploadId, work);
  return work;
}

async function finish(deps: Deps, uploadId: string): Promise<StagedRef> {
  const upload = await deps.db.upload.findUnique({
    where: { id: uploadId },
    include: { parts: { orderBy: { start: "asc" } } },
  });
  if (!upload) throw new CodedError("UPLOAD_GONE");
  if (upload.offset !== upload.sealedBytes)
    throw new CodedError("UPLOAD_NOT_COMPLETE");
  const sealedBytes = Number(upload.sealedBytes);
  if (upload.storageKey !== null) {
    for (const part of upload.parts) await dropPart(deps, part.storageKey);
    return { storageKey: upload.storageKey, sealedBytes };
  }
  const parts = upload.parts.filter(({ bytes }) => bytes > 0n);
  const [only] = parts;
  const storageKey =
    parts.length === 1 && only ? only.storageKey : finishedKey(uploadId);
  // here and not as parts come in: they may come to several processes, and only this pass sees every byte in order
  const hash = createHash("sha256");
  const whole = oneAfterTheOther(deps.storage, {
    keys: parts.map((part) => part.storageKey),
    hash,
  });
  try {
    const bytes =
      storageKey === only?.storageKey
        ? await lengthOf(whole)
        : (await deps.storage.put(storageKey, whole)).bytes;
    if (bytes !== sealedBytes) throw new Error("an upload lost a part");
    const sealedHash = bytesToStore(hash.digest());
    await inTransaction(deps, async (tx) => {
      const { count } = await tx.upload.updateMany({
        // one that was evicted meanwhile has nothing any more
        where: { id: uploadId, storageKey: null, offset: upload.sealedBytes },
        data: { storageKey },
      });
      if (count !== 1) throw new CodedError("UPLOAD_GONE");
      await tx.stagedFile.create({
        data: {
          storageKey,
          sealedBytes: upload.sealedBytes,
          sealedHash,
          stagedDay: dayToStore(deps.clock.today()),
        },
        select: { storageKey: true },
      });
      await tx.uploadPart.deleteMany({ where: { uploadId, storageKey } });
    });
  } catch (error) {
    // another process was faster, and has deleted the parts by now
    const now = await deps.db.upload.findUnique({ where: { id: uploadId } });
    if (now?.storageKey) return { storageKey: now.storageKey, sealedBytes };
    // ended meanwhile: nothing would ever purge what was put
    if (!now) await deps.storage.delete(finishedKey(uploadId));
    throw error;
  }
  for (const part of upload.parts)
    if (part.storageKey !== storageKey) await dropPart(deps, part.storageKey);
  return { storageKey, sealedBytes };
}

/** Reads to the end and keeps nothing. */
async function lengthOf(stream: ReadableStream<Uint8Array>): Promise<number> {
  let bytes = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes;
    bytes += value.byteLength;
  }
}

/** One piece in memory at a time; `hash` takes each before it goes on. */
function oneAfterTheOther(
  storage: SealedStorage,
  { keys, hash }: { readonly keys: readonly string[]; readonly hash: Hash },
): ReadableStream<Uint8Array> {
  let next = 0;
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  return new ReadableStream(
    {
      async pull(controller) {
        for (;;) {
          if (!reader) {
            const key = keys[next++];
            if (key === undefined) return controller.close();
            const part = await storage.get(key);
            if (!part) throw new Error("a part of an upload is missing");
            reader = part.getReader();
          }
          const { done, value } = await reader.read();
          if (!done) {
            hash.update(value);
            return controller.enqueue(value);
          }
          reader = null;
        }
      },
      cancel: async (reason) => void (await reader?.cancel(reason)),
    },
    { highWaterMark: 0 },
  );
}
