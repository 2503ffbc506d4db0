import { areaList } from "@vant/area-data";
import { expect, test } from "vitest";
import { packAreas } from "../../../bin/pack-areas.mjs";
import { areasFrom } from "#app/forms/tip/areas";
import { areas } from "#app/server/areas.server";
import { unpackAreas } from "./unpack-areas";

test("the packed list in the browser is the list of the server", () => {
  const unpacked = areasFrom(unpackAreas(packAreas(areaList)));
  for (const language of ["zh-CN", "en"] as const) {
    const provinces = areas.provinceList(language);
    expect(unpacked.provinceList(language)).toEqual(provinces);
    for (const { code } of provinces) {
      const groups = areas.placesOf(code);
      expect(unpacked.placesOf(code)).toEqual(groups);
      for (const area of groups.flatMap((group) => group.areas)) {
        expect(unpacked.book.isIn(code, area.code)).toBe(true);
        expect(unpacked.book.fullName(area.code, language)).toBe(
          areas.book.fullName(area.code, language),
        );
      }
    }
  }
});
