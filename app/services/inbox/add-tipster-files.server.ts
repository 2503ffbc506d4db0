import { createHash } from "node:crypto";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_FILES, MOST_FILES_IN_ALL } from "#app/domain/tip/limits";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import {
  takeStagedFiles,
  type StagedRef,
} from "#app/services/tip/take-staged-files.server";
import type { FoundInbox } from "./find-inbox.server";

/** `once`: the form's random token with the place, name and size of the file in it; without it the file is always another one. */
export type AddedFile = StagedRef & {
  readonly once?: string;
  /** base64url SHA-256 of the age file, for the log: no list inside a seal names files that come later */
  readonly sealedHash: string;
};

/**
 * Files of a form that was sent before are left alone (and purged); whatever comes from another form is kept, even under the
 * same name and of the same size.
 * @returns the storage keys that were added
 * @throws CodedError TOO_MANY_FILES | STAGED_FILE_GONE | UPLOAD_NOT_AS_SEALED {sealedHash}
 */
export async function addTipsterFiles(
  deps: Deps,
  inbox: FoundInbox,
  { staged }: { readonly staged: readonly AddedFile[] },
): Promise<{ readonly added: readonly string[] }> {
  if (staged.length === 0) return { added: [] };
  if (staged.length > MOST_FILES)
    throw new CodedError("TOO_MANY_FILES", { values: { most: MOST_FILES } });
  const day = deps.clock.today();
  const marked = staged.map(({ once, ...file }) => ({
    ...file,
    ...(once !== undefined && { onceHash: hashOf(inbox.id, once) }),
  }));
  return inTransaction(deps, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM tip WHERE id = ${inbox.id}::uuid FOR UPDATE`;
    const before = await tx.sealedFile.findMany({
      where: {
        onceHash: {
          in: marked.flatMap(({ onceHash }) =>
            onceHash ? [bytesToStore(onceHash)] : [],
          ),
        },
      },
      select: { onceHash: true },
    });
    const taken = before.map(({ onceHash }) => hex(onceHash!));
    const fresh = marked.filter(
      ({ onceHash }) => !onceHash || !taken.includes(hex(onceHash)),
    );
    if (fresh.length === 0) return { added: [] };
    const there = await tx.sealedFile.count({ where: { tipId: inbox.id } });
    if (there + fresh.length > MOST_FILES_IN_ALL)
      throw new CodedError("TOO_MANY_FILES", {
        values: { most: MOST_FILES_IN_ALL },
      });
    await takeStagedFiles(tx, fresh, { tipId: inbox.id, day });
    await appendLog(tx, {
      kind: "TIPSTER_FILES_ADDED",
      day,
      leadId: inbox.leadId,
      officeId: inbox.lead.officeId,
      data: {
        files: fresh.length,
        fileHashes: fresh.map(({ sealedHash }) => sealedHash),
      },
    });
    return { added: fresh.map(({ storageKey }) => storageKey) };
  });
}

/** Bound to the inbox: one form's token never silences another inbox. */
function hashOf(tipId: string, once: string): Uint8Array {
  return createHash("sha256").update(`${tipId} file ${once}`).digest();
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
