import type { RoleHolder } from "#app/domain/access/permissions";
import { may, officesWhere } from "#app/domain/access/permissions";
import {
  longLateBefore,
  stages,
  type Stage,
} from "#app/domain/deadline/stages";
import { CodedError } from "#app/domain/shared/coded-error";
import { dayNumber, type Day } from "#app/domain/shared/day";
import { Prisma } from "#app/server/generated/client";
import type { Deps } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";
import { pageOf, pagesFor } from "./page";

export type OverdueFilter = {
  /** code of the office */
  readonly office?: string | undefined;
  readonly stage?: string | undefined;
  readonly page?: number | undefined;
};

type Row = {
  readonly key: string;
  readonly number: string;
  readonly state: string;
  readonly officeCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly stage: Stage;
  readonly dueDay: Date;
  readonly reasonCode: string | null;
};

/**
 * Leads that are late in the offices below the actor's: those directly under, and from the second level down what is late for
 * long. That a lead is late, where and why; nothing of what it is about, and no way to open it. An office that the tipster
 * struck out is told nothing, whatever its place in the tree.
 * @throws CodedError NOT_FOUND without the right to it
 */
export async function overdueLeads(
  deps: Pick<Deps, "db" | "clock" | "calendar">,
  actor: RoleHolder,
  filter: OverdueFilter,
) {
  if (!may(actor, "overdue.list")) throw new CodedError("NOT_FOUND");
  const late = lateBelow(deps, actor);
  const stage = stages.find((one) => one === filter.stage) ?? null;
  const office = filter.office ?? null;
  const chosen = Prisma.sql`
    (${stage}::text IS NULL OR stage = ${stage}) AND (${office}::text IS NULL OR office_code = ${office})`;
  const at = pageOf(filter.page);
  const [counts, rows] = await Promise.all([
    deps.db.$queryRaw<
      {
        officeCode: string;
        nameZh: string;
        nameEn: string;
        stage: Stage;
        count: number;
      }[]
    >`
      WITH late AS (${late})
      SELECT office_code AS "officeCode", name_zh AS "nameZh", name_en AS "nameEn", stage, count(*)::int AS count
      FROM late GROUP BY 1, 2, 3, 4 ORDER BY 1, 4`,
    deps.db.$queryRaw<Row[]>`
      WITH late AS (${late})
      SELECT
        number || ' ' || stage AS key, number, state, office_code AS "officeCode", name_zh AS "nameZh", name_en AS "nameEn",
        stage, due_day AS "dueDay", reason_code AS "reasonCode"
      FROM late WHERE ${chosen}
      ORDER BY due_day, number LIMIT ${at.take} OFFSET ${at.skip}`,
  ]);
  const today = dayNumber(deps.clock.today());
  const fits = (count: (typeof counts)[number]) =>
    (stage === null || count.stage === stage) &&
    (office === null || count.officeCode === office);
  const found = sum(counts.filter(fits).map(({ count }) => count));
  return {
    rows: rows.map(({ dueDay, ...row }) => {
      const due: Day = storedDay(dueDay);
      return { ...row, dueDay: due, daysLate: today - dayNumber(due) };
    }),
    /** every office and stage of which something is late, whatever the filter */
    counts,
    total: sum(counts.map(({ count }) => count)),
    office,
    stage,
    page: at.page,
    pages: pagesFor(found),
  };
}

/** How many wait on that page: stands beside its name in the navigation. */
export async function countOverdue(
  deps: Pick<Deps, "db" | "clock" | "calendar">,
  actor: RoleHolder,
): Promise<number> {
  if (!may(actor, "overdue.list")) return 0;
  const [found] = await deps.db.$queryRaw<{ count: number }[]>`
    WITH late AS (${lateBelow(deps, actor)}) SELECT count(*)::int AS count FROM late`;
  return found?.count ?? 0;
}

/** Responsible is who handles the lead now, for a payment the finance office. */
function lateBelow(
  deps: Pick<Deps, "clock" | "calendar">,
  actor: RoleHolder,
): Prisma.Sql {
  const above = [...officesWhere(actor, "overdue.list")];
  const longLate = longLateBefore(deps.clock.today(), deps.calendar);
  return Prisma.sql`
    SELECT
      lead.number, lead.state, office.code AS office_code, office.name_zh, office.name_en,
      late_stage.stage, late_stage.due_day, late_stage.reason_code
    FROM late_stage
      JOIN lead ON lead.id = late_stage.lead_id
      JOIN office ON office.id = CASE late_stage.stage WHEN 'PAY' THEN late_stage.office_id ELSE lead.office_id END
      LEFT JOIN office AS parent ON parent.id = office.parent_id
    WHERE late_stage.met_day IS NULL AND late_stage.extended_day IS NULL
      AND EXISTS (
        SELECT 1 FROM unnest(${above}::uuid[]) AS told(office_id)
        WHERE (told.office_id = office.parent_id
            OR (told.office_id = parent.parent_id AND late_stage.due_day < ${longLate}::date))
          AND NOT EXISTS (
            SELECT 1 FROM struck_out_office JOIN tip ON tip.id = struck_out_office.tip_id
            WHERE tip.lead_id = lead.id AND struck_out_office.office_id = told.office_id))`;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((before, count) => before + count, 0);
}
