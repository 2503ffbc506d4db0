import { addDays, type Day, day } from "../shared/day";
import {
  type DeadlineUnit,
  type WorkCalendar,
  addMonths,
  dueDate,
  rollBack,
} from "./due-date";

/** One statutory or agreed time limit: what starts it, how long it is, where it comes from. */
export type Clock = {
  readonly count: number;
  readonly unit: DeadlineUnit;
  /** the event whose day starts it; that day is not counted */
  readonly startsAt:
    | "RECEIVED"
    | "ACCEPTED"
    | "FILING_DECIDED"
    | "CHECK_FINISHED"
    | "REWARD_REPORTED"
    | "REWARD_APPROVED"
    | "NOTICE_READ"
    | "NOTICE_SENT"
    | "TRANSFER_PROPOSED"
    | "TRANSFER_APPROVED"
    | "TRANSFER_RECEIVED"
    | "LAST_PROGRESS_REPORT";
  /** legal document, or PROJECT_DECISION where no text gives a number */
  readonly source: string;
};

/**
 * The clocks of casework and rewards. Two of the 310号 limits are "3 days" without the word working: counted as calendar
 * days, the stricter reading.
 */
export const clocks = {
  /** accept or refuse */
  ACCEPT: {
    count: 15,
    unit: "WORKING_DAY",
    startsAt: "RECEIVED",
    source: "医保办发〔2018〕22号",
  },
  /** tell the tipster of the filing decision */
  TELL: {
    count: 5,
    unit: "WORKING_DAY",
    startsAt: "FILING_DECIDED",
    source: "国家医疗保障局令第5号",
  },
  FINISH: {
    count: 30,
    unit: "WORKING_DAY",
    startsAt: "ACCEPTED",
    source: "医保办发〔2018〕22号",
  },
  /** extended by the leader */
  FINISH_COMPLEX: {
    count: 3,
    unit: "MONTH",
    startsAt: "ACCEPTED",
    source: "医保办发〔2018〕22号",
  },
  /** extended after collective study */
  FINISH_VERY_SERIOUS: {
    count: 6,
    unit: "MONTH",
    startsAt: "ACCEPTED",
    source: "医保办发〔2018〕22号",
  },
  REWARD_REPORT: {
    count: 5,
    unit: "WORKING_DAY",
    startsAt: "CHECK_FINISHED",
    source: "河北省实施细则（2023-02-01 起施行）",
  },
  REWARD_APPROVE: {
    count: 5,
    unit: "WORKING_DAY",
    startsAt: "REWARD_REPORTED",
    source: "河北省实施细则（2023-02-01 起施行）",
  },
  REWARD_NOTIFY: {
    count: 2,
    unit: "WORKING_DAY",
    startsAt: "REWARD_APPROVED",
    source: "河北省实施细则（2023-02-01 起施行）",
  },
  CLAIM: {
    count: 2,
    unit: "MONTH",
    startsAt: "NOTICE_READ",
    source: "医保办发〔2022〕22号",
  },
  /** a notice nobody opens counts as received after this time */
  NOTICE_UNREAD: {
    count: 30,
    unit: "CALENDAR_DAY",
    startsAt: "NOTICE_SENT",
    source: "PROJECT_DECISION",
  },
  POLICE_DECIDE: {
    count: 3,
    unit: "CALENDAR_DAY",
    startsAt: "TRANSFER_PROPOSED",
    source: "国务院令第310号 第五条",
  },
  POLICE_SEND: {
    count: 1,
    unit: "CALENDAR_DAY",
    startsAt: "TRANSFER_APPROVED",
    source: "国务院令第310号 第五条",
  },
  POLICE_ANSWER: {
    count: 3,
    unit: "CALENDAR_DAY",
    startsAt: "TRANSFER_RECEIVED",
    source: "国务院令第310号 第八条",
  },
  /** on a case from above, again and again until it is closed */
  PROGRESS_REPORT: {
    count: 10,
    unit: "WORKING_DAY",
    startsAt: "LAST_PROGRESS_REPORT",
    source: "PROJECT_DECISION",
  },
} as const satisfies Record<string, Clock>;
export type ClockName = keyof typeof clocks;

/** Last day of a named clock that started on `start`. */
export function clockDue(
  name: ClockName,
  start: Day,
  calendar: WorkCalendar,
): Day {
  const { count, unit } = clocks[name];
  return dueDate({ start, count, unit, calendar });
}

/**
 * Last day to claim: 2 months from the day the notice was read, or from the 30th day after it was sent when nobody read
 * it by then (医保办发〔2022〕22号: 自收到通知之日起; the 30 days are a decision of the project). The 30th day is a
 * fiction of receipt and not a limit, so it does not roll to a working day; the end of the 2 months does.
 */
export function claimDue(notice: {
  readonly noticeDay: Day;
  readonly readDay: Day | null;
  readonly calendar: WorkCalendar;
}): Day {
  const fiction = addDays(notice.noticeDay, clocks.NOTICE_UNREAD.count);
  const start =
    notice.readDay !== null && notice.readDay < fiction
      ? notice.readDay
      : fiction;
  return clockDue("CLAIM", start, notice.calendar);
}

/** Alerts stand on these shares of a limit, in per cent. */
export const alertShares = [50, 75, 90, 100] as const;

const PAY_BEFORE_DATE = 25;
const MONTHLY_FORM_DATE = 3;

/**
 * Last day to pay a complete claim: the last working day before the 25th of the next month (decision of the project).
 * "Before" must not slip behind the 25th, so a rest day rolls back.
 */
export function payDue(claimDay: Day, calendar: WorkCalendar): Day {
  const month = addMonths(firstOfMonth(claimDay), 1);
  return rollBack(addDays(month, PAY_BEFORE_DATE - 2), calendar);
}

/** Day 3 of the month after the reported one; a rest day rolls back. */
export function monthlyFormDue(monthDay: Day, calendar: WorkCalendar): Day {
  const month = addMonths(firstOfMonth(monthDay), 1);
  return rollBack(addDays(month, MONTHLY_FORM_DATE - 1), calendar);
}

function firstOfMonth(value: Day): Day {
  return day(`${value.slice(0, 8)}01`);
}
