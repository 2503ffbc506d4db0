import { idOf } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";

/** Where the parts become one object. The same key every time: a repeat after a crash writes over what was left. */
export function finishedKey(uploadId: string): string {
  return idOf("finished upload", uploadId);
}

/** Object first: as long as the row is there, the purge finds what is left. */
export async function dropPart(deps: Deps, storageKey: string): Promise<void> {
  await deps.storage.delete(storageKey);
  await deps.db.uploadPart.deleteMany({ where: { storageKey } });
}
