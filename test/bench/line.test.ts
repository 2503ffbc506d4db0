import { describe, expect, it } from "vitest";
import { benchLine, lineText } from "./line";

const figures = {
  name: "seal.tip",
  unit: "forms/s",
  ours: 50,
  limit: 80,
  limitIs: "age alone",
};

describe("a line", () => {
  it("is one JSON object on one line, with the common members first", () => {
    const text = lineText(benchLine(figures, { bytes: 4096 }));
    expect(text).not.toContain("\n");
    const read = JSON.parse(text) as Record<string, unknown>;
    expect(read).toEqual({
      ...figures,
      better: "higher",
      ratio: 0.625,
      bytes: 4096,
    });
    expect(Object.keys(read)).toEqual([
      "name",
      "unit",
      "ours",
      "limit",
      "ratio",
      "better",
      "limitIs",
      "bytes",
    ]);
  });

  it("divides ours by the limit, whichever is better", () => {
    expect(benchLine({ ...figures, better: "lower" })).toMatchObject({
      better: "lower",
      ratio: 0.625,
    });
  });

  it("takes the ratio before figures are rounded", () => {
    const line = benchLine({ ...figures, ours: 1.00004, limit: 3.00049 });
    expect(line).toMatchObject({ ours: 1, limit: 3, ratio: 0.3333 });
  });

  it("keeps further members from taking the place of a figure", () => {
    expect(benchLine(figures, { ours: 9, ratio: 9 })).toMatchObject({
      ours: 50,
      ratio: 0.625,
    });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses %d as a figure: nothing was measured",
    (value) => {
      expect(() => benchLine({ ...figures, ours: value })).toThrow(RangeError);
      expect(() => benchLine({ ...figures, limit: value })).toThrow(RangeError);
    },
  );
});
