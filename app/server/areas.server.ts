import { areaList } from "@vant/area-data";
import { provinceNames } from "#app/content/province-names";
import type { Language } from "#app/content/words";
import type { AreaBook } from "#app/forms/tip/form-page";

/**
 * Places a tip can be about, GB/T 2260, from `@vant/area-data`. Hong Kong, Macao and Taiwan are not offered: the funds
 * this portal is for do not run there.
 */
export type Area = { readonly code: string; readonly name: string };
export type AreaGroup = {
  readonly name: string;
  readonly areas: readonly Area[];
};

/** Second-level rows that name no place of their own ("counties directly under the province" and the like). */
const isPlaceholder = (code: string) =>
  code.slice(2, 4) === "90" || municipalities.includes(code.slice(0, 2));
/** Beijing, Tianjin, Shanghai, Chongqing: the districts lie directly under the province level */
const municipalities = ["11", "12", "31", "50"];

const rowsOf = (list: Readonly<Record<string, string>>): readonly Area[] =>
  Object.entries(list).map(([code, name]) => ({ code, name }));
const provinces = rowsOf(areaList.province_list).filter(({ code }) =>
  Object.hasOwn(provinceNames, code),
);
const cities = rowsOf(areaList.city_list);
const counties = rowsOf(areaList.county_list);
const names: ReadonlyMap<string, string> = new Map(
  [...provinces, ...cities, ...counties].map(({ code, name }) => [code, name]),
);
const provinceOf = (code: string) => `${code.slice(0, 2)}0000`;
const cityOf = (code: string) => `${code.slice(0, 4)}00`;

export function provinceList(language: Language): readonly Area[] {
  return provinces.map(({ code, name }) => ({
    code,
    name: language === "en" ? provinceNames[code]! : name,
  }));
}

export function provinceName(code: string, language: Language): string | null {
  if (!Object.hasOwn(provinceNames, code)) return null;
  return language === "en" ? provinceNames[code]! : (names.get(code) ?? null);
}

/** The cities of a province, each followed by its counties; a city without counties in the list stands alone. */
export function placesOf(province: string): readonly AreaGroup[] {
  return cities
    .filter(({ code }) => provinceOf(code) === province)
    .map((city) => ({
      name: isPlaceholder(city.code)
        ? (names.get(province) ?? city.name)
        : city.name,
      areas: [
        ...(isPlaceholder(city.code) ? [] : [city]),
        ...counties.filter(({ code }) => cityOf(code) === city.code),
      ],
    }));
}

export const areaBook: AreaBook = {
  isProvince: (code) => Object.hasOwn(provinceNames, code),
  isIn: (province, code) =>
    Object.hasOwn(provinceNames, province) &&
    names.has(code) &&
    provinceOf(code) === province,
  fullName: (code, language) => {
    const own = names.get(code);
    const province = provinceName(provinceOf(code), language);
    if (own === undefined || province === null) return null;
    if (code === provinceOf(code)) return province;
    const city = names.get(cityOf(code));
    const below = [
      ...(city !== undefined &&
      code !== cityOf(code) &&
      !isPlaceholder(cityOf(code))
        ? [city]
        : []),
      own,
    ];
    return language === "en"
      ? `${province}, ${below.join("")}`
      : province + below.join("");
  },
};
