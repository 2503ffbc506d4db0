import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, dayNumber, type Day } from "../shared/day";
import { chinaWorkCalendar } from "./china-work-calendar";
import { clockDue, payDue } from "./clocks";
import { isWorkingDay, workingDaysAfter } from "./due-date";
import {
  lateStage,
  longLateBefore,
  rewardDue,
  runningStage,
  stageUsed,
  type StageFacts,
} from "./stages";

const calendar = chinaWorkCalendar;
const received: StageFacts = {
  receivedDay: day("2026-03-02"),
  acceptDueDay: day("2026-03-23"),
  turnedAway: false,
  acceptedDay: null,
  finishDueDay: null,
  closedDay: null,
  rewardSettled: false,
  claim: null,
};
const accepted: StageFacts = {
  ...received,
  acceptedDay: day("2026-03-10"),
  finishDueDay: day("2026-04-22"),
};
const closed: StageFacts = { ...accepted, closedDay: day("2026-04-01") };
const settled: StageFacts = { ...closed, rewardSettled: true };
const claimed: StageFacts = {
  ...settled,
  claim: { claimDay: day("2026-05-08"), payDueDay: day("2026-06-24") },
};

const stageOf = (facts: StageFacts, today: string) =>
  lateStage(facts, { today: day(today), calendar })?.stage ?? null;

describe("one limit at a time", () => {
  it.each([
    ["ACCEPT", received],
    ["FINISH", accepted],
    ["REWARD", closed],
    [null, settled],
    ["PAY", claimed],
    [null, { ...received, turnedAway: true }],
  ] as const)("%s", (stage, facts) => {
    expect(runningStage(facts, calendar)?.stage ?? null).toBe(stage);
  });

  it.each([
    ["2026-03-23", received, null],
    ["2026-03-24", received, "ACCEPT"],
    // meeting it, late or not, ends it and starts the next
    ["2026-03-24", accepted, null],
    ["2026-04-23", accepted, "FINISH"],
    ["2026-04-23", { ...accepted, finishDueDay: day("2026-06-10") }, null],
    ["2026-06-11", { ...accepted, finishDueDay: day("2026-06-10") }, "FINISH"],
    ["2026-04-20", closed, null],
    ["2026-04-21", closed, "REWARD"],
    ["2026-12-31", settled, null],
    ["2026-06-24", claimed, null],
    ["2026-06-25", claimed, "PAY"],
    ["2026-12-31", { ...received, turnedAway: true }, null],
  ] as const)("on %s of %o: %s", (today, facts, stage) => {
    expect(stageOf(facts, today)).toBe(stage);
  });

  it("5 + 5 + 2 working days for the reward", () => {
    // 6 April 2026 is a holiday
    expect(rewardDue(day("2026-04-01"), calendar)).toBe("2026-04-20");
  });
});

describe("for any way of a lead", () => {
  const gap = fc.integer({ min: 0, max: 120 });
  const start = fc.integer({
    min: dayNumber(day("2025-01-01")),
    max: dayNumber(day("2025-12-31")),
  });
  it("what is late has used more than all of its limit, what is not has used at most all", () => {
    fc.assert(
      fc.property(
        start,
        fc.array(gap, { maxLength: 4 }),
        gap,
        (first, gaps, after) => {
          let last: Day = addDays(day("1970-01-01"), first);
          const days = gaps.map((each) => (last = addDays(last, each)));
          const receivedDay = addDays(day("1970-01-01"), first);
          const [acceptedDay, closedDay, settledDay, claimDay] = days;
          const facts: StageFacts = {
            receivedDay,
            acceptDueDay: clockDue("ACCEPT", receivedDay, calendar),
            turnedAway: false,
            acceptedDay: acceptedDay ?? null,
            finishDueDay: acceptedDay
              ? clockDue("FINISH", acceptedDay, calendar)
              : null,
            closedDay: closedDay ?? null,
            rewardSettled: settledDay !== undefined,
            claim: claimDay
              ? { claimDay, payDueDay: payDue(claimDay, calendar) }
              : null,
          };
          const at = { today: addDays(last, after), calendar };
          const running = runningStage(facts, calendar);
          const late = lateStage(facts, at);
          expect(running?.stage).toBe(
            (["ACCEPT", "FINISH", "REWARD", undefined, "PAY"] as const)[
              days.length
            ],
          );
          if (!running) {
            expect(late).toBeNull();
            return;
          }
          expect(late !== null).toBe(at.today > running.dueDay);
          expect(stageUsed(running, at) > 100).toBe(late !== null);
        },
      ),
    );
  });

  it("long late means more than 30 working days, no day sooner", () => {
    fc.assert(
      fc.property(start, (number) => {
        const today = addDays(day("1970-01-01"), number);
        const before = longLateBefore(today, calendar);
        expect(workingDaysAfter(before, today, calendar)).toBe(30);
        expect(
          workingDaysAfter(addDays(before, -1), today, calendar),
        ).toBeGreaterThan(30);
        expect(isWorkingDay(before, calendar)).toBe(true);
      }),
    );
  });
});
