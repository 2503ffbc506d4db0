import { describe, expect, it } from "vitest";
import { ruleSetNotes } from "#app/content/rule-sets/rule-set-notes";
import { day } from "../shared/day";
import { type RuleSet, assertRuleSet } from "./rule-set";
import { ruleSetInForce } from "./rule-set-in-force";
import { ruleSets } from "./rule-sets-data";

describe("the rule sets", () => {
  it("are 27 texts, each id once", () => {
    expect(new Set(ruleSets.map(({ id }) => id)).size).toBe(27);
  });
  it.each(ruleSets)("$id is sound", (ruleSet) => {
    expect(() => assertRuleSet(ruleSet)).not.toThrow();
    expect(JSON.parse(JSON.stringify(ruleSet))).toEqual(ruleSet);
  });
  it("name legal documents, never working files", () => {
    expect(JSON.stringify(ruleSets)).not.toMatch(/\.txt|\bF\d{3}\b|\bM\d{3}\b/);
  });
  it("have notes only under ids that exist", () => {
    const ids = ruleSets.map(({ id }) => id);
    for (const words of Object.values(ruleSetNotes))
      expect(ids).toEqual(expect.arrayContaining(Object.keys(words)));
  });
  it("carry one rate that stands in no document", () => {
    const configured = ruleSets.filter((set) =>
      set.tables.some(({ rateSource }) => rateSource === "CONFIGURATION"),
    );
    expect(configured.map(({ id }) => id)).toEqual(["JN-2020"]);
  });
});

describe("a broken rule set is refused", () => {
  const base = ruleSets.find(({ id }) => id === "SC-2023")!;
  const table = base.tables[0]!;
  if (table.mode !== "PROGRESSIVE") throw new Error(table.mode);
  const [first, second, ...rest] = table.bands;
  const withBands = (bands: readonly unknown[]) =>
    ({ ...base, tables: [{ ...table, bands }] }) as RuleSet;
  it.each([
    ["gap", withBands([first, { ...second, fromFen: 10_000_001 }, ...rest])],
    ["overlap", withBands([first, { ...second, fromFen: 9_999_999 }, ...rest])],
    [
      "border in both",
      withBands([first, { ...second, fromInclusive: true }, ...rest]),
    ],
    [
      "border in none",
      withBands([{ ...first, toInclusive: false }, second, ...rest]),
    ],
    ["no last band", withBands([first, second])],
    ["no first band", withBands([second, ...rest])],
    [
      "rate above 100 %",
      withBands([{ ...first, rateBp: 10_001 }, second, ...rest]),
    ],
    ["float", { ...base, capFen: 0.5 }],
    ["negative", { ...base, floorFen: -1 }],
    ["two tables for one input", { ...base, tables: [table, table] }],
    ["rates claimed, none there", { ...base, tables: [] }],
    ["code", { ...base, adcode: "51000" }],
    ["version", { ...base, version: 0 }],
    ["date", { ...base, effectiveFrom: "2023-02-30" }],
    [
      "factor",
      {
        ...base,
        insider: {
          kind: "MULTIPLY",
          factor: "1,1",
          appliesTo: [],
          floorFen: null,
          requires: [],
        },
      },
    ],
  ] satisfies [string, RuleSet][])("%s", (_, broken) => {
    expect(() => assertRuleSet(broken)).toThrow("RULE_SET_INVALID");
  });
});

describe("rule set in force", () => {
  const at = (registrationDay: string, ...areaPath: string[]) =>
    ruleSetInForce(ruleSets, areaPath, day(registrationDay))?.id ?? null;
  it.each([
    // own area, then the area above, then the country
    ["2025-06-01", ["370102", "370100", "370000", "100000"], "JN-2020"],
    ["2025-06-01", ["370800", "370000", "100000"], "SD-2019"],
    ["2025-06-01", ["360700", "360000", "100000"], "JX"],
    ["2025-06-01", ["320800", "320000", "100000"], "NAT-2022"],
    // first and last days
    ["2018-10-31", ["320800", "320000", "100000"], null],
    ["2018-11-01", ["320800", "320000", "100000"], "NAT-2018"],
    ["2022-12-31", ["320800", "320000", "100000"], "NAT-2018"],
    ["2023-01-01", ["320800", "320000", "100000"], "NAT-2022"],
    ["2023-01-31", ["510100", "510000", "100000"], "NAT-2022"],
    ["2023-02-01", ["510100", "510000", "100000"], "SC-2023"],
    ["2025-08-07", ["500000", "100000"], "NAT-2022"],
    ["2025-08-08", ["500000", "100000"], "CQ-2025"],
    // the newer text; a date of a year means its first day
    ["2024-12-31", ["430100", "430000", "100000"], "HN-old"],
    ["2025-01-01", ["430100", "430000", "100000"], "HN-2025"],
    // known rates before a deeper frame, the deeper rates before the newer ones above
    ["2025-06-01", ["510900", "510000", "100000"], "SC-2023"],
    ["2025-06-01", ["350500", "350000", "100000"], "QZ-2019"],
    ["2025-06-01", ["350200", "350000", "100000"], "FJ-2024"],
    // an undated text is not older than the rule it carries out
    ["2022-12-31", ["360400", "360000", "100000"], "NAT-2018"],
    // a draft is never in force
    ["2025-06-01", ["310000", "100000"], "NAT-2022"],
    ["2025-06-01", ["440100", "440000", "100000"], "NAT-2022"],
  ] as const)("%s %j: %s", (registrationDay, path, expected) => {
    expect(at(registrationDay, ...path)).toBe(expected);
  });
  it("takes the newer version, whatever the order of the array", () => {
    const newer = ruleSets.map((set) => ({ ...set, version: 2 }));
    const both = [...newer, ...ruleSets];
    for (const list of [both, both.toReversed()])
      expect(
        ruleSetInForce(list, ["360000", "100000"], day("2025-06-01")),
      ).toMatchObject({ id: "JX", version: 2 });
  });
});
