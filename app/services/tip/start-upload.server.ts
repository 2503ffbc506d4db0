import { isSealedFileLength, sealedFileBytes } from "#app/crypto/sealed-length";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_EMPTY_UPLOADS, MOST_FILE_BYTES } from "#app/domain/tip/limits";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { requireStagingRoom } from "./staging-room.server";

/**
 * A new upload of an age file, sealed in the tipster's browser.
 * @returns its id, which is the only right anybody has to it
 * @throws CodedError UPLOAD_LENGTH_WRONG when no sealed file is so long | FILE_TOO_LARGE {megabytes} | STAGING_FULL
 */
export async function startUpload(
  deps: Deps,
  { sealedBytes }: { readonly sealedBytes: number },
): Promise<{ readonly uploadId: string }> {
  if (sealedBytes > sealedFileBytes(MOST_FILE_BYTES))
    throw new CodedError("FILE_TOO_LARGE", {
      values: { megabytes: Math.floor(MOST_FILE_BYTES / 1_000_000) },
    });
  if (!isSealedFileLength(sealedBytes))
    throw new CodedError("UPLOAD_LENGTH_WRONG");
  await requireStagingRoom(deps);
  await makePlace(deps);
  const uploadId = newRandomId();
  await deps.db.upload.create({
    data: {
      id: uploadId,
      sealedBytes,
      startedDay: dayToStore(deps.clock.today()),
    },
    select: { id: true },
  });
  return { uploadId };
}

/**
 * Against whoever opens uploads by the thousand and sends nothing: above the limit any empty one makes place, chosen by lot.
 * An honest one is empty for a moment only, and its page begins again if it was hit.
 */
async function makePlace(deps: Deps): Promise<void> {
  const empty = await deps.db.upload.count({ where: { offset: 0 } });
  const over = empty + 1 - MOST_EMPTY_UPLOADS;
  if (over > 0)
    await deps.db.$executeRaw`
      DELETE FROM upload WHERE id IN (
        SELECT u.id FROM upload u
        WHERE u."offset" = 0 AND NOT EXISTS (SELECT 1 FROM upload_part p WHERE p.upload_id = u.id)
        ORDER BY random() LIMIT ${over})`;
}
