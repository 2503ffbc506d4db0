import { describe, expect, test } from "vitest";
import { evidenceKinds } from "#app/domain/codes/evidence";
import { subjectKinds } from "#app/domain/codes/subject-kinds";
import { nameKinds, reporterKinds } from "#app/domain/codes/tipster-kinds";
import { day } from "#app/domain/shared/day";
import { areas } from "#app/server/areas.server";
import { noAnswers, UNKNOWN_PLACE, type TipAnswers } from "./answers";
import type { PageContext, QuestionId } from "./form-page";
import { errorsOf, pathOf, questionPages } from "./pages";

const context: PageContext = {
  language: "zh-CN",
  today: day("2026-03-02"),
  areas: areas.book,
  fileNames: ["photo.jpg"],
};

function codes(page: QuestionId, answers: Partial<TipAnswers>) {
  return errorsOf(
    questionPages[page],
    { ...noAnswers, ...answers },
    context,
  ).map(({ field, code }) => `${field} ${code}`);
}

describe("province and place", () => {
  test.each([
    ["", ["province PROVINCE_MISSING"]],
    ["999999", ["province CHOICE_UNKNOWN"]],
    ["710000", ["province CHOICE_UNKNOWN"]],
    ["__proto__", ["province CHOICE_UNKNOWN"]],
    ["370000", []],
    [UNKNOWN_PLACE, []],
  ])("province %j: %j", (province, expected) =>
    expect(codes("province", { province })).toEqual(expected),
  );

  test.each([
    ["370000", "", ["area PLACE_MISSING"]],
    ["370000", "320200", ["area PLACE_NOT_IN_PROVINCE"]],
    ["370000", "370102", []],
    ["370000", "370000", []],
    [UNKNOWN_PLACE, "", []],
  ])("place in %s: %j: %j", (province, area, expected) =>
    expect(codes("place", { province, area })).toEqual(expected),
  );

  test("words about the place are optional and bounded", () => {
    const answers = { province: "370000", area: "370102" };
    expect(codes("place", { ...answers, place: "字".repeat(500) })).toEqual([]);
    expect(codes("place", { ...answers, place: "字".repeat(501) })).toEqual([
      "place TEXT_TOO_LONG",
    ]);
  });
});

describe("subject", () => {
  test("every kind on the list is accepted, nothing else", () => {
    for (const { code } of subjectKinds)
      expect(codes("subject-kind", { subjectKind: code })).toEqual([]);
    expect(codes("subject-kind", {})).toEqual([
      "subjectKind SUBJECT_KIND_MISSING",
    ]);
    expect(codes("subject-kind", { subjectKind: "hos" })).toEqual([
      "subjectKind CHOICE_UNKNOWN",
    ]);
  });

  test("a name is needed, of at most 300 characters", () => {
    expect(codes("subject-name", { subjectName: " \n " })).toEqual([
      "subjectName SUBJECT_NAME_MISSING",
    ]);
    expect(codes("subject-name", { subjectName: "医".repeat(300) })).toEqual(
      [],
    );
    expect(codes("subject-name", { subjectName: "医".repeat(301) })).toEqual([
      "subjectName TEXT_TOO_LONG",
    ]);
  });
});

describe("misconduct", () => {
  test("at least one, from any list, at most twenty", () => {
    expect(codes("misconduct", {})).toEqual(["misconduct MISCONDUCT_MISSING"]);
    expect(
      codes("misconduct", {
        subjectKind: "HOS",
        misconduct: ["HOS-01", "ORG-01"],
      }),
    ).toEqual([]);
    expect(codes("misconduct", { misconduct: ["HOS-77"] })).toEqual([
      "misconduct CHOICE_UNKNOWN",
    ]);
    const errors = errorsOf(
      questionPages.misconduct,
      { ...noAnswers, misconduct: Array<string>(21).fill("HOS-01") },
      context,
    );
    expect(errors).toEqual([
      { field: "misconduct", code: "MISCONDUCT_TOO_MANY", values: { max: 20 } },
    ]);
  });
});

describe("what happened", () => {
  test.each([
    ["", "WHAT_MISSING"],
    [" \r\n\t", "WHAT_MISSING"],
    ["a\u0000b", "TEXT_HAS_CONTROL_CHARACTERS"],
    ["a\u001bb", "TEXT_HAS_CONTROL_CHARACTERS"],
    ["exe\u202egpj.", "TEXT_HAS_CONTROL_CHARACTERS"],
    ["a\u2066b", "TEXT_HAS_CONTROL_CHARACTERS"],
    ["bad \ufffd bytes", "TEXT_NOT_READABLE"],
    ["half \ud800 pair", "TEXT_NOT_READABLE"],
    ["x".repeat(20_001), "TEXT_TOO_LONG"],
  ])("%j: %s", (what, code) =>
    expect(codes("what", { what })).toEqual([`what ${code}`]),
  );

  test.each([
    "line\r\nbreak\ttab",
    "全角１２３，标点。",
    "👨‍👩‍👧 emoji",
    "𠮷野家 rare Han",
    '<script>alert(1)</script> & "quotes"',
    "x".repeat(20_000),
  ])("%j is taken as it is", (what) =>
    expect(codes("what", { what })).toEqual([]),
  );
});

describe("when", () => {
  const date = (
    prefix: "from" | "to",
    year: string,
    month = "",
    dayText = "",
  ) =>
    ({
      [`${prefix}Year`]: year,
      [`${prefix}Month`]: month,
      [`${prefix}Day`]: dayText,
    }) as Partial<TipAnswers>;

  test.each([
    [{}, []],
    [date("from", "2025", "3"), []],
    [date("from", "２０２５年", "３月", "1日"), []],
    [date("from", "2025"), ["fromYear DATE_INCOMPLETE"]],
    [date("from", "", "3"), ["fromYear DATE_INCOMPLETE"]],
    [date("from", "2025", "13"), ["fromYear DATE_NOT_VALID"]],
    [date("from", "2025", "2", "29"), ["fromYear DATE_NOT_VALID"]],
    [date("from", "2024", "2", "29"), []],
    [date("from", "25", "3"), ["fromYear DATE_NOT_VALID"]],
    [date("from", "abc", "3"), ["fromYear DATE_NOT_VALID"]],
    [date("from", "2026", "3", "2"), []],
    [date("from", "2026", "3", "3"), ["fromYear DATE_IN_FUTURE"]],
    [date("from", "2026", "4"), ["fromYear DATE_IN_FUTURE"]],
    [
      { ...date("from", "2025", "3"), ...date("to", "2025", "2", "28") },
      ["toYear DATES_REVERSED"],
    ],
    [{ ...date("from", "2025", "3"), ...date("to", "2025", "3", "1") }, []],
    [{ ...date("from", "2025", "3", "9"), ...date("to", "2025", "3") }, []],
    [
      {
        ...date("from", "2025", "13"),
        ...date("to", "1"),
        whenWords: "\u0000",
      },
      [
        "fromYear DATE_NOT_VALID",
        "toYear DATE_INCOMPLETE",
        "whenWords TEXT_HAS_CONTROL_CHARACTERS",
      ],
    ],
  ])("%j: %j", (answers, expected) =>
    expect(codes("when", answers)).toEqual(expected),
  );
});

describe("amount", () => {
  test.each([
    ["", []],
    ["12,500.50", []],
    ["１２５００", []],
    ["about 5", ["amount AMOUNT_NOT_A_NUMBER"]],
    ["-5", ["amount AMOUNT_NOT_A_NUMBER"]],
    ["1e9", ["amount AMOUNT_NOT_A_NUMBER"]],
    ["5.123", ["amount AMOUNT_NOT_A_NUMBER"]],
    ["999999999999999", ["amount AMOUNT_TOO_LARGE"]],
  ])("%j: %j", (amount, expected) =>
    expect(codes("amount", { amount })).toEqual(expected),
  );
});

describe("evidence, source, reward, signature", () => {
  test("kinds of evidence are optional and from the list", () => {
    expect(codes("evidence", {})).toEqual([]);
    expect(
      codes("evidence", { evidence: evidenceKinds.map(({ code }) => code) }),
    ).toEqual([]);
    expect(codes("evidence", { evidence: ["CURSE"] })).toEqual([
      "evidence CHOICE_UNKNOWN",
    ]);
  });

  test("position is needed, the story of how it is known is not", () => {
    expect(codes("how-known", {})).toEqual([
      "reporterKind REPORTER_KIND_MISSING",
    ]);
    for (const { code } of reporterKinds)
      expect(codes("how-known", { reporterKind: code })).toEqual([]);
    expect(
      codes("how-known", {
        reporterKind: "PERSON",
        howKnown: "x".repeat(2_001),
      }),
    ).toEqual(["howKnown TEXT_TOO_LONG"]);
  });

  test("reward: yes or no", () => {
    expect(codes("reward", {})).toEqual(["rewardWanted REWARD_WANTED_MISSING"]);
    expect(codes("reward", { rewardWanted: "NO" })).toEqual([]);
    expect(codes("reward", { rewardWanted: "yes" })).toEqual([
      "rewardWanted CHOICE_UNKNOWN",
    ]);
  });

  test("who wants a reward must be recognisable later", () => {
    for (const { code } of nameKinds)
      for (const rewardWanted of ["YES", "NO"])
        expect(codes("name-kind", { nameKind: code, rewardWanted })).toEqual(
          code === "ANON" && rewardWanted === "YES"
            ? ["nameKind ANON_CANNOT_CLAIM"]
            : [],
        );
    expect(codes("name-kind", {})).toEqual(["nameKind NAME_KIND_MISSING"]);
  });

  test("a real name needs name and contact, and only then is it asked", () => {
    expect(codes("identity", {})).toEqual([
      "reporterName REPORTER_NAME_MISSING",
      "reporterContact REPORTER_CONTACT_MISSING",
    ]);
    const ids = (nameKind: string) =>
      pathOf({ ...noAnswers, nameKind }).map(({ id }) => id);
    expect(ids("REAL")).toContain("identity");
    expect(ids("ANON")).not.toContain("identity");
  });
});

test("the check page never shows a name that is not sent", () => {
  const answers = {
    ...noAnswers,
    nameKind: "ANON_CLAIM",
    reporterName: "张三",
  };
  expect(questionPages.identity.summary(answers, context)).toEqual([]);
});
