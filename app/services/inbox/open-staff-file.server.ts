import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { openFileStream, type OpenedFile } from "#app/crypto/sealed-file";
import { CodedError } from "#app/domain/shared/coded-error";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import {
  findInboxOf,
  threadIdentity,
  type FoundInbox,
} from "./find-inbox.server";

/**
 * Sealed bytes of a file the office sent. The tipster's own files stay where they are: a device that is taken away with the inbox
 * open must not be made to give them back. Nothing is written.
 * @throws CodedError NOT_FOUND
 */
export async function readStaffFile(
  deps: Deps,
  inbox: FoundInbox,
  { fileId }: { readonly fileId: string },
): Promise<{
  readonly stream: ReadableStream<Uint8Array>;
  readonly bytes: number;
}> {
  const file = isId(fileId)
    ? await deps.db.sealedFile.findFirst({
        where: { id: fileId, tipId: inbox.id, side: "STAFF" },
        select: { storageKey: true, sealedBytes: true },
      })
    : null;
  const stream = file && (await deps.storage.get(file.storageKey));
  if (!stream) throw new CodedError("NOT_FOUND");
  return { stream, bytes: Number(file.sealedBytes) };
}

/**
 * The same without JavaScript: opened while it goes out, never whole in memory.
 * @throws CodedError INBOX_UNKNOWN | NOT_FOUND | SEAL_NOT_OPENED | SEAL_CONTENT_INVALID
 */
export async function openStaffFile(
  deps: Deps,
  seeds: InboxSeeds,
  { fileId }: { readonly fileId: string },
): Promise<OpenedFile> {
  const inbox = await findInboxOf(deps.db, seeds);
  const { stream } = await readStaffFile(deps, inbox, { fileId });
  return openFileStream(stream, await threadIdentity(inbox, seeds));
}
