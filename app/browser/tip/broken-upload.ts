import { CodedError, isCodedError } from "#app/domain/shared/coded-error";

export const BROKEN_UPLOAD = "UPLOAD_NOT_AS_SEALED";

/**
 * The portal has other bytes than were sealed: the file is taken out of what waits to be sent, and the page can begin it again.
 * @returns what to throw in place of `error`: of a broken upload with `fileId`, the page's own name for the file; else the same
 */
export async function toldOfFile(error: unknown): Promise<unknown> {
  if (!isCodedError(error) || error.code !== BROKEN_UPLOAD) return error;
  const { dropUploaded } = await import("./file-line");
  const fileId = dropUploaded(error.values["sealedHash"]);
  return new CodedError(BROKEN_UPLOAD, {
    field: "file",
    values: fileId === null ? {} : { fileId },
  });
}
