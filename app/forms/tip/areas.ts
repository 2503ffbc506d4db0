import { provinceNames } from "#app/content/province-names";
import type { Language } from "#app/content/words";
import type { AreaBook } from "./form-page";

/**
 * Places a tip can be about, GB/T 2260. Hong Kong, Macao and Taiwan are not offered: the funds this portal is for do not run
 * there. The list is an argument: the server reads it from its package, the browser carries it packed in the program of the
 * report form, so that no request tells which place a tipster looked at.
 */
export type Area = { readonly code: string; readonly name: string };
export type AreaGroup = {
  readonly name: string;
  readonly areas: readonly Area[];
};

/** Everything the report form needs to know of places. */
export type Areas = {
  readonly book: AreaBook;
  provinceList(language: Language): readonly Area[];
  /** null for an unknown code */
  provinceName(code: string, language: Language): string | null;
  /** The cities of a province, each followed by its counties; a city without counties in the list stands alone. */
  placesOf(province: string): readonly AreaGroup[];
};

/** Second-level rows that name no place of their own ("counties directly under the province" and the like). */
const isPlaceholder = (code: string) =>
  code.slice(2, 4) === "90" || municipalities.includes(code.slice(0, 2));
/** Beijing, Tianjin, Shanghai, Chongqing: the districts lie directly under the province level */
const municipalities = ["11", "12", "31", "50"];

const provinceOf = (code: string) => `${code.slice(0, 2)}0000`;
const cityOf = (code: string) => `${code.slice(0, 4)}00`;

/** @param names name in Chinese of every province, city and county by its code */
export function areasFrom(names: ReadonlyMap<string, string>): Areas {
  const all = [...names].map(([code, name]) => ({ code, name }));
  const provinces = all.filter(({ code }) =>
    Object.hasOwn(provinceNames, code),
  );
  const cities = all.filter(
    ({ code }) => code === cityOf(code) && code !== provinceOf(code),
  );
  const counties = all.filter(({ code }) => code !== cityOf(code));

  const provinceName = (code: string, language: Language) => {
    if (!Object.hasOwn(provinceNames, code)) return null;
    return language === "en" ? provinceNames[code]! : (names.get(code) ?? null);
  };
  return {
    provinceName,
    provinceList: (language) =>
      provinces.map(({ code, name }) => ({
        code,
        name: language === "en" ? provinceNames[code]! : name,
      })),
    placesOf: (province) =>
      cities
        .filter(({ code }) => provinceOf(code) === province)
        .map((city) => ({
          name: isPlaceholder(city.code)
            ? (names.get(province) ?? city.name)
            : city.name,
          areas: [
            ...(isPlaceholder(city.code) ? [] : [city]),
            ...counties.filter(({ code }) => cityOf(code) === city.code),
          ],
        })),
    book: {
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
    },
  };
}
