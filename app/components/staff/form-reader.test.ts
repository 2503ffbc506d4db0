import { describe, expect, it } from "vitest";
import { FormProblems, readForm } from "./form-reader";

function form(values: Record<string, string | readonly string[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(values))
    for (const one of typeof value === "string" ? [value] : value)
      data.append(name, one);
  return data;
}

function problemsOf(work: () => void) {
  try {
    work();
  } catch (error) {
    if (error instanceof FormProblems) return error.refusals;
    throw error;
  }
  return [];
}

describe("reading a staff form", () => {
  it("tells everything that is wrong at once", () => {
    const read = readForm(form({ amount: "12.345", rank: "0" }));
    read.required("text");
    read.yuan("amount");
    read.wholeNumber("rank", { min: 1, max: 10 });
    read.yesNo("insider");
    read.many("misconduct");
    expect(problemsOf(() => read.finish())).toEqual([
      { code: "FIELD_REQUIRED", field: "text" },
      { code: "AMOUNT_NOT_A_NUMBER", field: "amount" },
      { code: "NUMBER_NOT_VALID", field: "rank", values: { min: 1, max: 10 } },
      { code: "CHOICE_REQUIRED", field: "insider" },
      { code: "CHOICE_REQUIRED", field: "misconduct" },
    ]);
  });

  it("reads yuan as fen and percentages as basis points, full-width digits too", () => {
    const read = readForm(
      form({ amount: "１，２３４．５０", rate: "2.5%", none: "" }),
    );
    expect(read.yuan("amount")).toBe(123_450);
    expect(read.optionalPercent("rate")).toBe(250);
    expect(read.optionalYuan("none")).toBeNull();
    read.finish();
  });

  it("refuses a percentage above 100", () => {
    const read = readForm(form({ rate: "100.01" }));
    expect(read.optionalPercent("rate")).toBeNull();
    expect(problemsOf(() => read.finish())).toEqual([
      { code: "PERCENT_NOT_VALID", field: "rate" },
    ]);
  });
});
