import { canonicalJson } from "#app/crypto/canonical-json";
import {
  publishedFigures,
  type OfficeCounts,
} from "#app/domain/figures/published-figures";
import { addDays, weekday, type Day } from "#app/domain/shared/day";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import type { Deps, Transaction } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";

/**
 * Publishes the figures up to the last Sunday that is over, once: text and log entry with its hash together. A week in which no
 * worker ran is left out. What happened since that Sunday does not count, whenever the job runs: not by the day, since the accused
 * read the figures too, and would learn on which day a tip came in or was moved.
 * @returns whether they were published now
 */
export async function publishFigures(
  deps: Deps,
): Promise<{ readonly published: boolean }> {
  const today = deps.clock.today();
  const day = addDays(today, -(weekday(today) || 7));
  return inTransaction(deps, async (tx) => {
    const figures = publishedFigures(day, await countOffices(tx, day));
    const content = canonicalJson(figures);
    const { count } = await tx.publishedFigures.createMany({
      data: [
        { day: dayToStore(day), content, publishedDay: dayToStore(today) },
      ],
      skipDuplicates: true,
    });
    if (count === 0) return { published: false };
    await appendLog(tx, {
      kind: "FIGURES_PUBLISHED",
      day: today,
      data: { figuresHash: hashForLog(content) },
    });
    return { published: true };
  });
}

/** A lead counts where it is handled now; a missed limit where it was missed. */
async function countOffices(
  tx: Transaction,
  day: Day,
): Promise<OfficeCounts[]> {
  const from = `${day.slice(0, 4)}-01-01`;
  return tx.$queryRaw<OfficeCounts[]>`
    WITH unit AS (
      -- a finance unit counts with the office it belongs to
      SELECT id, CASE kind WHEN 'FINANCE' THEN coalesce(parent_id, id) ELSE id END AS office_id FROM office
    ), turned_away AS (
      SELECT tip.lead_id, min(timeline_entry.day) AS day
      FROM timeline_entry JOIN tip ON tip.id = timeline_entry.tip_id
      WHERE timeline_entry.code IN ('REFUSED', 'TRANSFERRED')
      GROUP BY tip.lead_id
    ), counted AS (
      SELECT
        lead.office_id,
        count(*) FILTER (WHERE lead.received_day >= ${from}::date) AS received,
        count(*) FILTER (
          WHERE (lead.closed_day IS NULL OR lead.closed_day > ${day}::date)
            AND (turned_away.day IS NULL OR turned_away.day > ${day}::date)) AS open,
        count(*) FILTER (
          WHERE coalesce(lead.accepted_day, turned_away.day) BETWEEN ${from}::date AND ${day}::date) AS answered,
        count(*) FILTER (
          WHERE coalesce(lead.accepted_day, turned_away.day) BETWEEN ${from}::date AND ${day}::date
            AND coalesce(lead.accepted_day, turned_away.day) <= lead.accept_due_day) AS in_time
      FROM lead LEFT JOIN turned_away ON turned_away.lead_id = lead.id
      WHERE lead.received_day <= ${day}::date
      GROUP BY lead.office_id
    ), late AS (
      SELECT
        CASE late_stage.stage WHEN 'PAY' THEN unit.office_id ELSE lead.office_id END AS office_id,
        count(DISTINCT lead.id) AS late
      FROM late_stage JOIN lead ON lead.id = late_stage.lead_id JOIN unit ON unit.id = late_stage.office_id
      WHERE late_stage.missed_day <= ${day}::date
        AND (late_stage.met_day IS NULL OR late_stage.met_day > ${day}::date)
        AND (late_stage.extended_day IS NULL OR late_stage.extended_day > ${day}::date)
      GROUP BY 1
    ), missed AS (
      SELECT unit.office_id, count(*) AS missed
      FROM late_stage JOIN unit ON unit.id = late_stage.office_id
      WHERE late_stage.missed_day BETWEEN ${from}::date AND ${day}::date
      GROUP BY unit.office_id
    )
    SELECT
      office.code,
      office.name_zh AS "nameZh",
      office.name_en AS "nameEn",
      coalesce(counted.received, 0)::int AS received,
      coalesce(counted.open, 0)::int AS open,
      coalesce(late.late, 0)::int AS late,
      coalesce(missed.missed, 0)::int AS missed,
      coalesce(counted.answered, 0)::int AS answered,
      coalesce(counted.in_time, 0)::int AS "inTime"
    FROM office
      LEFT JOIN counted ON counted.office_id = office.id
      LEFT JOIN late ON late.office_id = office.id
      LEFT JOIN missed ON missed.office_id = office.id
    WHERE office.takes_tips OR counted.office_id IS NOT NULL OR missed.office_id IS NOT NULL
    ORDER BY office.code COLLATE "C"`;
}
