import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson, type JsonValue } from "#app/crypto/canonical-json";
import { equalBytes } from "#app/crypto/encoding";
import type { LogFact } from "#app/domain/log/log-fact";
import { hashForLog } from "./append-log.server";
import { logKinds, type LogKind, type LogKindDefinition } from "./entries";
import { entryIdOf } from "./entry-id.server";

/** A row of log_entry as it is stored. */
export type EntryRow = {
  readonly index: number;
  readonly id: string;
  readonly kind: string;
  readonly schemaVersion: number;
  readonly leadId: string | null;
  readonly claimId: string | null;
  readonly personId: string | null;
  readonly officeId: string | null;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly entry: string;
  readonly innerEntry: string | null;
  readonly leafHash: Uint8Array;
};

export type EntryFaultCode =
  | "TEXT_NOT_READABLE"
  | "TEXT_NOT_CANONICAL"
  | "KIND_UNKNOWN"
  | "VERSION_UNKNOWN"
  | "CONTENT_NOT_LEGAL"
  | "INNER_CHANGED"
  | "CAUSE_NOT_LEGAL"
  | "COLUMN_DIFFERS"
  | "LEAF_COLUMN_CHANGED";

export type EntryFault = {
  readonly code: EntryFaultCode;
  readonly values: Readonly<Record<string, string | number>>;
};

const nonce = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const openText = z
  .object({
    kind: z.string(),
    schemaVersion: z.int().min(1),
    day: z.iso.date(),
    leadId: z.uuid().optional(),
    officeId: z.uuid().optional(),
    data: z.record(z.string(), z.unknown()),
    inner: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/)
      .optional(),
    nonce,
  })
  .strict();
const innerText = z
  .object({
    at: z.iso.datetime().optional(),
    personId: z.uuid().optional(),
    data: z.record(z.string(), z.unknown()),
    nonce,
  })
  .strict();

/** SHA-256(0x00 || entry), as in RFC 6962 section 2.1 */
export function leafHashOf(entry: string): Uint8Array {
  return new Uint8Array(
    createHash("sha256").update(Uint8Array.of(0)).update(entry).digest(),
  );
}

/**
 * What a row says against itself. The text is the authority: its hash is what stands in the tree; columns are only for finding it.
 * @returns fact null when the text is not one of an entry
 */
export function verifyEntry(row: EntryRow): {
  readonly leaf: Uint8Array;
  readonly fact: LogFact | null;
  readonly faults: readonly EntryFault[];
} {
  const leaf = leafHashOf(row.entry);
  const faults: EntryFault[] = [];
  const fault = (
    code: EntryFaultCode,
    values: Readonly<Record<string, string | number>> = {},
  ) => void faults.push({ code, values });
  const open = read(row.entry, openText, fault);
  const inner =
    row.innerEntry === null
      ? undefined
      : read(row.innerEntry, innerText, fault);
  if (
    open &&
    (open.inner ?? null) !==
      (row.innerEntry === null ? null : hashForLog(row.innerEntry))
  )
    fault("INNER_CHANGED");
  if (!open || inner === null) return { leaf, fact: null, faults };

  const definition = kindOf(open.kind);
  const schemas = definition && versionOf(definition, open.schemaVersion);
  if (!definition) fault("KIND_UNKNOWN", { kind: open.kind });
  else if (!schemas)
    fault("VERSION_UNKNOWN", { kind: open.kind, version: open.schemaVersion });
  else {
    for (const [schema, data] of [
      [schemas.open, open.data],
      [schemas.inner, inner?.data ?? {}],
    ] as const) {
      const parsed = schema.safeParse(data);
      if (!parsed.success)
        fault("CONTENT_NOT_LEGAL", {
          field: parsed.error.issues[0]!.path.join(".") || "-",
        });
    }
    if (!causeFits(definition, inner)) fault("CAUSE_NOT_LEGAL");
  }

  const data = { ...open.data, ...inner?.data };
  const claimId = data.claimId;
  const columns = {
    id: entryIdOf(leaf),
    kind: open.kind,
    schema_version: open.schemaVersion,
    day: open.day,
    lead_id: open.leadId ?? null,
    claim_id: typeof claimId === "string" ? claimId : null,
    person_id: inner?.personId ?? null,
    office_id: open.officeId ?? null,
  };
  const stored: typeof columns = {
    // that of a text that was changed tells nothing: the text is named already
    id: equalBytes(leaf, row.leafHash) ? row.id : columns.id,
    kind: row.kind,
    schema_version: row.schemaVersion,
    day: row.day,
    lead_id: row.leadId,
    claim_id: row.claimId,
    person_id: row.personId,
    office_id: row.officeId,
  };
  for (const [column, value] of Object.entries(columns))
    if (stored[column as keyof typeof columns] !== value)
      fault("COLUMN_DIFFERS", { column });
  const sound = faults.every(({ code }) => code === "COLUMN_DIFFERS");
  return {
    leaf,
    faults,
    fact: sound
      ? {
          index: row.index,
          kind: open.kind,
          day: open.day,
          at: inner?.at ?? null,
          leadId: open.leadId ?? null,
          personId: inner?.personId ?? null,
          officeId: open.officeId ?? null,
          data,
        }
      : null,
  };
}

function read<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  fault: (code: EntryFaultCode) => void,
): z.infer<Schema> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
    if (canonicalJson(value as JsonValue) !== text) {
      fault("TEXT_NOT_CANONICAL");
      return null;
    }
  } catch {
    fault("TEXT_NOT_READABLE");
    return null;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  fault("TEXT_NOT_READABLE");
  return null;
}

function kindOf(kind: string): LogKindDefinition | null {
  return Object.hasOwn(logKinds, kind) ? logKinds[kind as LogKind] : null;
}

function versionOf(definition: LogKindDefinition, version: number) {
  return version === definition.schemaVersion
    ? definition
    : definition.earlier?.[version];
}

/** Tipsters have neither name nor time; staff have both; a job has no time. */
function causeFits(
  { causedBy }: LogKindDefinition,
  inner: z.infer<typeof innerText> | undefined,
): boolean {
  const { at, personId } = inner ?? {};
  if (causedBy === "STAFF") return at !== undefined && personId !== undefined;
  return at === undefined && (causedBy === "SYSTEM" || personId === undefined);
}
