import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { finishUpload } from "./finish-upload.server";
import type { StagedRef } from "./take-staged-files.server";

/**
 * The staged files of finished uploads, in the same order. To be called before the transaction that takes them
 * (`takeStagedFiles`): an upload whose last answer got lost is finished here first, which reads and writes the whole file.
 * The same ids give the same files again, also when a tip has them already.
 * @throws CodedError STAGED_FILE_GONE for an upload that is unknown, ended or purged | UPLOAD_NOT_COMPLETE
 */
export async function takeUploads(
  deps: Deps,
  uploadIds: readonly string[],
): Promise<readonly StagedRef[]> {
  const staged: StagedRef[] = [];
  for (const uploadId of uploadIds) {
    if (!isId(uploadId)) throw new CodedError("STAGED_FILE_GONE");
    try {
      staged.push(await finishUpload(deps, uploadId));
    } catch (error) {
      if (isCodedError(error) && error.code === "UPLOAD_GONE")
        throw new CodedError("STAGED_FILE_GONE");
      throw error;
    }
  }
  return staged;
}
