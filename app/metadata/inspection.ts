import type {
  MetadataKind,
  MetadataLabel,
  MetadataNote,
} from "#app/domain/codes/metadata";

export type MetadataFinding = {
  readonly kind: MetadataKind;
  readonly label: MetadataLabel;
  /** shown to the tipster only; at most 200 characters, without control characters; "" when there is nothing to read */
  readonly value: string;
  readonly removable: boolean;
};

export type FileFormat =
  | "JPEG"
  | "PNG"
  | "WEBP"
  | "HEIC"
  | "PDF"
  | "DOCX"
  | "XLSX"
  | "PPTX"
  | "MP4"
  | "MOV"
  | "OTHER";

/**
 * CLEAN: all that was found can be taken out. PARTLY: some of it. IMPOSSIBLE: the file cannot be cleaned, whatever was found.
 * NOTHING_FOUND: of a known kind, and nothing is in it; the cleaned file says the same as the original.
 */
export type Cleaning = "CLEAN" | "PARTLY" | "IMPOSSIBLE" | "NOTHING_FOUND";

export type Inspection = {
  readonly format: FileFormat;
  readonly findings: readonly MetadataFinding[];
  readonly cleaning: Cleaning;
  readonly notes: readonly MetadataNote[];
};

export type CleanedFile = {
  readonly blob: Blob;
  readonly removed: readonly MetadataFinding[];
  readonly left: readonly MetadataFinding[];
};

export type MetadataLimits = {
  /** of a file, or a part of one, that has to lie in memory as a whole; beyond it: TOO_LARGE_TO_EXAMINE */
  readonly bytesInMemory: number;
};

export const browserLimits: MetadataLimits = { bytesInMemory: 100_000_000 };
export const serverLimits: MetadataLimits = { bytesInMemory: 20_000_000 };
