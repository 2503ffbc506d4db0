import { areaList } from "@vant/area-data";

/** A row of the area tree as the database keeps it. */
export type AreaRow = {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string | null;
  readonly parentCode: string | null;
};

export const COUNTRY_CODE = "100000";

/** English names only of the places that English pages show in a list of their own; the others keep their Chinese name. */
const englishNames: Readonly<Record<string, string>> = {
  [COUNTRY_CODE]: "China",
  "320000": "Jiangsu",
  "320800": "Huai'an",
  "360000": "Jiangxi",
  "360700": "Ganzhou",
  "360702": "Zhanggong District",
  "360704": "Ganxian District",
  "370000": "Shandong",
  "370100": "Jinan",
  "370102": "Lixia District",
  "370103": "Shizhong District",
  "370104": "Huaiyin District",
  "630000": "Qinghai",
};

/**
 * The whole of GB/T 2260 (country, province, city, county) as a tree, parents before children: a tip can come from
 * anywhere, and an area without an office of its own falls to the level above.
 */
export function demoAreas(): readonly AreaRow[] {
  const row = (code: string, nameZh: string, parentCode: string | null) => ({
    code,
    nameZh,
    nameEn: englishNames[code] ?? null,
    parentCode,
  });
  const rows = (
    list: Readonly<Record<string, string>>,
    parent: (code: string) => string,
  ) =>
    Object.entries(list).map(([code, name]) => row(code, name, parent(code)));
  return [
    row(COUNTRY_CODE, "全国", null),
    ...rows(areaList.province_list, () => COUNTRY_CODE),
    ...rows(areaList.city_list, (code) => `${code.slice(0, 2)}0000`),
    ...rows(areaList.county_list, (code) => `${code.slice(0, 4)}00`),
  ];
}
