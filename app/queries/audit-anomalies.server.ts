import {
  anomaliesOf,
  anomalyCodes,
  lateCheckpoints,
  type AnomalyFact,
} from "#app/domain/log/anomalies";
import { readKinds } from "#app/domain/log/replay-lead";
import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import { addDays, type Day } from "#app/domain/shared/day";
import { readEntry } from "#app/services/log/read-entry";
import type { Deps, StaffActor } from "#app/services/ports";
import { dayToStore, storedDay } from "#app/services/stored-day";
import { auditRows } from "./audit-entries.server";

/** A page is made from this many days, and from no more entries: older stretches are chosen by day. */
const DAYS = 30;
export const MAX_ANOMALY_ENTRIES = 50_000;
const PAGE = 5_000;
const SHOWN_A_KIND = 20;
const ENTRIES_SHOWN = 5;

/**
 * What an auditor should look at in a month up to `to` (today when left out), by kind.
 * @throws CodedError NOT_FOUND for everybody but auditors
 */
export async function auditAnomalies(
  deps: Deps,
  actor: StaffActor,
  { to }: { readonly to?: Day | undefined },
) {
  if (!may(actor, "audit.read")) throw new CodedError("NOT_FOUND");
  const today = deps.clock.today();
  const until = to ?? today;
  const from = addDays(until, 1 - DAYS);
  const { facts, complete } = await factsBetween(deps, from, until);
  const workedOn = await workersOf(deps, facts);
  const cuts = await deps.db.logCheckpoint.findMany({
    where: { day: { gte: dayToStore(from), lte: dayToStore(until) } },
    orderBy: { size: "asc" },
    distinct: ["day"],
    select: { day: true },
  });
  const found = [
    ...anomaliesOf(facts, { calendar: deps.calendar, workedOn }),
    ...lateCheckpoints(
      cuts.map(({ day }) => storedDay(day)),
      until < today ? addDays(until, 1) : today,
    ),
  ];
  const kinds = await Promise.all(
    anomalyCodes.map(async (code) => {
      const all = found.filter((each) => each.code === code);
      const shown = all.slice(0, SHOWN_A_KIND);
      return {
        code,
        count: all.length,
        items: await Promise.all(
          shown.map(async ({ facts: of, values }) => ({
            values,
            more: Math.max(0, of.length - ENTRIES_SHOWN),
            rows: await auditRows(
              deps,
              of.slice(0, ENTRIES_SHOWN).map(({ id }) => id),
            ),
          })),
        ),
      };
    }),
  );
  return { from, to: until, complete, entries: facts.length, kinds };
}

type StoredFact = AnomalyFact & { readonly id: string };

/** A stretch of the log without holes of its own: what lies between the first and the last entry of these days. */
async function factsBetween({ db }: Deps, from: Day, to: Day) {
  const facts: StoredFact[] = [];
  const [range] = await db.$queryRaw<
    { first: bigint | null; last: bigint | null; complete: string | null }[]
  >`
    SELECT ends.first, ends.last,
      (SELECT max(day)::text FROM log_checkpoint WHERE size <= ends.first) AS complete
    FROM (SELECT (SELECT min(place) FROM log_record WHERE day >= ${from}::date) AS first,
      (SELECT max(place) FROM log_record WHERE day <= ${to}::date) AS last) AS ends`;
  const { first, last, complete } = range!;
  let completeBefore = complete;
  if (first === null || last === null) return { facts, complete: true };
  for (let after = first - 1n; ;) {
    const rows = await db.logEntry.findMany({
      where: { place: { gt: after, lte: last } },
      orderBy: { place: "asc" },
      take: PAGE,
      select: {
        id: true,
        index: true,
        place: true,
        entry: true,
        innerEntry: true,
      },
    });
    for (const row of rows) {
      const entry = readEntry(row);
      facts.push({
        ...entry,
        id: row.id,
        index: Number(row.index ?? -1),
        place: Number(row.place),
        completeBefore: row.index === null ? null : (completeBefore ?? ""),
      });
      if (entry.kind === "LOG_CUT")
        completeBefore = (entry.data as { upToDay: string }).upToDay;
    }
    after = rows.at(-1)?.place ?? after;
    const full = facts.length >= MAX_ANOMALY_ENTRIES;
    if (rows.length < PAGE || full) return { facts, complete: !full };
  }
}

/** Who ever did more on one of these leads than read it. */
async function workersOf(
  { db }: Deps,
  facts: readonly StoredFact[],
): Promise<ReadonlySet<string>> {
  const leads = [
    ...new Set(
      facts.flatMap(({ kind, leadId }) =>
        leadId !== null && readKinds.has(kind) ? [leadId] : [],
      ),
    ),
  ];
  const rows = await db.$queryRaw<{ lead: string; person: string }[]>`
    SELECT DISTINCT lead_id::text AS lead, person_id::text AS person FROM log_record
    WHERE lead_id = ANY(${leads}::uuid[]) AND person_id IS NOT NULL AND kind <> ALL(${[...readKinds]}::text[])`;
  return new Set(rows.map(({ lead, person }) => `${lead} ${person}`));
}
