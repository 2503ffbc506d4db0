import { toBase64Url } from "#app/crypto/encoding";
import type { AgeRecipient } from "#app/crypto/identity";
import { sealFileStream } from "#app/crypto/sealed-file";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_FILE_BYTES } from "#app/domain/tip/limits";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";
import { requireStagingRoom, whileComing } from "./staging-room.server";
import type { StagedRef } from "./take-staged-files.server";

/**
 * Seals a file while it comes in and stores the sealed bytes; the plain ones touch no disk. Until a tip takes it, it is
 * staged and purged after two days. The row comes before the object: an object without a row would never be purged.
 * @throws CodedError FILE_TOO_LARGE {gigabytes} | FILE_NAME_TOO_LONG | FILE_TYPE_TOO_LONG | STAGING_FULL; a failure of the stream rises as it is
 */
export async function stageFile(
  deps: Deps,
  input: {
    readonly stream: ReadableStream<Uint8Array>;
    readonly name: string;
    readonly type: string;
    readonly threadRecipient: AgeRecipient;
  },
): Promise<StagedRef & { readonly sealedHash: string }> {
  const { stream, name, type, threadRecipient } = input;
  await requireStagingRoom(deps);
  const sealed = await sealFileStream(
    stream.pipeThrough(atMost(MOST_FILE_BYTES)),
    { name, type },
    [threadRecipient],
  );
  const storageKey = newRandomId();
  await deps.db.stagedFile.create({
    data: {
      storageKey,
      sealedBytes: 1,
      stagedDay: dayToStore(deps.clock.today()),
    },
    select: { storageKey: true },
  });
  try {
    return await whileComing(deps, sealed, async (counted) => {
      await deps.storage.put(storageKey, counted);
      const { sealedBytes, sealedSha256 } = await sealed.done;
      // many at the same instant all passed the first look
      await requireStagingRoom(deps);
      await deps.db.stagedFile.update({
        where: { storageKey },
        data: { sealedBytes, sealedHash: bytesToStore(sealedSha256) },
        select: { storageKey: true },
      });
      return { storageKey, sealedBytes, sealedHash: toBase64Url(sealedSha256) };
    });
  } catch (error) {
    await unstage(deps, storageKey);
    throw error;
  }
}

/** Object first: as long as the row is there, the purge finds what is left. */
async function unstage(deps: Deps, storageKey: string): Promise<void> {
  await deps.storage.delete(storageKey);
  await deps.db.stagedFile.deleteMany({ where: { storageKey } });
}

function atMost(limit: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > limit)
        throw new CodedError("FILE_TOO_LARGE", {
          values: { gigabytes: limit / 1024 ** 3 },
        });
      controller.enqueue(chunk);
    },
  });
}
