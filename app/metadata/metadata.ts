import { BeyondLimit, MalformedFile } from "./bytes";
import { examineMedia } from "./examine-inside";
import { formatOf } from "./format";
import { Found } from "./found";
import {
  browserLimits,
  type CleanedFile,
  type FileFormat,
  type Inspection,
  type MetadataLimits,
} from "./inspection";
import { examineOffice } from "./office";
import { examinePdf } from "./pdf";

export type Examination = {
  readonly inspection: Inspection;
  /** null when the file cannot be cleaned */
  readonly cleaned: CleanedFile | null;
};

/**
 * Looks for what a file tells beside its content, and prepares the cleaned copy in the same pass. A bad file is not an error:
 * it is of format OTHER, or cannot be cleaned. The cleaned blob refers to slices of `file`; big files are never copied.
 */
export async function examine(
  file: Blob,
  limits: MetadataLimits = browserLimits,
): Promise<Examination> {
  try {
    return await unsafeExamine(file, limits);
  } catch {
    // a gap in a reader must not keep a tipster from sending: the file then goes as it is, and that is said
    return conclusion({
      format: "OTHER",
      parts: null,
      found: withNote("FILE_DAMAGED"),
    });
  }
}

/** What `examine` finds. */
export async function inspect(
  file: Blob,
  limits: MetadataLimits = browserLimits,
): Promise<Inspection> {
  return (await examine(file, limits)).inspection;
}

/** The cleaned copy, what was taken out and what is still in it; null when the file cannot be cleaned. */
export async function clean(
  file: Blob,
  limits: MetadataLimits = browserLimits,
): Promise<CleanedFile | null> {
  return (await examine(file, limits)).cleaned;
}

/** `examine` without its last net, so that tests see every gap. */
export async function unsafeExamine(
  file: Blob,
  limits: MetadataLimits,
): Promise<Examination> {
  const container = await formatOf(file);
  const found = new Found();
  const format: FileFormat =
    container === "ZIP" || container === "OLE" ? "OTHER" : container;
  try {
    if (container === "OTHER" || container === "OLE") {
      found.note(
        container === "OLE" ? "OLD_OFFICE_OR_ENCRYPTED" : "FORMAT_UNKNOWN",
      );
      return conclusion({ format, parts: null, found });
    }
    if (container === "ZIP") {
      const office = await examineOffice(file, found, limits);
      if (!office) found.note("FORMAT_UNKNOWN");
      return conclusion({ format: "OTHER", parts: null, ...office, found });
    }
    const parts =
      container === "PDF"
        ? await examinePdf(file, found, limits)
        : await examineMedia(file, found, limits);
    return conclusion({ format, parts, found });
  } catch (error) {
    if (error instanceof BeyondLimit) found.note(error.note);
    else if (error instanceof MalformedFile) found.note("FILE_DAMAGED");
    else throw error;
    return conclusion({ format, parts: null, found });
  }
}

function withNote(note: "FILE_DAMAGED"): Found {
  const found = new Found();
  found.note(note);
  return found;
}

function conclusion({
  format,
  parts,
  found,
}: {
  readonly format: FileFormat;
  readonly parts: BlobPart[] | null;
  readonly found: Found;
}): Examination {
  if (format !== "OTHER") found.note("CONTENT_SHOWS_YOU");
  const findings = found
    .findings()
    .map((one) => (parts ? one : { ...one, removable: false }));
  const left = findings.filter(({ removable }) => !removable);
  const cleaning = !parts
    ? "IMPOSSIBLE"
    : findings.length === 0
      ? "NOTHING_FOUND"
      : left.length === 0
        ? "CLEAN"
        : "PARTLY";
  return {
    inspection: { format, findings, cleaning, notes: found.notes() },
    cleaned: parts && {
      blob: new Blob(parts),
      removed: findings.filter(({ removable }) => removable),
      left,
    },
  };
}
