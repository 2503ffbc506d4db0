import type { MetadataLabel, MetadataNote } from "#app/domain/codes/metadata";

/** What a tipster hands in of a file: the copy without hidden information, the file itself, or both. */
export const fileChoices = ["CLEANED", "ORIGINAL", "BOTH"] as const;
export type FileChoice = (typeof fileChoices)[number];

/** Anything else is the careful choice. */
export function readFileChoice(value: string | null): FileChoice {
  return fileChoices.find((choice) => choice === value) ?? "CLEANED";
}

/** What became of a file's hidden information: codes only, never what it said. */
export type HiddenInformation = {
  readonly removed: readonly MetadataLabel[];
  readonly left: readonly MetadataLabel[];
  readonly notes: readonly MetadataNote[];
};
