import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import { toBase64Url } from "#app/crypto/encoding";
import { logKinds } from "#app/services/log/entries";
import { readEntry } from "#app/services/log/read-entry";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { day, type Day } from "#app/domain/shared/day";
import { dayToStore, storedDay } from "#app/services/stored-day";
import { pageOf, pagesFor } from "./page";

/**
 * The log as an auditor reads it, by day, the newest first: all offices, codes, nothing sealed. Within a day acts of staff come
 * first, the latest first; what a tipster did, and what a job did after it, stands apart in the order of the leaf hashes and no
 * row carries its number: between two acts of staff with exact times, or in a gap of numbers, it would have a time itself.
 * @throws CodedError NOT_FOUND for everybody else
 */
export async function auditEntries(
  deps: Deps,
  actor: StaffActor,
  filter: {
    readonly kind?: string | undefined;
    readonly leadId?: string | undefined;
    readonly personId?: string | undefined;
    /** YYYY-MM-DD */
    readonly day?: string | undefined;
    readonly page?: number | undefined;
  },
) {
  if (!may(actor, "audit.read")) throw new CodedError("NOT_FOUND");
  const at = pageOf(filter.page);
  const { kind, leadId, personId } = filter;
  const onDay = filter.day === undefined ? null : dayOrNull(filter.day);
  const where = {
    kind: kind || null,
    leadId: leadId && isId(leadId) ? leadId : null,
    personId: personId && isId(personId) ? personId : null,
    day: onDay,
  };
  const { count, ids } = await idsInOrder(deps, where, at);
  const found = await deps.db.logEntry.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      kind: true,
      day: true,
      leadId: true,
      personId: true,
      officeId: true,
      entry: true,
      innerEntry: true,
      leafHash: true,
    },
  });
  const rows = ids.flatMap((id) => found.find((row) => row.id === id) ?? []);
  const [people, offices] = await Promise.all([
    deps.db.person.findMany({
      where: { id: { in: idsOf(rows.map((row) => row.personId)) } },
      select: { id: true, displayName: true },
    }),
    deps.db.office.findMany({
      where: { id: { in: idsOf(rows.map((row) => row.officeId)) } },
      select: { id: true, nameZh: true, nameEn: true },
    }),
  ]);
  return {
    rows: rows.map((row) => {
      const office = offices.find(({ id }) => id === row.officeId);
      const entry = readEntry(row);
      return {
        kind: row.kind,
        day: storedDay(row.day),
        /** acts of staff only */
        at: entry.at,
        leadId: row.leadId,
        personId: row.personId,
        personName:
          people.find(({ id }) => id === row.personId)?.displayName ?? null,
        officeName: office?.nameZh ?? null,
        officeNameEn: office?.nameEn ?? null,
        data: JSON.stringify(entry.data),
        leafHash: toBase64Url(row.leafHash),
      };
    }),
    page: at.page,
    pages: pagesFor(count),
  };
}

/** Kinds that carry an exact time: only these may be told apart by their order. */
const timedKinds = Object.entries(logKinds)
  .filter(([, { causedBy }]) => causedBy === "STAFF")
  .map(([kind]) => kind);

async function idsInOrder(
  deps: Deps,
  where: {
    readonly kind: string | null;
    readonly leadId: string | null;
    readonly personId: string | null;
    readonly day: Day | null;
  },
  at: { readonly skip: number; readonly take: number },
): Promise<{ readonly count: number; readonly ids: readonly string[] }> {
  const [counted, rows] = await Promise.all([
    deps.db.logEntry.count({
      where: {
        ...(where.kind && { kind: where.kind }),
        ...(where.leadId && { leadId: where.leadId }),
        ...(where.personId && { personId: where.personId }),
        ...(where.day && { day: dayToStore(where.day) }),
      },
    }),
    deps.db.$queryRaw<{ readonly id: string }[]>`
      SELECT id::text AS id FROM log_record
      WHERE (${where.kind}::text IS NULL OR kind = ${where.kind}::text)
        AND (${where.leadId}::uuid IS NULL OR lead_id = ${where.leadId}::uuid)
        AND (${where.personId}::uuid IS NULL OR person_id = ${where.personId}::uuid)
        AND (${where.day}::date IS NULL OR day = ${where.day}::date)
      ORDER BY day DESC, kind = ANY(${timedKinds}::text[]) DESC,
        CASE WHEN kind = ANY(${timedKinds}::text[]) THEN place END DESC, leaf_hash
      LIMIT ${at.take} OFFSET ${at.skip}`,
  ]);
  return { count: counted, ids: rows.map(({ id }) => id) };
}

function idsOf(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

/** A day that does not exist filters nothing. */
function dayOrNull(text: string): Day | null {
  try {
    return day(text);
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}
