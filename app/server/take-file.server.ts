import type { AgeRecipient } from "#app/crypto/identity";
import { isCodedError } from "#app/domain/shared/coded-error";
import { fileLimits } from "#app/forms/tip/evidence";
import type { PageError } from "#app/forms/tip/form-page";
import { withoutControls } from "#app/forms/tip/typed-text";
import { stageFile } from "#app/services/tip/stage-file.server";
import type { Deps } from "#app/services/ports";
import { describeError, logEvent } from "./event-log.server";
import type { IncomingFile } from "./multipart.server";

/** Files, what is typed beside them, and room for the refused ones: beyond it the connection is given up. */
export const MAX_UPLOAD_BYTES = 2 * fileLimits.bytesTogether;

/** A file sealed to a thread key and stored, but not yet part of any tip. */
export type StagedFile = {
  readonly storageKey: string;
  readonly sealedBytes: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** base64url SHA-256 of the age file */
  readonly sealedHash: string;
  readonly variant: "CLEANED" | "ORIGINAL" | "UNKNOWN";
};

export type Taken =
  { readonly file: StagedFile } | { readonly error: PageError };

/**
 * Seals and stores one incoming file, or says why not. `already` are the files of this form so far. A staged file that is
 * not listed afterwards belongs to nothing and is purged.
 */
export async function takeFile(
  deps: Deps,
  file: IncomingFile,
  {
    recipient,
    already,
  }: {
    readonly recipient: AgeRecipient;
    readonly already: readonly { readonly bytes: number }[];
  },
): Promise<Taken> {
  const name = withoutControls(file.name);
  const refuse = (code: string, values: PageError["values"] = {}): Taken => ({
    error: { field: "file", code, values, subject: name.slice(0, 80) },
  });
  const together = already.reduce((sum, { bytes }) => sum + bytes, 0);
  const megabytes = (bytes: number) => ({ megabytes: bytes / 1_000_000 });
  if (name !== file.name || name.includes("\ufffd"))
    return refuse("FILE_NAME_NOT_ALLOWED");
  if (name.length > fileLimits.nameLength) return refuse("FILE_NAME_TOO_LONG");
  if (already.length >= fileLimits.count)
    return refuse("FILES_TOO_MANY", { max: fileLimits.count });
  if (together >= fileLimits.bytesTogether)
    return refuse("FILES_TOO_LARGE", megabytes(fileLimits.bytesTogether));
  const type = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(file.type)
    ? file.type
    : "application/octet-stream";
  try {
    const { storageKey, sealedBytes, sealedHash } = await stageFile(deps, {
      stream: file.stream,
      name,
      type,
      threadRecipient: recipient,
    });
    if (file.bytes() === 0) return refuse("FILE_EMPTY");
    if (together + file.bytes() > fileLimits.bytesTogether)
      return refuse("FILES_TOO_LARGE", megabytes(fileLimits.bytesTogether));
    return {
      file: {
        storageKey,
        sealedBytes,
        sealedHash,
        variant: "ORIGINAL",
        name,
        type,
        bytes: file.bytes(),
      },
    };
  } catch (error) {
    if (file.tooLarge())
      return refuse("FILE_TOO_LARGE", megabytes(fileLimits.bytesEach));
    if (isCodedError(error)) return refuse(error.code, error.values);
    // the tipster keeps the page and everything typed; we get the line in the log
    logEvent({ event: "unexpected", part: "web", ...describeError(error) });
    return refuse("FILE_NOT_STORED");
  }
}
