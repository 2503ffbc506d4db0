import { officesWhere } from "#app/domain/access/permissions";
import { Prisma } from "#app/server/generated/client";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";
import { pageOf, pagesFor } from "./page";
import { timeLimitOf } from "./time-limit";

/**
 * Leads of the actor's offices: open ones first, those whose last day comes first on top. Leads of other offices are neither
 * in the rows nor in the counts.
 */
export async function staffQueue(
  deps: Deps,
  actor: StaffActor,
  {
    state,
    page,
  }: {
    readonly state?: string | undefined;
    readonly page?: number | undefined;
  },
) {
  const officeId = { in: [...officesWhere(actor, "lead.list")] };
  const at = pageOf(page);
  const [grouped, order] = await Promise.all([
    deps.db.lead.groupBy({
      by: ["state"],
      where: { officeId },
      _count: { _all: true },
    }),
    // two different columns hold the last day, which no ordinary ordering can say
    deps.db.$queryRaw<{ id: string }[]>`
      SELECT id::text AS id FROM lead
      WHERE office_id = ANY(${officeId.in}::uuid[])
        AND ${state === undefined ? Prisma.sql`TRUE` : Prisma.sql`state = ${state}`}
      ORDER BY state IN ('REFUSED', 'TRANSFERRED', 'CLOSED', 'ARCHIVED'), coalesce(finish_due_day, accept_due_day), number
      LIMIT ${at.take} OFFSET ${at.skip}`,
  ]);
  const leads = await deps.db.lead.findMany({
    where: { id: { in: order.map(({ id }) => id) }, officeId },
    select: {
      id: true,
      number: true,
      state: true,
      receivedDay: true,
      acceptDueDay: true,
      acceptedDay: true,
      finishDueDay: true,
      subjectKind: true,
      area: { select: { nameZh: true, nameEn: true } },
      owner: { select: { displayName: true } },
      office: { select: { nameZh: true, nameEn: true } },
    },
  });
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const counts: Record<string, number> = {};
  for (const group of grouped) counts[group.state] = group._count._all;
  const found =
    state === undefined
      ? Object.values(counts).reduce((sum, count) => sum + count, 0)
      : (counts[state] ?? 0);
  return {
    rows: order.flatMap(({ id }) => {
      const lead = byId.get(id);
      if (!lead) return [];
      const limit = timeLimitOf(deps, lead);
      return [
        {
          id,
          number: lead.number,
          state: lead.state,
          receivedDay: storedDay(lead.receivedDay),
          dueDay: limit?.dueDay ?? null,
          dueKind: limit?.dueKind ?? null,
          late: limit?.late ?? false,
          shareUsed: limit?.shareUsed ?? null,
          daysLeft: limit?.daysLeft ?? null,
          ownerName: lead.owner?.displayName ?? null,
          subjectKind: lead.subjectKind,
          areaName: lead.area?.nameZh ?? null,
          areaNameEn: lead.area?.nameEn ?? null,
          officeName: lead.office.nameZh,
          officeNameEn: lead.office.nameEn,
        },
      ];
    }),
    counts,
    page: at.page,
    pages: pagesFor(found),
  };
}
