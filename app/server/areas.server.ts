import { areaList } from "@vant/area-data";
import { areasFrom } from "#app/forms/tip/areas";

const { province_list, city_list, county_list } = areaList;

/** The places of the report form, from `@vant/area-data`. */
export const areas = areasFrom(
  new Map(
    [province_list, city_list, county_list].flatMap((list) =>
      Object.entries(list),
    ),
  ),
);
