import { toBase64Url } from "#app/crypto/encoding";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Day } from "#app/domain/shared/day";
import { newRandomId } from "#app/services/new-id.server";
import type { Transaction } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";

/** A file that `stageFile` stored; its name lies inside the seal and in the tipster's own ticket. */
export type StagedRef = {
  readonly storageKey: string;
  readonly sealedBytes: number;
};

export type StatedFile = StagedRef & {
  /** base64url SHA-256 of the age file as its sender says, for the log */
  readonly sealedHash?: string | undefined;
  /** mark under which the same file of the same form is never taken again */
  readonly onceHash?: Uint8Array;
};

/**
 * Makes staged files files of the tip. The row of a staged file goes in the same transaction: one file never belongs to two tips.
 * The hash that is said of a file is that of the stored bytes: whoever uploads one file and names the hash of another would have
 * an entry of the log by which the office exchanged it.
 * @throws CodedError STAGED_FILE_GONE when one was purged or taken already, or was never hashed | UPLOAD_NOT_AS_SEALED
 *   {sealedHash}, as stated
 */
export async function takeStagedFiles(
  tx: Transaction,
  staged: readonly StatedFile[],
  { tipId, day }: { readonly tipId: string; readonly day: Day },
): Promise<void> {
  if (staged.length === 0) return;
  const keys = [...new Set(staged.map(({ storageKey }) => storageKey))];
  const rows = await tx.stagedFile.findMany({
    where: { storageKey: { in: keys } },
    select: { storageKey: true, sealedBytes: true, sealedHash: true },
  });
  requireStatedHashes(staged, rows);
  const bytes = new Map(rows.map((row) => [row.storageKey, row.sealedBytes]));
  const { count } = await tx.stagedFile.deleteMany({
    where: { storageKey: { in: keys } },
  });
  if (count !== keys.length || rows.length !== keys.length)
    throw new CodedError("STAGED_FILE_GONE");
  const marks = new Map(
    staged.map(({ storageKey, onceHash }) => [storageKey, onceHash]),
  );
  // one by one: `position` keeps the order in which the tipster chose them
  for (const storageKey of keys)
    await tx.sealedFile.create({
      data: {
        id: newRandomId(),
        tipId,
        storageKey,
        sealedBytes: bytes.get(storageKey)!,
        side: "TIPSTER",
        receivedDay: dayToStore(day),
        onceHash: storedOrNull(marks.get(storageKey)),
      },
      select: { id: true },
    });
}

function requireStatedHashes(
  staged: readonly StatedFile[],
  rows: readonly {
    readonly storageKey: string;
    readonly sealedHash: Uint8Array | null;
  }[],
): void {
  const stored = new Map(rows.map((row) => [row.storageKey, row.sealedHash]));
  for (const { storageKey, sealedHash } of staged) {
    if (sealedHash === undefined) continue;
    const hash = stored.get(storageKey);
    if (!hash) throw new CodedError("STAGED_FILE_GONE");
    if (toBase64Url(hash) !== sealedHash)
      throw new CodedError("UPLOAD_NOT_AS_SEALED", { values: { sealedHash } });
  }
}

function storedOrNull(hash: Uint8Array | undefined) {
  return hash ? bytesToStore(hash) : null;
}
