import { canonicalJson } from "#app/crypto/canonical-json";
import { toBase64Url } from "#app/crypto/encoding";
import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  auditOrder,
  resolveFilter,
  whereOf,
  type AuditFilter,
} from "#app/queries/audit-filter.server";
import { Prisma } from "#app/server/generated/client";
import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";
import { appendLog, hashForLog } from "./append-log.server";
import { readEntry } from "./read-entry";

const PAGE = 500;

const columns = [
  "day",
  "at",
  "kind",
  "leadId",
  "claimId",
  "personId",
  "officeId",
  "leafHash",
  "data",
  "entry",
  "innerEntry",
] as const;

/**
 * The entries that a filter lets through, as lines of JSON or as a table, in the order of the page (see `auditEntries`): no
 * index. Taking them along is an entry of the log itself, and what is streamed is what was counted.
 * @throws CodedError NOT_FOUND for everybody but auditors
 */
export async function exportEntries(
  deps: Deps,
  actor: StaffActor,
  {
    filter,
    format,
  }: { readonly filter: AuditFilter; readonly format: "ndjson" | "csv" },
): Promise<ReadableStream<Uint8Array>> {
  if (!may(actor, "audit.read")) throw new CodedError("NOT_FOUND");
  const found = await resolveFilter(deps, filter);
  const where = whereOf(found);
  const { ids } = await inTransaction(deps, async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id::text AS id FROM log_record WHERE ${where} ORDER BY ${auditOrder}`;
    await appendLog(tx, {
      kind: "LOG_EXPORTED",
      day: deps.clock.today(),
      at: deps.clock.now(),
      officeId: actor.officeId,
      personId: actor.personId,
      data: {
        filterHash: hashForLog(
          canonicalJson({
            ...found,
            index: found.index === null ? null : String(found.index),
          }),
        ),
        entries: rows.length,
      },
    });
    return { ids: rows.map(({ id }) => id) };
  });
  return streamOf(linesOf(deps, ids, format));
}

async function* linesOf(
  { db }: Pick<Deps, "db">,
  ids: readonly string[],
  format: "ndjson" | "csv",
): AsyncGenerator<string> {
  // with a mark, or spreadsheets take UTF-8 for something else
  if (format === "csv") yield `\uFEFF${columns.map(csvCell).join(",")}\r\n`;
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    const rows = new Map(
      (
        await db.$queryRaw<Row[]>(Prisma.sql`
          SELECT id::text, kind, day, lead_id::text AS "leadId", claim_id::text AS "claimId", person_id::text AS "personId",
            office_id::text AS "officeId", entry, inner_entry AS "innerEntry", leaf_hash AS "leafHash"
          FROM log_record WHERE id = ANY(${page}::uuid[])`)
      ).map((row) => [row.id, row]),
    );
    yield page
      .flatMap((id) => rows.get(id) ?? [])
      .map((row) => lineOf(row, format))
      .join("");
  }
}

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly day: Date;
  readonly leadId: string | null;
  readonly claimId: string | null;
  readonly personId: string | null;
  readonly officeId: string | null;
  readonly entry: string;
  readonly innerEntry: string | null;
  readonly leafHash: Uint8Array;
};

function lineOf(row: Row, format: "ndjson" | "csv"): string {
  const { at, data } = readEntry(row);
  const line = {
    ...row,
    day: storedDay(row.day),
    at,
    leafHash: toBase64Url(row.leafHash),
    data,
  };
  if (format === "ndjson")
    return `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, line[name]])))}\n`;
  return `${columns
    .map((name) => {
      const value = line[name];
      return csvCell(
        typeof value === "string"
          ? value
          : value === null
            ? ""
            : JSON.stringify(value),
      );
    })
    .join(",")}\r\n`;
}

/** Against a cell that a spreadsheet would run as a formula: it becomes a text. */
export function csvCell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await lines.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
