import { describe, expect, it } from "vitest";
import { officeAbove } from "./office-above";
import type { RoutedOffice } from "./propose-office";

const office = (
  id: string,
  areaCode: string,
  parentId: string | null,
  change: Partial<RoutedOffice> = {},
): RoutedOffice => ({
  id,
  kind: "BUREAU",
  areaCode,
  parentId,
  takesTips: true,
  ...change,
});

const offices = [
  office("lx", "370102", "jn"),
  office("centre", "370100", "jn", { kind: "CENTRE" }),
  office("jn", "370100", "sd"),
  office("sd", "370000", "nat"),
  office("nat", "100000", null, { kind: "NATIONAL" }),
];
const above = (id: string, struckOut: readonly string[] = []) =>
  officeAbove(
    offices.find((each) => each.id === id)!,
    offices,
    struckOut,
  )?.id;

describe("the office above", () => {
  it("is the next larger area's", () => {
    expect(["lx", "centre", "jn", "sd", "nat"].map((id) => above(id))).toEqual([
      "jn",
      "sd",
      "sd",
      "nat",
      undefined,
    ]);
  });

  it("skips every office struck out before, and ends where none is left", () => {
    expect(above("jn", ["lx", "sd"])).toBe("nat");
    expect(above("lx", ["jn", "sd"])).toBe("nat");
  });

  it("never is the handling centre of a bureau that was struck out", () => {
    expect(above("lx", ["jn", "sd", "nat"])).toBeUndefined();
  });

  it("passes over offices that take no tips", () => {
    const closed = offices.map((each) =>
      each.id === "sd" ? { ...each, takesTips: false } : each,
    );
    expect(officeAbove(closed[2]!, closed)?.id).toBe("nat");
  });

  it("goes by area where the tree has a gap or a circle, still past those struck out", () => {
    const gap = office("lx", "370102", "gone");
    const others = offices.slice(1);
    expect(officeAbove(gap, [gap, ...others])?.id).toBe("jn");
    expect(officeAbove(gap, [gap, ...others], ["jn"])?.id).toBe("sd");
    const circle = office("lx", "370102", "lx");
    expect(officeAbove(circle, [circle, ...others])?.id).toBe("jn");
  });
});
