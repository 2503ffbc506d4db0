import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delayReasons } from "../codes/delay-reasons";
import { chinaWorkCalendar } from "../deadline/china-work-calendar";
import { clockDue } from "../deadline/clocks";
import { CodedError } from "../shared/coded-error";
import { addDays, day, dayNumber, type Day } from "../shared/day";
import {
  nextExtension,
  requireDelay,
  requireExtension,
  type LimitFacts,
} from "./time-limits";

const calendar = chinaWorkCalendar;
const accepted = day("2026-03-02");
const finish = {
  acceptedDay: accepted,
  dueDay: clockDue("FINISH", accepted, calendar),
};
const limits: LimitFacts = { calendar, late: null, finish, extensions: [] };

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  return "NONE";
}

describe("a reason for a delay", () => {
  const late = { stage: "FINISH", dueDay: finish.dueDay } as const;
  const give = (
    reasonCode: string,
    given: string | null,
    stage: "ACCEPT" | "FINISH" = "FINISH",
  ) =>
    codeOf(() =>
      requireDelay(
        { stage, reasonCode },
        { late: { ...late, reasonCode: given } },
      ),
    );
  it("is of the list, for the stage that is late, and new", () => {
    expect(give("STAFF_SHORT", null)).toBe("NONE");
    expect(give("STAFF_SHORT", "OVERSIGHT")).toBe("NONE");
    expect(give("STAFF_SHORT", "STAFF_SHORT")).toBe("REASON_GIVEN");
    expect(give("BECAUSE", null)).toBe("CODE_UNKNOWN");
    expect(give("STAFF_SHORT", null, "ACCEPT")).toBe("NOT_LATE");
    expect(
      codeOf(() =>
        requireDelay({ stage: "FINISH", reasonCode: "OVERSIGHT" }, limits),
      ),
    ).toBe("NOT_LATE");
    for (const { code } of delayReasons) expect(give(code, null)).toBe("NONE");
  });
});

describe("more time to finish", () => {
  const today = day("2026-03-20");
  it("first 3 months for a complex case, then 6 for a very serious one, both from acceptance, each once", () => {
    expect(nextExtension(limits, today)).toEqual({
      kind: "COMPLEX",
      fromDay: finish.dueDay,
      earliest: addDays(finish.dueDay, 1),
      latest: "2026-06-02",
    });
    const dueDay = day("2026-06-02");
    const second = {
      ...limits,
      finish: { ...finish, dueDay },
      extensions: ["COMPLEX"],
    } as const;
    expect(nextExtension(second, today)).toMatchObject({
      kind: "VERY_SERIOUS",
      latest: "2026-09-02",
    });
    expect(
      nextExtension(
        { ...second, extensions: ["COMPLEX", "VERY_SERIOUS"] },
        today,
      ),
    ).toBeNull();
    expect(nextExtension({ ...limits, finish: null }, today)).toBeNull();
  });

  it("also after the limit has passed, but never to a day that is over", () => {
    expect(nextExtension(limits, day("2026-05-20"))).toMatchObject({
      earliest: "2026-05-20",
      latest: "2026-06-02",
    });
    expect(nextExtension(limits, day("2026-06-02"))).toMatchObject({
      earliest: "2026-06-02",
    });
    expect(nextExtension(limits, day("2026-06-03"))).toBeNull();
  });

  it.each([
    ["NONE", "COMPLEX", "2026-06-02", null, []],
    ["NONE", "COMPLEX", "2026-04-20", null, []],
    ["EXTENSION_DAY", "COMPLEX", "2026-06-03", null, []],
    ["EXTENSION_DAY", "COMPLEX", finish.dueDay, null, []],
    ["STUDY_MISSING", "COMPLEX", "2026-06-02", 3, []],
    ["EXTENSION_NOT_NOW", "VERY_SERIOUS", "2026-06-02", 3, []],
    ["EXTENSION_NOT_NOW", "COMPLEX", "2026-06-02", null, ["COMPLEX"]],
    ["NONE", "VERY_SERIOUS", "2026-09-02", 3, ["COMPLEX"]],
    ["STUDY_MISSING", "VERY_SERIOUS", "2026-09-02", 2, ["COMPLEX"]],
    ["STUDY_MISSING", "VERY_SERIOUS", "2026-09-02", null, ["COMPLEX"]],
    ["STUDY_MISSING", "VERY_SERIOUS", "2026-09-02", 100, ["COMPLEX"]],
  ] as const)(
    "%s: %s until %s, %s took part, after %j",
    (code, reasonCode, to, participants, extensions) => {
      expect(
        codeOf(() =>
          requireExtension(
            { reasonCode, to: day(to), participants },
            { ...limits, extensions },
            today,
          ),
        ),
      ).toBe(code);
    },
  );

  it("never past six months from acceptance, whatever is asked for and when", () => {
    const anyDay = fc
      .integer({
        min: dayNumber(day("2026-01-01")),
        max: dayNumber(day("2026-12-31")),
      })
      .map((number): Day => addDays(day("1970-01-01"), number));
    fc.assert(
      fc.property(
        anyDay,
        fc.array(
          fc.record({
            reasonCode: fc.constantFrom("COMPLEX", "VERY_SERIOUS"),
            to: anyDay,
            today: anyDay,
            participants: fc.constantFrom(null, 1, 3, 7),
          }),
          { maxLength: 12 },
        ),
        (acceptedDay, asked) => {
          let now: LimitFacts = {
            ...limits,
            finish: {
              acceptedDay,
              dueDay: clockDue("FINISH", acceptedDay, calendar),
            },
          };
          for (const { today, ...command } of asked) {
            const code = codeOf(() => requireExtension(command, now, today));
            if (code !== "NONE") continue;
            expect(command.to > now.finish!.dueDay).toBe(true);
            expect(command.to >= today).toBe(true);
            now = {
              ...now,
              finish: { acceptedDay, dueDay: command.to },
              extensions: [...now.extensions, command.reasonCode],
            };
          }
          const { extensions } = now;
          expect(["", "COMPLEX", "COMPLEX,VERY_SERIOUS"]).toContain(
            extensions.join(),
          );
          const clock =
            extensions.length === 2
              ? "FINISH_VERY_SERIOUS"
              : extensions.length === 1
                ? "FINISH_COMPLEX"
                : "FINISH";
          expect(
            now.finish!.dueDay <= clockDue(clock, acceptedDay, calendar),
          ).toBe(true);
        },
      ),
    );
  });
});
