import { addDays, type Day } from "../shared/day";
import { clockDue, clocks } from "./clocks";
import {
  isLate,
  isWorkingDay,
  shareUsed,
  type DeadlineUnit,
  type WorkCalendar,
} from "./due-date";

/** What the authority promises by a day: decide on acceptance, finish, settle the reward, pay. */
export const stages = ["ACCEPT", "FINISH", "REWARD", "PAY"] as const;
export type Stage = (typeof stages)[number];

/** How far a lead is, as far as its time limits ask. */
export type StageFacts = {
  readonly receivedDay: Day;
  readonly acceptDueDay: Day;
  /** refused, or a matter for others: nothing more is promised */
  readonly turnedAway: boolean;
  readonly acceptedDay: Day | null;
  /** with every extension */
  readonly finishDueDay: Day | null;
  readonly closedDay: Day | null;
  /** the notice is out, or it is decided that there is none */
  readonly rewardSettled: boolean;
  /** complete and not paid yet */
  readonly claim: { readonly claimDay: Day; readonly payDueDay: Day } | null;
};

export type RunningStage = {
  readonly stage: Stage;
  readonly startDay: Day;
  readonly dueDay: Day;
  readonly unit: DeadlineUnit;
};

/**
 * The limit that runs now: one at a time, since each begins where the one before is met. None once nothing is owed any more,
 * and while the next step is the tipster's.
 */
export function runningStage(
  facts: StageFacts,
  calendar: WorkCalendar,
): RunningStage | null {
  const { receivedDay, acceptDueDay, acceptedDay, finishDueDay, closedDay } =
    facts;
  if (facts.turnedAway) return null;
  if (acceptedDay === null || finishDueDay === null)
    return limit("ACCEPT", receivedDay, acceptDueDay);
  if (closedDay === null) return limit("FINISH", acceptedDay, finishDueDay);
  if (!facts.rewardSettled)
    return limit("REWARD", closedDay, rewardDue(closedDay, calendar));
  const { claim } = facts;
  return claim && limit("PAY", claim.claimDay, claim.payDueDay);
}

function limit(stage: Stage, startDay: Day, dueDay: Day): RunningStage {
  return {
    stage,
    startDay,
    dueDay,
    unit: stage === "PAY" ? "CALENDAR_DAY" : clocks.ACCEPT.unit,
  };
}

/** Report, approve and notify, one after the other. */
export function rewardDue(closedDay: Day, calendar: WorkCalendar): Day {
  const reported = clockDue("REWARD_REPORT", closedDay, calendar);
  const approved = clockDue("REWARD_APPROVE", reported, calendar);
  return clockDue("REWARD_NOTIFY", approved, calendar);
}

/** The running limit when its last day is over. */
export function lateStage(
  facts: StageFacts,
  { today, calendar }: { readonly today: Day; readonly calendar: WorkCalendar },
): RunningStage | null {
  const running = runningStage(facts, calendar);
  return running && isLate(running.dueDay, today) ? running : null;
}

/** Per cent of the limit that are used, as `shareUsed`. */
export function stageUsed(
  { startDay, dueDay, unit }: RunningStage,
  { today, calendar }: { readonly today: Day; readonly calendar: WorkCalendar },
): number {
  return shareUsed({ start: startDay, due: dueDay, today, unit, calendar });
}

/** Longer than this, and the office two levels above is told too. Decision of the project. */
export const LONG_LATE_WORKING_DAYS = 30;

/** Limits that ended before this day are late by more than `LONG_LATE_WORKING_DAYS` working days on `today`. */
export function longLateBefore(today: Day, calendar: WorkCalendar): Day {
  let day = addDays(today, 1);
  for (let left = LONG_LATE_WORKING_DAYS + 1; left > 0;) {
    day = addDays(day, -1);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}
