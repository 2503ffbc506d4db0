import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import raw from "chinese-days/dist/chinese-days.json";
import { describe, expect, it } from "vitest";
import { addDays, day, dayNumber } from "../shared/day";
import {
  calendarKnown,
  chinaExtraWorkingDays,
  chinaHolidays,
  chinaWorkCalendar,
} from "./china-work-calendar";
import {
  type ClockName,
  claimDue,
  clockDue,
  clocks,
  monthlyFormDue,
  payDue,
} from "./clocks";
import {
  addMonths,
  dueDate,
  isLate,
  isWorkingDay,
  shareUsed,
  workCalendar,
  workingDaysAfter,
} from "./due-date";

const plain = workCalendar({ nonWorkingDays: [], extraWorkingDays: [] });
const china = chinaWorkCalendar;

describe("due dates", () => {
  it.each([
    // the day it starts on is not counted, whether worked or not
    ["2025-03-03", 1, "WORKING_DAY", "2025-03-04"],
    ["2025-03-07", 1, "WORKING_DAY", "2025-03-10"],
    ["2025-03-08", 1, "WORKING_DAY", "2025-03-10"],
    // over the spring festival of 2026: off 15 to 23 February, 28 February worked
    ["2026-02-13", 1, "WORKING_DAY", "2026-02-14"],
    ["2026-02-13", 2, "WORKING_DAY", "2026-02-24"],
    ["2026-02-13", 6, "WORKING_DAY", "2026-02-28"],
    ["2026-10-09", 1, "WORKING_DAY", "2026-10-10"],
    ["2025-03-07", 1, "CALENDAR_DAY", "2025-03-10"],
    ["2025-03-03", 30, "CALENDAR_DAY", "2025-04-02"],
    // same day number, end of a shorter month, leap year, over the year
    ["2025-01-15", 1, "MONTH", "2025-02-17"],
    ["2025-12-31", 2, "MONTH", "2026-02-28"],
    ["2023-12-31", 2, "MONTH", "2024-02-29"],
    ["2025-10-31", 6, "MONTH", "2026-04-30"],
    // 1 May is a holiday until the 5th
    ["2026-03-01", 2, "MONTH", "2026-05-06"],
  ] as const)("%s + %i %s = %s", (start, count, unit, due) => {
    expect(dueDate({ start: day(start), count, unit, calendar: china })).toBe(
      due,
    );
  });
  it.each([0, -1, 1.5, Number.NaN, 3_661])("refuses the count %d", (count) => {
    expect(() =>
      dueDate({
        start: day("2025-03-03"),
        count,
        unit: "MONTH",
        calendar: plain,
      }),
    ).toThrow("INPUT_INVALID");
  });
  it("does not look for ever in a calendar without working days", () => {
    const start = day("2025-03-03");
    const nonWorkingDays = Array.from({ length: 500 }, (_, index) =>
      addDays(start, index),
    );
    const calendar = workCalendar({ nonWorkingDays, extraWorkingDays: [] });
    expect(() =>
      dueDate({ start, count: 1, unit: "WORKING_DAY", calendar }),
    ).toThrow("CALENDAR_INVALID");
  });
  it("takes a day in both lists as a rest day", () => {
    const both = workCalendar({
      nonWorkingDays: ["2025-03-08"],
      extraWorkingDays: ["2025-03-08", "2025-03-09"],
    });
    expect(isWorkingDay(day("2025-03-08"), both)).toBe(false);
    expect(isWorkingDay(day("2025-03-09"), both)).toBe(true);
  });

  const anyDay = fc
    .integer({
      min: dayNumber(day("2023-06-01")),
      max: dayNumber(day("2027-06-01")),
    })
    .map((number) => addDays(day("1970-01-01"), number));
  it("always end on a working day after the start, and count what they say", () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom("WORKING_DAY", "CALENDAR_DAY", "MONTH"),
        (start, count, unit) => {
          const due = dueDate({ start, count, unit, calendar: china });
          expect(due > start).toBe(true);
          expect(isWorkingDay(due, china)).toBe(true);
          if (unit === "WORKING_DAY")
            expect(workingDaysAfter(start, due, china)).toBe(count);
          if (unit === "MONTH") {
            const end = addMonths(start, count);
            expect(end.slice(8) <= start.slice(8)).toBe(true);
            expect(workingDaysAfter(addDays(end, -1), due, china)).toBe(1);
          }
        },
      ),
    );
  });
});

describe("late and how much is used", () => {
  const start = day("2026-03-02");
  const at = (today: string, unit: "WORKING_DAY" | "MONTH" = "WORKING_DAY") =>
    shareUsed({
      start,
      due: clockDue(
        unit === "MONTH" ? "FINISH_COMPLEX" : "PROGRESS_REPORT",
        start,
        china,
      ),
      today: day(today),
      unit,
      calendar: china,
    });
  it.each([
    ["2026-02-20", 0],
    ["2026-03-02", 0],
    ["2026-03-03", 10],
    ["2026-03-09", 50],
    ["2026-03-16", 100],
    ["2026-03-17", 110],
  ])("10 working days from 2 March: on %s %i %%", (today, share) => {
    expect(at(today)).toBe(share);
  });
  it("is late from the day after, also on a weekend", () => {
    expect(isLate(day("2026-03-16"), day("2026-03-16"))).toBe(false);
    expect(isLate(day("2026-03-16"), day("2026-03-17"))).toBe(true);
    const friday = day("2026-03-13");
    expect(
      shareUsed({
        start,
        due: friday,
        today: day("2026-03-14"),
        unit: "WORKING_DAY",
        calendar: china,
      }),
    ).toBe(101);
  });
  it("counts calendar days for months", () => {
    expect(at("2026-04-17", "MONTH")).toBe(50);
  });
});

describe("clocks", () => {
  it.each([
    ["ACCEPT", "2025-03-24"],
    ["TELL", "2025-03-10"],
    ["FINISH", "2025-04-15"],
    ["FINISH_COMPLEX", "2025-06-03"],
    ["FINISH_VERY_SERIOUS", "2025-09-03"],
    ["REWARD_REPORT", "2025-03-10"],
    ["REWARD_APPROVE", "2025-03-10"],
    ["REWARD_NOTIFY", "2025-03-05"],
    ["CLAIM", "2025-05-06"],
    ["PROGRESS_REPORT", "2025-03-17"],
  ] satisfies [ClockName, string][])(
    "%s from 2025-03-03 ends on %s",
    (name, due) => {
      expect(clockDue(name, day("2025-03-03"), china)).toBe(due);
    },
  );
  it("names a source for each", () => {
    for (const clock of Object.values(clocks))
      expect(clock.source).not.toBe("");
  });
  it("starts the claim on reading, or on the 30th day", () => {
    const noticeDay = day("2025-03-03");
    const due = (readDay: string | null) =>
      claimDue({
        noticeDay,
        readDay: readDay === null ? null : day(readDay),
        calendar: china,
      });
    expect(due("2025-03-03")).toBe("2025-05-06");
    expect(due("2025-03-12")).toBe("2025-05-12");
    // 2025-04-02 + 2 months = 2025-06-02, a holiday
    expect(due(null)).toBe("2025-06-03");
    expect(due("2025-07-01")).toBe("2025-06-03");
  });
  it("pays before the 25th of the next month, never after", () => {
    // 24 May 2026 is a Sunday, 24 October 2026 a Saturday
    expect(payDue(day("2026-02-10"), china)).toBe("2026-03-24");
    expect(payDue(day("2026-04-30"), china)).toBe("2026-05-22");
    expect(payDue(day("2026-09-01"), china)).toBe("2026-10-23");
    expect(payDue(day("2026-12-31"), china)).toBe("2027-01-22");
  });
  it("wants the monthly form by day 3 of the next month", () => {
    expect(monthlyFormDue(day("2026-02-28"), china)).toBe("2026-03-03");
    // 1 to 7 October are off
    expect(monthlyFormDue(day("2026-09-15"), china)).toBe("2026-09-30");
  });
});

describe("State Council calendar", () => {
  const inYears = (list: Readonly<Record<string, unknown>>) =>
    Object.keys(list)
      .filter((text) => calendarKnown(day(text)))
      .sort();
  it("agrees with the published data, day by day", () => {
    expect([...chinaHolidays]).toEqual(inYears(raw.holidays));
    expect([...chinaExtraWorkingDays]).toEqual(inYears(raw.workdays));
    expect(chinaHolidays.length).toBe(28 + 28 + 33);
  });
  it("works 2026-10-10, a Saturday, and rests 2026-10-01", () => {
    expect(isWorkingDay(day("2026-10-10"), china)).toBe(true);
    expect(isWorkingDay(day("2026-10-01"), china)).toBe(false);
  });
  it("knows which years it knows", () => {
    expect(calendarKnown(day("2023-12-31"))).toBe(false);
    expect(calendarKnown(day("2024-01-01"))).toBe(true);
    expect(calendarKnown(day("2026-12-31"))).toBe(true);
    expect(calendarKnown(day("2027-01-01"))).toBe(false);
  });
});

describe("time zones", () => {
  const script = `
    import { chinaWorkCalendar as calendar } from "./app/domain/deadline/china-work-calendar";
    import { dueDate, isWorkingDay } from "./app/domain/deadline/due-date";
    import { claimDue, payDue } from "./app/domain/deadline/clocks";
    import { addDays, day } from "./app/domain/shared/day";
    const out = [];
    for (let d = day("2023-12-25"); d < day("2027-01-10"); d = addDays(d, 1))
      out.push([d, isWorkingDay(d, calendar), payDue(d, calendar),
        claimDue({ noticeDay: d, readDay: null, calendar }),
        ...["WORKING_DAY", "CALENDAR_DAY", "MONTH"].map((unit) => dueDate({ start: d, count: 15, unit, calendar }))].join(" "));
    console.log(new Date(2026, 0, 1).getTimezoneOffset() + "\\n" + out.join("\\n"));
  `;
  const under = async (zone: string) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", script],
      {
        env: { ...process.env, TZ: zone },
        maxBuffer: 1 << 24,
        cwd: new URL("../../..", import.meta.url),
      },
    );
    const [offset, ...lines] = stdout.trim().split("\n");
    return { offset, lines };
  };
  it("give the same days everywhere", async () => {
    const utc = await under("UTC");
    expect(utc.lines.length).toBe(1_112);
    expect(utc.lines).toContain(
      "2026-10-10 true 2026-11-24 2027-01-11 2026-10-30 2026-10-26 2028-01-10",
    );
    const zones = [
      ["Asia/Shanghai", "-480"],
      ["America/Los_Angeles", "480"],
      ["Pacific/Kiritimati", "-840"],
      // summer time changes at midnight here
      ["America/Sao_Paulo", "180"],
    ] as const;
    for (const [zone, offset] of zones) {
      const there = await under(zone);
      // the zone was really another one
      expect(there.offset).toBe(offset);
      expect(there.lines).toEqual(utc.lines);
    }
  });
});
