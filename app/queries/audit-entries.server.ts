import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import { toBase64Url } from "#app/crypto/encoding";
import { readEntry } from "#app/services/log/read-entry";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";
import {
  auditOrder,
  NOBODY,
  resolveFilter,
  whereOf,
  type AuditFilter,
  type FoundFilter,
} from "./audit-filter.server";
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
  filter: AuditFilter & { readonly page?: number | undefined },
) {
  if (!may(actor, "audit.read")) throw new CodedError("NOT_FOUND");
  const at = pageOf(filter.page);
  const found = await resolveFilter(deps, filter);
  const where = whereOf(found);
  const [counted, ids] = await Promise.all([
    deps.db.$queryRaw<{ readonly count: number }[]>`
      SELECT count(*)::int AS count FROM log_record WHERE ${where}`,
    deps.db.$queryRaw<{ readonly id: string }[]>`
      SELECT id::text AS id FROM log_record WHERE ${where}
      ORDER BY ${auditOrder} LIMIT ${at.take} OFFSET ${at.skip}`,
  ]);
  const total = counted[0]!.count;
  return {
    rows: await auditRows(
      deps,
      ids.map(({ id }) => id),
    ),
    subject: await subjectOf(deps, found),
    total,
    page: at.page,
    pages: pagesFor(total),
  };
}

export type AuditRow = Awaited<ReturnType<typeof auditRows>>[number];

/** Entries by id, in the order of the ids, with the names of people, offices and leads. */
export async function auditRows(
  { db }: Pick<Deps, "db">,
  ids: readonly string[],
) {
  const found = await db.logEntry.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      kind: true,
      day: true,
      leadId: true,
      claimId: true,
      personId: true,
      officeId: true,
      entry: true,
      innerEntry: true,
      leafHash: true,
    },
  });
  const byId = new Map(found.map((row) => [row.id, row]));
  const rows = ids.flatMap((id) => byId.get(id) ?? []);
  const [people, offices, leads] = await Promise.all([
    db.person.findMany({
      where: { id: { in: idsOf(rows.map((row) => row.personId)) } },
      select: { id: true, displayName: true },
    }),
    db.office.findMany({
      where: { id: { in: idsOf(rows.map((row) => row.officeId)) } },
      select: { id: true, nameZh: true, nameEn: true },
    }),
    db.lead.findMany({
      where: { id: { in: idsOf(rows.map((row) => row.leadId)) } },
      select: { id: true, number: true },
    }),
  ]);
  return rows.map((row) => {
    const office = offices.find(({ id }) => id === row.officeId);
    const entry = readEntry(row);
    return {
      kind: row.kind,
      day: storedDay(row.day),
      /** acts of staff only */
      at: entry.at,
      leadId: row.leadId,
      leadNumber: leads.find(({ id }) => id === row.leadId)?.number ?? null,
      claimId: row.claimId,
      personId: row.personId,
      personName:
        people.find(({ id }) => id === row.personId)?.displayName ?? null,
      officeId: row.officeId,
      officeName: office?.nameZh ?? null,
      officeNameEn: office?.nameEn ?? null,
      data: JSON.stringify(entry.data),
      leafHash: toBase64Url(row.leafHash),
    };
  });
}

/** Whose entries these are. */
async function subjectOf({ db }: Pick<Deps, "db">, filter: FoundFilter) {
  const known = (id: string | null) => (id === NOBODY ? null : id);
  const leadId = known(filter.leadId);
  const claimId = known(filter.claimId);
  const personId = known(filter.personId);
  const officeId = known(filter.officeId);
  const [lead, claim, person, office] = await Promise.all([
    leadId &&
      db.lead.findUnique({ where: { id: leadId }, select: { number: true } }),
    claimId &&
      db.claim.findUnique({ where: { id: claimId }, select: { number: true } }),
    personId &&
      db.person.findUnique({
        where: { id: personId },
        select: { displayName: true, loginName: true },
      }),
    officeId &&
      db.office.findUnique({
        where: { id: officeId },
        select: { nameZh: true, nameEn: true },
      }),
  ]);
  return {
    lead: leadId && (lead ? lead.number : leadId),
    claim: claimId && (claim ? claim.number : claimId),
    person: personId && (person ? person.displayName : personId),
    office: officeId && {
      zh: office ? office.nameZh : officeId,
      en: office ? office.nameEn : officeId,
    },
  };
}

function idsOf(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

/** For the choice of an office. @throws CodedError NOT_FOUND for everybody but auditors */
export async function auditOffices({ db }: Deps, actor: StaffActor) {
  if (!may(actor, "audit.read")) throw new CodedError("NOT_FOUND");
  return db.office.findMany({
    orderBy: { code: "asc" },
    select: { id: true, nameZh: true, nameEn: true },
  });
}
