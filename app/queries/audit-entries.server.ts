import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import { toBase64Url } from "#app/crypto/encoding";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { day, type Day } from "#app/domain/shared/day";
import { dayToStore, storedDay } from "#app/services/stored-day";
import { pageOf, pagesFor } from "./page";

/**
 * The log as an auditor reads it, newest first: all offices, codes and ids, nothing sealed.
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
    ...(kind && { kind }),
    ...(leadId && isId(leadId) && { leadId }),
    ...(personId && isId(personId) && { personId }),
    ...(onDay && { day: dayToStore(onDay) }),
  };
  const [count, rows] = await Promise.all([
    deps.db.logEntry.count({ where }),
    deps.db.logEntry.findMany({
      where,
      orderBy: { id: "desc" },
      skip: at.skip,
      take: at.take,
      select: {
        id: true,
        kind: true,
        day: true,
        leadId: true,
        personId: true,
        officeId: true,
        entry: true,
        leafHash: true,
      },
    }),
  ]);
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
      const entry = JSON.parse(row.entry) as {
        readonly at?: string;
        readonly data: Readonly<Record<string, unknown>>;
      };
      return {
        id: row.id.toString(),
        kind: row.kind,
        day: storedDay(row.day),
        /** acts of staff only */
        at: entry.at ?? null,
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
