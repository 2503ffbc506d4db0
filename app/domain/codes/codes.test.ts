import { describe, expect, test } from "vitest";
import { accountability, outcomeGates, outcomes } from "./outcomes";
import { channels } from "./channels";
import { codeLabel, isCodeOf, type CodeEntry } from "./code-entry";
import { delayReasons, extensionReasons } from "./delay-reasons";
import { documents } from "./documents";
import { handOverReasons } from "./hand-over-reasons";
import { evidenceGrades, evidenceKinds } from "./evidence";
import { leadMarks, leadStates } from "./lead-states";
import { misconduct, misconductByKind, misconductOf } from "./misconduct";
import { refusalReasons } from "./refusal-reasons";
import { calculatorCodes, noRewardReasons, rewardStates } from "./reward-codes";
import { subjectKinds } from "./subject-kinds";
import { nameKinds, reporterKinds } from "./tipster-kinds";

const lists: Record<string, readonly CodeEntry[]> = {
  accountability,
  calculatorCodes,
  channels,
  delayReasons,
  documents,
  evidenceGrades,
  evidenceKinds,
  extensionReasons,
  handOverReasons,
  leadMarks,
  leadStates,
  misconduct,
  nameKinds,
  noRewardReasons,
  outcomeGates,
  outcomes,
  refusalReasons,
  reporterKinds,
  rewardStates,
  subjectKinds,
};

describe("code lists", () => {
  test.each(Object.entries(lists))(
    "%s: every code once, with words in both languages",
    (_name, list) => {
      const codes = list.map((entry) => entry.code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const entry of list) {
        expect(entry.code).toMatch(/^[A-Z0-9_-]{2,40}$/);
        expect(entry.zh).toMatch(/\p{Script=Han}/u);
        expect(entry.en).not.toMatch(/\p{Script=Han}/u);
      }
    },
  );

  test("a basis cites a document, in the spelling of the document", () => {
    for (const entry of Object.values(lists).flat())
      if (entry.basis !== null)
        expect(entry.basis, entry.code).not.toMatch(/\bart\b|\.txt|\bF\d{3}\b/);
  });

  test("every gate named by an outcome exists", () => {
    for (const { gate } of outcomes)
      if (gate !== null) expect(isCodeOf(outcomeGates, gate)).toBe(true);
  });

  test("every subject kind can be answered with at least one act, the last one open", () => {
    for (const { code } of subjectKinds) {
      const list = misconductOf(code);
      expect(list.at(-1)?.code, code).toMatch(/-99$/);
    }
    expect(misconductOf("HOS")).toBe(misconductByKind.HOS);
    expect(misconductOf("DOC")).toEqual(misconductByKind.OTH);
    expect(misconductOf("__proto__")).toEqual(misconductByKind.OTH);
  });

  test("labels follow the language; an unknown code stays visible", () => {
    expect(codeLabel(subjectKinds, "PHA", "zh-CN")).toBe(
      "定点零售药店及其工作人员",
    );
    expect(codeLabel(subjectKinds, "PHA", "en")).toBe(
      "Designated pharmacy, or its staff",
    );
    expect(codeLabel(subjectKinds, "NEW", "en")).toBe("NEW");
  });
});
