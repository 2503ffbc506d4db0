import { describe, expect, test } from "vitest";
import { day } from "#app/domain/shared/day";
import { areas } from "#app/server/areas.server";
import {
  noAnswers,
  readAnswers,
  writeAnswers,
  type TipAnswers,
} from "./answers";
import { composeTip } from "./compose-tip";
import type { PageContext, PageId } from "./form-page";
import { readGo, takeStep, type Go } from "./take-step";

const context: PageContext = {
  language: "zh-CN",
  today: day("2026-03-02"),
  areas: areas.book,
  fileNames: [],
};

const whole: TipAnswers = {
  ...noAnswers,
  province: "370000",
  area: "370102",
  place: "路口\n南",
  subjectKind: "HOS",
  subjectName: "某医院",
  misconduct: ["HOS-06"],
  what: "病床上没有人。",
  fromYear: "2025",
  fromMonth: "3",
  amount: "50,000",
  evidence: ["PHOTO"],
  reporterKind: "PERSON",
  rewardWanted: "YES",
  nameKind: "ANON_CLAIM",
};

function press(
  page: PageId | "start",
  go: Go,
  {
    answers = whole,
    typed = {},
    returnToCheck = false,
  }: {
    answers?: TipAnswers;
    typed?: Record<string, readonly string[]>;
    returnToCheck?: boolean;
  } = {},
) {
  return takeStep(
    { page, go, answers, typed, returnToCheck, fileErrors: [] },
    context,
  );
}
const next: Go = { kind: "NEXT" };

describe("one step", () => {
  test("the start page leads to the first question", () => {
    expect(press("start", next, { answers: noAnswers }).show).toBe("province");
  });

  test("a good answer leads on and is kept", () => {
    const step = press("province", next, {
      answers: noAnswers,
      typed: { province: ["320000"] },
    });
    expect(step).toMatchObject({ show: "place", errors: [] });
    expect(step.answers.province).toBe("320000");
  });

  test("a wrong answer brings the page back with what was typed", () => {
    const what = "x".repeat(20_001);
    const step = press("what", next, { typed: { what: [what] } });
    expect(step.show).toBe("what");
    expect(step.answers.what).toBe(what);
    expect(step.errors.map(({ code }) => code)).toEqual(["TEXT_TOO_LONG"]);
  });

  test("control characters are reported once and shown no more", () => {
    const step = press("what", next, {
      typed: { what: ["he\u202ello\u0000\r\nworld"] },
    });
    expect(step.errors.map(({ code }) => code)).toEqual([
      "TEXT_HAS_CONTROL_CHARACTERS",
    ]);
    expect(step.answers.what).toBe("hello\nworld");
    expect(
      press("what", next, { typed: { what: [step.answers.what] } }).errors,
    ).toEqual([]);
  });

  test("going back checks nothing and keeps what was half typed", () => {
    const step = press(
      "when",
      { kind: "BACK" },
      { typed: { fromYear: ["20"] } },
    );
    expect(step).toMatchObject({ show: "what", errors: [] });
    expect(step.answers.fromYear).toBe("20");
  });

  test("an unticked box is unticked", () => {
    const step = press("evidence", next, { typed: {} });
    expect(step.answers.evidence).toEqual([]);
  });

  test("a doubled choice counts once", () => {
    const step = press("misconduct", next, {
      typed: { misconduct: ["HOS-06", "HOS-06"] },
    });
    expect(step.answers.misconduct).toEqual(["HOS-06"]);
  });
});

describe("check your answers", () => {
  test("change leads to the page and back", () => {
    const change = press("check", { kind: "CHANGE", page: "what" });
    expect(change).toMatchObject({ show: "what", returnToCheck: true });
    expect(
      press("what", next, { typed: { what: ["新"] }, returnToCheck: true }),
    ).toMatchObject({ show: "check", returnToCheck: false });
  });

  test("another kind of subject asks for its acts before the way back", () => {
    expect(
      press("subject-kind", next, {
        typed: { subjectKind: ["PHA"] },
        returnToCheck: true,
      }),
    ).toMatchObject({ show: "misconduct", returnToCheck: true });
    expect(
      press("subject-kind", next, {
        typed: { subjectKind: ["HOS"] },
        returnToCheck: true,
      }).show,
    ).toBe("check");
  });

  test("a real name chosen late asks for the name", () => {
    expect(
      press("name-kind", next, {
        typed: { nameKind: ["REAL"] },
        returnToCheck: true,
      }).show,
    ).toBe("identity");
  });

  test("a reward wanted late by somebody fully anonymous is refused at the signature", () => {
    const step = press("reward", next, {
      answers: { ...whole, rewardWanted: "NO", nameKind: "ANON" },
      typed: { rewardWanted: ["YES"] },
      returnToCheck: true,
    });
    expect(step.show).toBe("name-kind");
    expect(step.errors.map(({ code }) => code)).toEqual(["ANON_CANNOT_CLAIM"]);
  });

  test("send sends only when every page is in order", () => {
    expect(press("check", { kind: "SEND" }).show).toBe("SEND");
    const step = press(
      "check",
      { kind: "SEND" },
      { answers: { ...whole, area: "320200" } },
    );
    expect(step).toMatchObject({ show: "place", returnToCheck: true });
    expect(step.errors.map(({ code }) => code)).toEqual([
      "PLACE_NOT_IN_PROVINCE",
    ]);
  });

  test("a page that was never answered is asked, not reproached", () => {
    expect(
      press("check", { kind: "SEND" }, { answers: { ...whole, what: "" } }),
    ).toMatchObject({ show: "what", errors: [] });
  });
});

test("buttons", () => {
  expect(readGo("change:what")).toEqual({ kind: "CHANGE", page: "what" });
  expect(readGo("remove:12")).toEqual({ kind: "REMOVE", index: 12 });
  for (const odd of ["", "change:check", "change:__proto__", "remove:-1", "x"])
    expect(readGo(odd)).toEqual({ kind: "NEXT" });
});

describe("carried answers", () => {
  test("come back as they went, in one line", () => {
    const answers = { ...whole, what: `"';<>&\n\u2028𠮷😀`, place: "a\r\nb" };
    expect(writeAnswers(answers)).not.toMatch(/[\r\n]/);
    expect(readAnswers(writeAnswers(answers))).toEqual(answers);
  });

  const damaged = (text: string) => () => readAnswers(text);
  test.each([
    ["not JSON", "{"],
    ["another shape", "[]"],
    ["a field too many", JSON.stringify({ ...whole, extra: "" })],
    ["a field too few", JSON.stringify({ ...whole, what: undefined })],
    ["another type", JSON.stringify({ ...whole, what: { toString: 1 } })],
    ["a prototype", `{"__proto__":{},${JSON.stringify(whole).slice(1)}`],
    ["depth", "[".repeat(100_000)],
    ["closed depth", "[".repeat(50_000) + "]".repeat(50_000)],
    ["size", JSON.stringify({ ...whole, what: "x".repeat(1_000_001) })],
    [
      "a list without end",
      JSON.stringify({ ...whole, misconduct: Array(201).fill("HOS-01") }),
    ],
  ])("with %s are refused", (_name, text) =>
    expect(damaged(text)).toThrow("ANSWERS_DAMAGED"),
  );
});

test("the sealed body holds what was answered, the identity only with a real name", () => {
  expect(composeTip(whole, "zh-CN")).toEqual({
    body: {
      v: 2,
      language: "zh-CN",
      areaCode: "370102",
      place: "路口\n南",
      subjectKind: "HOS",
      subjectName: "某医院",
      misconduct: ["HOS-06"],
      what: "病床上没有人。",
      when: { from: "2025-03", to: null, words: "" },
      amountFen: 5_000_000,
      evidence: ["PHOTO"],
      howKnown: "",
      reporterKind: "PERSON",
      rewardWanted: true,
      nameKind: "ANON_CLAIM",
      files: [],
    },
    identity: null,
  });
  const named = { reporterName: " 张三 ", reporterContact: "信箱" };
  expect(composeTip({ ...whole, ...named }, "en").identity).toBeNull();
  expect(
    composeTip({ ...whole, ...named, nameKind: "REAL" }, "en").identity,
  ).toEqual({ v: 1, name: "张三", contact: "信箱" });
});
