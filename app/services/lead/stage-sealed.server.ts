import { createHash } from "node:crypto";
import { utf8Bytes } from "#app/crypto/encoding";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_STAFF_SEALED_BYTES } from "#app/domain/tip/limits";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps, Transaction } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";

/** Every age file begins so (age-encryption.org/v1, "Header"). */
const AGE_MARK = utf8Bytes("age-encryption.org/v1\n");

export type StagedSealed = {
  readonly storageKey: string;
  readonly sealedBytes: number;
  /** base64url SHA-256 of the age file */
  readonly sealedHash: string;
};

/**
 * Stores a file that the office's browser sealed. The row comes before the object and keeps it in sight of the purge until
 * `takeSealed` makes it part of a lead. What does not begin like an age file is refused: nothing plain gets into the store by
 * a fault of a page.
 * @throws CodedError STAFF_FILE_TOO_LARGE | NOT_SEALED; a failure of the stream rises as it is
 */
export async function stageSealed(
  deps: Deps,
  stream: ReadableStream<Uint8Array>,
): Promise<StagedSealed> {
  const storageKey = newRandomId();
  const hash = createHash("sha256");
  let sealedBytes = 0;
  await deps.db.stagedFile.create({
    data: {
      storageKey,
      sealedBytes: 1,
      stagedDay: dayToStore(deps.clock.today()),
      side: "STAFF",
    },
    select: { storageKey: true },
  });
  try {
    await deps.storage.put(
      storageKey,
      stream.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            requireMark(chunk, sealedBytes);
            sealedBytes += chunk.length;
            if (sealedBytes > MOST_STAFF_SEALED_BYTES)
              throw new CodedError("STAFF_FILE_TOO_LARGE");
            hash.update(chunk);
            controller.enqueue(chunk);
          },
        }),
      ),
    );
    if (sealedBytes <= AGE_MARK.length) throw new CodedError("NOT_SEALED");
    await deps.db.stagedFile.update({
      where: { storageKey },
      data: { sealedBytes },
      select: { storageKey: true },
    });
    return { storageKey, sealedBytes, sealedHash: hash.digest("base64url") };
  } catch (error) {
    // object first: as long as the row is there, the purge finds what is left
    await deps.storage.delete(storageKey);
    await deps.db.stagedFile.deleteMany({ where: { storageKey } });
    throw error;
  }
}

function requireMark(chunk: Uint8Array, offset: number): void {
  const end = Math.min(AGE_MARK.length, offset + chunk.length);
  for (let at = offset; at < end; at++)
    if (chunk[at - offset] !== AGE_MARK[at]) throw new CodedError("NOT_SEALED");
}

/**
 * The staged file becomes part of a lead in the transaction that says so: one file never belongs to two.
 * @returns bytes of the sealed file @throws CodedError STAGED_FILE_GONE
 */
export async function takeSealed(
  tx: Transaction,
  storageKey: string,
): Promise<bigint> {
  const row = await tx.stagedFile.findUnique({
    where: { storageKey },
    select: { sealedBytes: true },
  });
  const { count } = await tx.stagedFile.deleteMany({ where: { storageKey } });
  if (!row || count !== 1) throw new CodedError("STAGED_FILE_GONE");
  return row.sealedBytes;
}
