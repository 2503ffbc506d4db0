import type { LogKind } from "./entries";

/** An entry with both its parts, as whoever may read the whole log sees it. */
export type ReadEntry = {
  readonly kind: LogKind;
  readonly schemaVersion: number;
  /** YYYY-MM-DD */
  readonly day: string;
  /** exact time, of acts of staff only */
  readonly at: string | null;
  readonly leadId: string | null;
  readonly personId: string | null;
  readonly officeId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

type Part = Partial<Omit<ReadEntry, "data">> & {
  readonly data: Readonly<Record<string, unknown>>;
};

/** Puts the two texts of a row together. Looks at neither hash nor schema: that is for the verification of the log. */
export function readEntry(row: {
  readonly entry: string;
  readonly innerEntry: string | null;
}): ReadEntry {
  const open = JSON.parse(row.entry) as Part;
  const inner =
    row.innerEntry === null ? null : (JSON.parse(row.innerEntry) as Part);
  return {
    kind: open.kind!,
    schemaVersion: open.schemaVersion!,
    day: open.day!,
    at: inner?.at ?? null,
    leadId: open.leadId ?? null,
    personId: inner?.personId ?? null,
    officeId: open.officeId ?? null,
    data: { ...open.data, ...inner?.data },
  };
}
