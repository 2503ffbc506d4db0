import { assertNever, CodedError } from "../shared/coded-error";
import { addDays, type Day, day, dayNumber, weekday } from "../shared/day";

/**
 * Which days are worked. Rest days are Saturdays and Sundays except `extraWorkingDays` (调休上班), and `nonWorkingDays`
 * (holidays); a day in both lists is a rest day.
 */
export type WorkCalendar = {
  readonly nonWorkingDays: ReadonlySet<Day>;
  readonly extraWorkingDays: ReadonlySet<Day>;
};

export type DeadlineUnit = "WORKING_DAY" | "CALENDAR_DAY" | "MONTH";

/** @throws CodedError DAY_NOT_VALID */
export function workCalendar(lists: {
  readonly nonWorkingDays: readonly string[];
  readonly extraWorkingDays: readonly string[];
}): WorkCalendar {
  return {
    nonWorkingDays: new Set(lists.nonWorkingDays.map(day)),
    extraWorkingDays: new Set(lists.extraWorkingDays.map(day)),
  };
}

export function isWorkingDay(value: Day, calendar: WorkCalendar): boolean {
  if (calendar.nonWorkingDays.has(value)) return false;
  if (calendar.extraWorkingDays.has(value)) return true;
  const number = weekday(value);
  return number !== 0 && number !== 6;
}

const MOST_COUNT = 3_660;
/** No calendar of rest days is longer; a longer one is broken data and must not loop for ever. */
const LONGEST_REST = 366;

/**
 * The last day of a time limit. The day it starts on is not counted (民法典 art. 201); months end on the same day number,
 * or on the last day of a shorter month (art. 202); a limit in calendar days or months that ends on a rest day ends on the
 * next working day (art. 203). A limit in working days ends on one by itself.
 *
 * @param limit.count 1 to 3660
 * @throws CodedError INPUT_INVALID for another count, CALENDAR_INVALID when the calendar has no working day within a year
 */
export function dueDate(limit: {
  readonly start: Day;
  readonly count: number;
  readonly unit: DeadlineUnit;
  readonly calendar: WorkCalendar;
}): Day {
  const { start, count, unit, calendar } = limit;
  if (!Number.isSafeInteger(count) || count < 1 || count > MOST_COUNT)
    throw new CodedError("INPUT_INVALID", { field: "count" });
  switch (unit) {
    case "WORKING_DAY": {
      let last = start;
      for (let left = count; left > 0; left--)
        last = rollForward(addDays(last, 1), calendar);
      return last;
    }
    case "CALENDAR_DAY":
      return rollForward(addDays(start, count), calendar);
    case "MONTH":
      return rollForward(addMonths(start, count), calendar);
    default:
      return assertNever(unit);
  }
}

/** The day itself when it is worked, else the next working day. */
export function rollForward(value: Day, calendar: WorkCalendar): Day {
  for (let step = 0; step <= LONGEST_REST; step++) {
    const candidate = addDays(value, step);
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  throw new CodedError("CALENDAR_INVALID");
}

/** The day itself when it is worked, else the working day before: for limits that say "before" and must not slip. */
export function rollBack(value: Day, calendar: WorkCalendar): Day {
  for (let step = 0; step <= LONGEST_REST; step++) {
    const candidate = addDays(value, -step);
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  throw new CodedError("CALENDAR_INVALID");
}

/** 2024-12-31 + 2 months = 2025-02-28 */
export function addMonths(value: Day, count: number): Day {
  const [year, month, date] = value.split("-").map(Number) as [
    number,
    number,
    number,
  ];
  const months = year * 12 + (month - 1) + count;
  const targetYear = Math.floor(months / 12);
  const targetMonth = months - targetYear * 12;
  const lastDate = new Date(
    Date.UTC(targetYear, targetMonth + 1, 0),
  ).getUTCDate();
  const pad = (number: number) => String(number).padStart(2, "0");
  return day(
    `${targetYear}-${pad(targetMonth + 1)}-${pad(Math.min(date, lastDate))}`,
  );
}

/** Late from the day after the last day; the last day itself is in time. */
export function isLate(due: Day, today: Day): boolean {
  return today > due;
}

/**
 * How much of a limit is used, in whole per cent, rounded down: 0 on the first day, 100 on the last, more when late.
 * Working-day limits count working days, others calendar days.
 */
export function shareUsed(clock: {
  readonly start: Day;
  readonly due: Day;
  readonly today: Day;
  readonly unit: DeadlineUnit;
  readonly calendar: WorkCalendar;
}): number {
  const { start, due, today, unit, calendar } = clock;
  if (today <= start) return 0;
  const span = (to: Day) =>
    unit === "WORKING_DAY"
      ? workingDaysAfter(start, to, calendar)
      : dayNumber(to) - dayNumber(start);
  const total = span(due);
  const used = Math.floor((span(today) * 100) / Math.max(total, 1));
  // a weekend after the last day adds no working day, yet the limit has passed
  return isLate(due, today) ? Math.max(used, 101) : Math.min(used, 100);
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. */
export function workingDaysAfter(
  from: Day,
  to: Day,
  calendar: WorkCalendar,
): number {
  let count = 0;
  for (let each = addDays(from, 1); each <= to; each = addDays(each, 1))
    if (isWorkingDay(each, calendar)) count += 1;
  return count;
}
