import { clocks } from "#app/domain/deadline/clocks";
import { isLate, shareUsed } from "#app/domain/deadline/due-date";
import { dayNumber, type Day } from "#app/domain/shared/day";
import type { Deps } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";

export type TimeLimit = {
  readonly dueDay: Day;
  readonly dueKind: "ACCEPT" | "FINISH";
  readonly late: boolean;
  /** 1 = the whole limit; more when late */
  readonly shareUsed: number;
  /** calendar days; negative when late */
  readonly daysLeft: number;
};

/** The clock that runs for a lead now, null when none does. */
export function timeLimitOf(
  deps: Pick<Deps, "clock" | "calendar">,
  lead: {
    readonly state: string;
    readonly receivedDay: Date;
    readonly acceptDueDay: Date;
    readonly acceptedDay: Date | null;
    readonly finishDueDay: Date | null;
  },
): TimeLimit | null {
  const limit = (start: Date, due: Date, dueKind: TimeLimit["dueKind"]) => {
    const today = deps.clock.today();
    const dueDay = storedDay(due);
    const used = shareUsed({
      start: storedDay(start),
      due: dueDay,
      today,
      unit: clocks[dueKind].unit,
      calendar: deps.calendar,
    });
    return {
      dueDay,
      dueKind,
      late: isLate(dueDay, today),
      shareUsed: used / 100,
      daysLeft: dayNumber(dueDay) - dayNumber(today),
    };
  };
  if (lead.state === "RECEIVED" || lead.state === "SCREENING")
    return limit(lead.receivedDay, lead.acceptDueDay, "ACCEPT");
  const ended = ["REFUSED", "TRANSFERRED", "CLOSED", "ARCHIVED"];
  if (ended.includes(lead.state) || !lead.acceptedDay || !lead.finishDueDay)
    return null;
  return limit(lead.acceptedDay, lead.finishDueDay, "FINISH");
}
