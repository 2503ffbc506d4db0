import type { CleanedFile, Inspection, MetadataLimits } from "./inspection";
import { browserLimits } from "./inspection";

/** Looks for what a file tells beside its content, and prepares the cleaned copy in the same pass. Never throws on bad files. */
export async function examine(
  file: Blob,
  limits: MetadataLimits = browserLimits,
): Promise<{
  readonly inspection: Inspection;
  readonly cleaned: CleanedFile | null;
}> {
  void limits;
  void file;
  return {
    inspection: {
      format: "OTHER",
      findings: [],
      cleaning: "IMPOSSIBLE",
      notes: ["FORMAT_UNKNOWN"],
    },
    cleaned: null,
  };
}

/** What `examine` finds. */
export async function inspect(
  file: Blob,
  limits: MetadataLimits = browserLimits,
): Promise<Inspection> {
  return (await examine(file, limits)).inspection;
}

/** The cleaned copy, and what was taken out and what is still in it; null when the file cannot be cleaned. */
export async function clean(
  file: Blob,
  limits: MetadataLimits = browserLimits,
): Promise<CleanedFile | null> {
  return (await examine(file, limits)).cleaned;
}
