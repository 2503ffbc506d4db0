import { describe, expect, it } from "vitest";
import { areaPath } from "./area-path";
import { proposeOffice, type RoutedOffice } from "./propose-office";

const office = (
  id: string,
  kind: string,
  rest: Pick<RoutedOffice, "areaCode" | "parentId"> & Partial<RoutedOffice>,
): RoutedOffice => ({ id, kind, takesTips: true, ...rest });

const offices: readonly RoutedOffice[] = [
  office("fin", "FINANCE", {
    areaCode: "370100",
    parentId: "jn",
    takesTips: false,
  }),
  office("centre", "CENTRE", { areaCode: "370100", parentId: "jn" }),
  office("lx", "COUNTY_BUREAU", { areaCode: "370102", parentId: "jn" }),
  office("jn", "BUREAU", { areaCode: "370100", parentId: "nat" }),
  office("qh", "BUREAU", { areaCode: "630000", parentId: "nat" }),
  office("nat", "NATIONAL", { areaCode: "100000", parentId: null }),
];

const to = (areaCode: string | null, subjectKind = "HOS") =>
  proposeOffice({ areaCode, subjectKind }, offices);

describe("the office of a place", () => {
  it.each([
    ["370102", "lx", "OWN_AREA"],
    ["370103", "jn", "LEVEL_ABOVE"],
    ["370100", "jn", "OWN_AREA"],
    ["370200", "nat", "LEVEL_ABOVE"],
    ["632524", "qh", "LEVEL_ABOVE"],
    ["659001", "nat", "LEVEL_ABOVE"],
    ["100000", "nat", "OWN_AREA"],
    [null, "nat", "PLACE_UNKNOWN"],
  ])("%s → %s", (area, officeId, reason) => {
    expect(to(area)).toEqual({ officeId, reason });
  });

  it("takes the centre only where there is no bureau", () => {
    const without = offices.filter(({ id }) => id !== "jn" && id !== "lx");
    expect(
      proposeOffice({ areaCode: "370102", subjectKind: "HOS" }, without),
    ).toMatchObject({ officeId: "centre" });
  });

  it("refuses what is no code, and a deployment without an office", () => {
    for (const wrong of ["", "37010", "3701021", "03701x", "济南"])
      expect(() => to(wrong)).toThrow("AREA_UNKNOWN");
    expect(() =>
      proposeOffice({ areaCode: null, subjectKind: "HOS" }, []),
    ).toThrow("OFFICE_MISSING");
  });
});

describe("a report about the authority itself", () => {
  it.each(["GOV", "AGY", "THP"])(
    "%s goes above the competent office",
    (kind) => {
      expect(to("370102", kind).officeId).toBe("jn");
      expect(to("370103", kind).officeId).toBe("nat");
      expect(to("370100", kind).officeId).toBe("nat");
      expect(to("632524", kind).officeId).toBe("nat");
      expect(to("370100", kind).reason).toBe("ABOUT_THE_AUTHORITY");
    },
  );

  it("never goes to the office it is about, as long as another is there", () => {
    for (const area of ["370102", "370100", "370103", "630000"]) {
      const competent = to(area).officeId;
      expect(to(area, "GOV").officeId).not.toBe(competent);
    }
    expect(to(null, "GOV")).toEqual({
      officeId: "nat",
      reason: "NO_LEVEL_ABOVE",
    });
  });

  it("finds the level above by area where the tree has a gap or a circle", () => {
    const gap = offices.map((each) =>
      each.id === "lx" ? { ...each, parentId: "gone" } : each,
    );
    expect(
      proposeOffice({ areaCode: "370102", subjectKind: "GOV" }, gap).officeId,
    ).toBe("jn");
    const circle = offices.map((each) =>
      each.id === "lx" ? { ...each, parentId: "lx" } : each,
    );
    expect(
      proposeOffice({ areaCode: "370102", subjectKind: "GOV" }, circle)
        .officeId,
    ).toBe("jn");
  });
});

describe("area path", () => {
  it.each([
    ["370102", ["370102", "370100", "370000", "100000"]],
    ["370100", ["370100", "370000", "100000"]],
    ["370000", ["370000", "100000"]],
    ["100000", ["100000"]],
  ])("%s", (code, path) => {
    expect(areaPath(code)).toEqual(path);
  });
});
