import { areaList } from "@vant/area-data";
import { describe, expect, it } from "vitest";
import { fullName } from "./area-names";

const names = new Map(
  [areaList.province_list, areaList.city_list, areaList.county_list].flatMap(
    (list) => Object.entries(list),
  ),
);

describe("name of an area code", () => {
  it("names every level once", () => {
    expect(fullName(names, "370102")).toBe("山东省济南市历下区");
    expect(fullName(names, "370100")).toBe("山东省济南市");
    expect(fullName(names, "370000")).toBe("山东省");
  });
  it("does not repeat a municipality", () => {
    expect(fullName(names, "110101")).toBe("北京市东城区");
  });
  it("knows nothing of an unknown code", () => {
    expect(fullName(names, "999999")).toBeNull();
  });
});
