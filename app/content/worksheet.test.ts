import vectors from "#test/vectors/reward-vectors.json";
import { describe, expect, test } from "vitest";
import { calculateReward } from "#app/domain/reward/calculate";
import { computeVectors } from "#app/domain/reward/vectors";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import { bandText, percent, worksheetSentence } from "./worksheet";
import { limitText, ruleLines } from "./rule-text";
import { languages } from "./words";

describe("worksheet in words", () => {
  test("every step of every worked example has a whole sentence in both languages", () => {
    const steps = new Set<string>();
    for (const { id, worksheet } of computeVectors(vectors, ruleSets))
      for (const step of worksheet) {
        // the days of an example are no part of a reward's worksheet
        if (!("amountYuan" in step)) continue;
        steps.add(step.step);
        for (const language of languages) {
          const sentence = worksheetSentence(language, step, () => "…");
          expect(sentence, `${id} ${step.step}`).not.toMatch(
            /[{}]|undefined|NaN|null/,
          );
          if (language === "en")
            expect(
              sentence.replace(/ \(.*\)$/, ""),
              `${id} ${step.step}`,
            ).not.toMatch(/\p{Script=Han}/u);
        }
      }
    expect(steps.size).toBeGreaterThan(15);
  });

  test("a progressive reward can be redone with pencil and paper", () => {
    const rule = ruleSets.find(({ id }) => id === "JX")!;
    const { worksheet } = calculateReward(
      rule,
      { kind: "LOSS", baseFen: 25_000_000 },
      { ceilingFen: 10_000_000 },
    );
    const sentences = worksheet.map((step) =>
      worksheetSentence("zh-CN", step, () => ""),
    );
    expect(sentences.join("\n")).toContain(
      "100,000 元以下的部分：100,000.00 元 × 3% = 3,000.00 元。",
    );
    expect(sentences.join("\n")).toContain(
      "100,000 元至 500,000 元的部分：150,000.00 元 × 2% = 3,000.00 元。",
    );
    expect(sentences.join("\n")).toContain("各部分相加：6,000.00 元。");
  });

  test("a ceiling that cuts is named as the portal's, a cap as the rule's", () => {
    const sentenceOfCap = (id: string, ceilingFen: number) =>
      calculateReward(
        ruleSets.find((set) => set.id === id)!,
        { kind: "LOSS", baseFen: 10_000_000_000 },
        { ceilingFen },
      )
        .worksheet.filter(({ step }) => step === "CAP")
        .map((step) => worksheetSentence("zh-CN", step, () => ""));
    expect(sentenceOfCap("SC-2023", 10_000_000)[0]).toContain(
      "超过本站的上限 100,000.00 元",
    );
    expect(sentenceOfCap("TC-2020", 10_000_000)[0]).toContain(
      "超过规则的上限 50,000.00 元",
    );
  });
});

describe("rules for the public", () => {
  test("a rate that stands in no document is not shown", () => {
    const jinan = ruleSets.find(({ id }) => id === "JN-2020")!;
    expect(ruleLines("zh-CN", jinan).join()).not.toContain("5%");
    expect(limitText("zh-CN", jinan)).toBe("最高 100,000 元");
  });

  test("every rule reads without gaps", () => {
    for (const set of ruleSets)
      for (const language of languages)
        for (const line of [
          ...ruleLines(language, set),
          limitText(language, set),
        ])
          expect(line, set.id).not.toMatch(/[{}]|undefined|NaN|null/);
  });
});

test("basis points as a percentage, without floating point", () => {
  expect([500, 150, 50, 5, 10_000, 29].map(percent)).toEqual([
    "5%",
    "1.5%",
    "0.5%",
    "0.05%",
    "100%",
    "0.29%",
  ]);
});

test("bands", () => {
  const band = (fromFen: number, toFen: number | null) =>
    bandText("zh-CN", {
      fromFen,
      fromInclusive: false,
      toFen,
      toInclusive: true,
    });
  expect([
    band(0, null),
    band(0, 100),
    band(100, null),
    band(100, 250),
  ]).toEqual(["全部", "1 元以下", "1 元以上", "1 元至 2.50 元"]);
});
