import { describe, expect, it } from "vitest";
import vectors from "#test/vectors/reward-vectors.json";
import { ruleSets } from "./rule-sets-data";
import { computeVectors } from "./vectors";

const compute = (vector: unknown) => computeVectors([vector], ruleSets)[0]!;

describe("worked examples", () => {
  it("has them all", () => expect(vectors.length).toBe(60));
  it.each(vectors)("$id $rule", (vector) => {
    const answer = compute({ ...vector, expect: undefined });
    expect(answer).toMatchObject(vector.expect);
    expect(answer).not.toHaveProperty("ignored");
    // a refusal of the input is not a reward of 0
    if (!("fen" in vector.expect)) expect(answer).not.toHaveProperty("fen");
    expect(answer.worksheet.length).toBeGreaterThan(0);
  });
});

describe("dates", () => {
  const claim = {
    id: "D",
    ruleSet: "ORDER-5",
    input: {
      kind: "DATE",
      start: "2024-12-31",
      unit: "MONTH",
      count: 2,
      nonWorkingDays: [],
      extraWorkingDays: [],
    },
  };
  it("lapses the day after the last day, not on it", () => {
    const acting = (actOn: string) =>
      compute({ ...claim, input: { ...claim.input, actOn } });
    expect(acting("2025-02-28")).not.toHaveProperty("code");
    expect(acting("2025-03-01")).toMatchObject({
      dueDate: "2025-02-28",
      code: "LAPSED",
      fen: 0,
    });
  });
});

describe("bad examples", () => {
  it.each([
    [null, "vector"],
    [7, "vector"],
    [{ ruleSet: "JX", input: { kind: "LOSS", baseFen: 1 } }, "id"],
    [
      { id: "x", ruleSet: "NOWHERE", input: { kind: "LOSS", baseFen: 1 } },
      "ruleSet",
    ],
    [{ id: "x", ruleSet: "JX" }, "input"],
    [
      { id: "x", ruleSet: "JX", input: { kind: "LOSS", baseFen: 1.5 } },
      "baseFen",
    ],
    [
      {
        id: "x",
        ruleSet: "JX",
        ceilingFen: "9",
        input: { kind: "LOSS", baseFen: 1 },
      },
      "ceilingFen",
    ],
    [
      {
        id: "x",
        ruleSet: "JX",
        input: { kind: "DATE", start: "2025-02-30", unit: "MONTH", count: 1 },
      },
      "start",
    ],
    [
      {
        id: "x",
        ruleSet: "JX",
        input: { kind: "DATE", start: "2025-02-03", unit: "MONTH", count: 0 },
      },
      "count",
    ],
    [
      {
        id: "x",
        ruleSet: "JX",
        input: { kind: "DATE", start: "2025-02-03", unit: "YEAR", count: 1 },
      },
      "unit",
    ],
  ])("%j answers INPUT_INVALID", (vector, field) => {
    expect(compute(vector)).toMatchObject({ code: "INPUT_INVALID", field });
  });
  it("does not stop the others", () => {
    const answers = computeVectors([null, vectors[0]], ruleSets);
    expect(answers.map(({ id }) => id)).toEqual(["#0", vectors[0]!.id]);
    expect(answers[1]).toMatchObject(vectors[0]!.expect);
  });
  it("refuses what is not an array", () => {
    expect(() => computeVectors({}, ruleSets)).toThrow("INPUT_INVALID");
  });
  it("names what it did not read", () => {
    const input = { kind: "LOSS", baseFen: 100, colour: "red" };
    expect(compute({ id: "x", ruleSet: "JX", input })).toMatchObject({
      fen: 20_000,
      ignored: ["colour"],
    });
  });
  it("says when sets disagree under ANY", () => {
    const input = { kind: "LOSS", baseFen: 100 };
    expect(compute({ id: "x", ruleSet: "ANY", input })).toMatchObject({
      code: "RULE_SETS_DISAGREE",
    });
  });
  it("takes the default ceiling where none is named", () => {
    const input = { kind: "LOSS", baseFen: 2_500_000_000 };
    expect(compute({ id: "x", ruleSet: "JX", input })).toMatchObject({
      fen: 10_000_000,
      capApplied: "CEILING",
    });
  });
});
