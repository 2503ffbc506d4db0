import { describe, expect, test } from "vitest";
import { areas } from "./areas.server";

const { book: areaBook } = areas;
const placesOf = areas.placesOf.bind(areas);
const provinceList = areas.provinceList.bind(areas);

describe("places", () => {
  test("31 provinces; every place in its list has a full name and lies in its province", () => {
    const provinces = provinceList("zh-CN");
    expect(provinces).toHaveLength(31);
    for (const { code } of provinces) {
      const groups = placesOf(code);
      expect(groups.length, code).toBeGreaterThan(0);
      for (const { areas } of groups)
        for (const area of areas) {
          expect(areaBook.isIn(code, area.code), area.code).toBe(true);
          expect(areaBook.fullName(area.code, "zh-CN")).toContain(area.name);
        }
    }
  });

  test("full names leave out rows that are no places", () => {
    expect(areaBook.fullName("320200", "zh-CN")).toBe("江苏省无锡市");
    expect(areaBook.fullName("370102", "zh-CN")).toBe("山东省济南市历下区");
    expect(areaBook.fullName("110114", "zh-CN")).toBe("北京市昌平区");
    expect(areaBook.fullName("500235", "zh-CN")).toBe("重庆市云阳县");
    expect(areaBook.fullName("469001", "zh-CN")).toBe("海南省五指山市");
    expect(areaBook.fullName("370000", "en")).toBe("Shandong");
    expect(areaBook.fullName("370102", "en")).toBe("Shandong, 济南市历下区");
  });

  test("a place of another province, a made-up code and one outside the fund's reach are refused", () => {
    expect(areaBook.isIn("320000", "370102")).toBe(false);
    expect(areaBook.isIn("320000", "329999")).toBe(false);
    expect(areaBook.isIn("710000", "710000")).toBe(false);
    expect(areaBook.isProvince("__proto__")).toBe(false);
    expect(areaBook.fullName("999999", "en")).toBeNull();
  });
});
