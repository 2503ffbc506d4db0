import { FILE_BEGINNING_BYTES } from "#app/crypto/sealed-sizes";
import { BEGINNINGS_A_PAGE } from "#app/domain/tip/limits";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";

/**
 * The first bytes of four files of an inbox, the newest first, where their names lie sealed. Four together and never one that is
 * named: which file somebody looks at is told to nobody. Unknown inboxes and missing objects: none.
 * @param page from 0
 */
export async function readFileBeginnings(
  deps: Deps,
  { idHash, page }: { readonly idHash: Uint8Array; readonly page: number },
): Promise<
  readonly { readonly fileId: string; readonly beginning: Uint8Array }[]
> {
  const files = await deps.db.sealedFile.findMany({
    where: { tip: { inboxIdHash: bytesToStore(idHash) } },
    orderBy: { position: "desc" },
    skip: page * BEGINNINGS_A_PAGE,
    take: BEGINNINGS_A_PAGE,
    select: { id: true, storageKey: true },
  });
  return Promise.all(
    files.map(async ({ id, storageKey }) => ({
      fileId: id,
      beginning: (await beginningOf(deps, storageKey)) ?? new Uint8Array(0),
    })),
  );
}

/** At most `FILE_BEGINNING_BYTES`; the rest of the object is not fetched. null when it is not there or does not come. */
export async function beginningOf(
  deps: Pick<Deps, "storage">,
  storageKey: string,
): Promise<Uint8Array | null> {
  try {
    const stream = await deps.storage.get(storageKey);
    if (!stream) return null;
    const bytes = new Uint8Array(FILE_BEGINNING_BYTES);
    const reader = stream.getReader();
    let length = 0;
    while (length < bytes.length) {
      const { done, value } = await reader.read();
      if (done) return bytes.subarray(0, length);
      const taken = value.subarray(0, bytes.length - length);
      bytes.set(taken, length);
      length += taken.length;
    }
    await reader.cancel();
    return bytes;
  } catch {
    return null;
  }
}
