import { isLate } from "#app/domain/deadline/due-date";
import {
  rewardDue,
  runningStage,
  stageUsed,
  type RunningStage,
  type Stage,
} from "#app/domain/deadline/stages";
import { nextExtension } from "#app/domain/lead/time-limits";
import { dayNumber, type Day } from "#app/domain/shared/day";
import type { Deps } from "#app/services/ports";
import {
  limitFactsOf,
  stageFactsOf,
  type LimitRow,
} from "#app/services/lead/time-limits.server";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";

export type LeadLimit = {
  readonly stage: Stage;
  readonly startDay: Day;
  readonly dueDay: Day;
  readonly running: boolean;
  readonly late: boolean;
  /** 1 = the whole limit; more when late; null once it is over */
  readonly shareUsed: number | null;
  /** calendar days; negative when late; null once it is over */
  readonly daysLeft: number | null;
  /** times that it passed: once, or again after an extension */
  readonly missed: readonly {
    readonly dueDay: Day;
    readonly reasonCode: string | null;
    readonly reasonDay: Day | null;
    readonly extendedDay: Day | null;
    readonly metDay: Day | null;
  }[];
};

/** Every limit of a lead that began, in their order, with what was said about it; and the extension that can be given now. */
export function leadLimits(
  deps: Pick<Deps, "clock" | "calendar">,
  row: LimitRow,
) {
  const { calendar } = deps;
  const today = deps.clock.today();
  const facts = stageFactsOf(row);
  const running = runningStage(facts, calendar);
  const limits = limitFactsOf(deps, row);
  const limit = (stage: Stage, startDay: Day, dueDay: Day): LeadLimit => {
    const own: RunningStage | null = running?.stage === stage ? running : null;
    return {
      stage,
      startDay,
      dueDay,
      running: own !== null,
      late: own !== null && isLate(dueDay, today),
      shareUsed: own && stageUsed(own, { today, calendar }) / 100,
      daysLeft: own && dayNumber(dueDay) - dayNumber(today),
      missed: row.lateStages
        .filter((missed) => missed.stage === stage)
        .map((missed) => ({
          dueDay: storedDay(missed.dueDay),
          reasonCode: missed.reasonCode,
          reasonDay: storedDayOrNull(missed.reasonDay),
          extendedDay: storedDayOrNull(missed.extendedDay),
          metDay: storedDayOrNull(missed.metDay),
        })),
    };
  };
  const { acceptedDay, finishDueDay, closedDay } = facts;
  const claim = row.reward?.claim;
  return {
    stages: [
      limit("ACCEPT", facts.receivedDay, facts.acceptDueDay),
      ...(acceptedDay && finishDueDay
        ? [limit("FINISH", acceptedDay, finishDueDay)]
        : []),
      ...(closedDay
        ? [limit("REWARD", closedDay, rewardDue(closedDay, calendar))]
        : []),
      ...(claim
        ? [limit("PAY", storedDay(claim.claimDay), storedDay(claim.payDueDay))]
        : []),
    ],
    extensions: row.extensions.map(({ kind, fromDay, toDay, day }) => ({
      kind,
      fromDay: storedDay(fromDay),
      toDay: storedDay(toDay),
      day: storedDay(day),
    })),
    next: nextExtension(limits, today),
  };
}
