import {
  chinaExtraWorkingDays,
  chinaHolidays,
  chinaWorkCalendar,
} from "../deadline/china-work-calendar";
import { claimDue, clockDue, payDue } from "../deadline/clocks";
import { workCalendar, type WorkCalendar } from "../deadline/due-date";
import { rewardDue, type Stage } from "../deadline/stages";
import { isCodedError } from "../shared/coded-error";
import type { Day } from "../shared/day";
import { textOf, type LogFact, type ReportFault } from "./log-fact";
import type { LeadTrack } from "./replay-lead";

type DueOn = (start: Day, calendar: WorkCalendar) => Day;

/** Fields that hold the last day of a limit which the day of their entry starts. */
const limitOf: Readonly<Record<string, readonly [field: string, due: DueOn]>> =
  {
    TIP_RECEIVED: [
      "acceptDueDay",
      (day, known) => clockDue("ACCEPT", day, known),
    ],
    LEAD_ACCEPTED: [
      "finishDueDay",
      (day, known) => clockDue("FINISH", day, known),
    ],
    REWARD_CLAIMED: ["payDueDay", payDue],
    // reading the notice moves the day, and no entry tells of it: this one is that of a notice nobody read
    REWARD_NOTIFIED: [
      "claimDueDay",
      (noticeDay, calendar) => claimDue({ noticeDay, readDay: null, calendar }),
    ],
  };

/** What the server wrote as a limit is what calendar and law make of the day of the entry. */
export function requireLimit(fact: LogFact, report: ReportFault): void {
  const limit = limitOf[fact.kind];
  if (!limit) return;
  const [field, due] = limit;
  const told = textOf(fact, field);
  const expected = dueDays(fact.day, due);
  if (!expected.includes(told))
    report("LIMIT_DIFFERS", fact, { told, expected: expected.at(-1) ?? "-" });
}

const extensionClocks: Readonly<
  Record<string, "FINISH_COMPLEX" | "FINISH_VERY_SERIOUS">
> = { COMPLEX: "FINISH_COMPLEX", VERY_SERIOUS: "FINISH_VERY_SERIOUS" };

/** An extension ends on a day that a leader chooses, up to the one that the law counts from acceptance. */
export function requireExtensionDay(
  { acceptedDay }: LeadTrack,
  fact: LogFact,
  report: ReportFault,
): void {
  const clock = extensionClocks[textOf(fact, "reasonCode")];
  if (!clock || acceptedDay === null) return;
  const told = textOf(fact, "toDay");
  const latest = latestOf(acceptedDay, (day, known) =>
    clockDue(clock, day, known),
  );
  if (told > latest)
    report("LIMIT_DIFFERS", fact, { told, expected: latest || "-" });
}

/** The limit that runs at the end of a cut, null when nothing is owed; that of a payment runs with its claim. */
export function limitAtEnd({
  lead,
  dueDays: known,
  reward,
  closedDay,
}: LeadTrack): { readonly stage: Stage; readonly due: string } | null {
  switch (lead.state) {
    case "REFUSED":
    case "TRANSFERRED":
      return null;
    case "CLOSED": {
      const preparing =
        reward === null ||
        ["PROPOSED", "MADE", "REVIEWED", "MISMATCH", "APPROVED"].includes(
          reward.stage,
        );
      if (!preparing || closedDay === null) return null;
      return { stage: "REWARD", due: latestOf(closedDay, rewardDue) };
    }
    default: {
      const finish = known.get("FINISH");
      return finish === undefined
        ? { stage: "ACCEPT", due: known.get("ACCEPT") ?? "" }
        : { stage: "FINISH", due: finish };
    }
  }
}

function latestOf(start: string, due: DueOn): string {
  return dueDays(start, due).toSorted().at(-1) ?? "";
}

/**
 * The rest days of a year are announced towards the end of the one before: who counted earlier knew of weekends only, and was right.
 * @returns none when `start` is no day that limits can begin on
 */
function dueDays(start: string, due: DueOn): readonly string[] {
  try {
    return [knownIn(start.slice(0, 4)), chinaWorkCalendar].map((calendar) =>
      due(start as Day, calendar),
    );
  } catch (error) {
    if (!isCodedError(error) && !(error instanceof RangeError)) throw error;
    return [];
  }
}

const calendars = new Map<string, WorkCalendar>();
function knownIn(year: string): WorkCalendar {
  let found = calendars.get(year);
  if (!found) {
    const until = (days: readonly string[]) =>
      days.filter((each) => each.slice(0, 4) <= year);
    found = workCalendar({
      nonWorkingDays: until(chinaHolidays),
      extraWorkingDays: until(chinaExtraWorkingDays),
    });
    calendars.set(year, found);
  }
  return found;
}
