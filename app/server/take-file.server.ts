import type { AgeRecipient } from "#app/crypto/identity";
import { isCodedError } from "#app/domain/shared/coded-error";
import type {
  FileChoice,
  HiddenInformation,
} from "#app/domain/tip/file-choice";
import { fileLimits } from "#app/forms/tip/evidence";
import type { PageError } from "#app/forms/tip/form-page";
import { withoutControls } from "#app/forms/tip/typed-text";
import { cleanedName } from "#app/metadata/cleaned-name";
import { serverLimits, type Inspection } from "#app/metadata/inspection";
import { examine, type Examination } from "#app/metadata/metadata";
import { stageFile } from "#app/services/tip/stage-file.server";
import type { Deps } from "#app/services/ports";
import { describeError, logEvent } from "./event-log.server";
import { holdFile, inHoldingLine } from "./hold-file.server";
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
  /** travels in the tipster's own ticket; what the metadata said is forgotten with the request */
  readonly hidden: HiddenInformation;
};

/** One file, or the cleaned one and the original. */
export type Taken =
  { readonly files: readonly StagedFile[] } | { readonly error: PageError };

/**
 * Examines, cleans as chosen, seals and stores one incoming file, or says why not. Up to `serverLimits` it is held in memory for that;
 * a larger one, or one that comes too slowly, is sealed as it streams by, as it is. `already` are the files of this form so far. A staged file that is not
 * listed afterwards belongs to nothing and is purged.
 */
export async function takeFile(
  deps: Deps,
  file: IncomingFile,
  {
    recipient,
    already,
    choice,
  }: {
    readonly recipient: AgeRecipient;
    readonly already: readonly { readonly bytes: number }[];
    readonly choice: FileChoice;
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
  const stage = async (copy: Copy): Promise<StagedFile> => ({
    ...(await stageFile(deps, {
      stream: copy.stream,
      name: copy.name,
      type,
      threadRecipient: recipient,
    })),
    name: copy.name,
    type,
    bytes: copy.bytes ?? file.bytes(),
    variant: copy.variant,
    hidden: copy.hidden,
  });
  try {
    const held = await inHoldingLine(async () => {
      const read = await holdFile(file.stream, serverLimits.bytesInMemory);
      if (!read.whole) return read;
      if (file.bytes() === 0) return { refused: refuse("FILE_EMPTY") };
      const copies = copiesOf(
        read.whole,
        await examine(read.whole, serverLimits),
        { choice, name, position: already.length + 1 },
      );
      if (already.length + copies.length > fileLimits.count)
        return { refused: refuse("FILES_TOO_MANY", { max: fileLimits.count }) };
      const bytes = copies.reduce((sum, copy) => sum + (copy.bytes ?? 0), 0);
      if (together + bytes > fileLimits.bytesTogether)
        return {
          refused: refuse(
            "FILES_TOO_LARGE",
            megabytes(fileLimits.bytesTogether),
          ),
        };
      const files: StagedFile[] = [];
      for (const copy of copies) files.push(await stage(copy));
      return { files };
    });
    if ("refused" in held && held.refused) return held.refused;
    if ("files" in held && held.files) return { files: held.files };
    if (!("stream" in held)) throw new Error("held in no way");
    const staged = await stage({
      stream: held.stream,
      name,
      bytes: null,
      variant: choice === "ORIGINAL" ? "ORIGINAL" : "UNKNOWN",
      hidden: { removed: [], left: [], notes: [held.reason] },
    });
    if (together + file.bytes() > fileLimits.bytesTogether)
      return refuse("FILES_TOO_LARGE", megabytes(fileLimits.bytesTogether));
    return { files: [staged] };
  } catch (error) {
    if (file.tooLarge())
      return refuse("FILE_TOO_LARGE", megabytes(fileLimits.bytesEach));
    if (isCodedError(error)) return refuse(error.code, error.values);
    // the tipster keeps the page and everything typed; we get the line in the log
    // a form that ends early is the sender's
    if (!isCutForm(error))
      logEvent({ event: "unexpected", part: "web", ...describeError(error) });
    return refuse("FILE_NOT_STORED");
  }
}

type Copy = {
  readonly stream: ReadableStream<Uint8Array>;
  readonly name: string;
  /** null until it has streamed by */
  readonly bytes: number | null;
  readonly variant: StagedFile["variant"];
  readonly hidden: HiddenInformation;
};

/** What is handed in of a file that was examined. What cannot be cleaned goes as it is, and says so. */
function copiesOf(
  whole: Blob,
  { inspection, cleaned }: Examination,
  {
    choice,
    name,
    position,
  }: {
    readonly choice: FileChoice;
    readonly name: string;
    readonly position: number;
  },
): readonly Copy[] {
  const { notes } = inspection;
  const copyOf = (blob: Blob) => ({ stream: blob.stream(), bytes: blob.size });
  const original = (variant: StagedFile["variant"]): Copy => ({
    ...copyOf(whole),
    name,
    variant,
    hidden: { removed: [], left: labelsOf(inspection.findings), notes },
  });
  if (choice === "ORIGINAL") return [original("ORIGINAL")];
  if (!cleaned) return [original("UNKNOWN")];
  const clean: Copy = {
    ...copyOf(cleaned.blob),
    name: cleanedName(name).replace(/^file/, `file-${position}`),
    variant: "CLEANED",
    hidden: {
      removed: labelsOf(cleaned.removed),
      left: labelsOf(cleaned.left),
      notes,
    },
  };
  return choice === "BOTH" ? [clean, original("ORIGINAL")] : [clean];
}

function labelsOf(findings: Inspection["findings"]) {
  return [...new Set(findings.map(({ label }) => label))];
}

/** As busboy tells it. */
function isCutForm(error: unknown): boolean {
  return error instanceof Error && /^Unexpected end of /.test(error.message);
}
