import { useEffect, useState } from "react";

type AreaNames = ReadonlyMap<string, string>;

let loaded: AreaNames | null = null;

/**
 * Names of GB/T 2260 areas, from a list that is part of the release: asking the server for a name would tell it where the
 * tip says the act happened.
 */
export function useAreaNames(): (code: string) => string | null {
  const [names, setNames] = useState<AreaNames | null>(loaded);
  useEffect(() => {
    if (loaded) return;
    let current = true;
    void import("@vant/area-data").then(({ areaList }) => {
      loaded = new Map(
        [
          areaList.province_list,
          areaList.city_list,
          areaList.county_list,
        ].flatMap((list) => Object.entries(list)),
      );
      if (current) setNames(loaded);
    });
    return () => {
      current = false;
    };
  }, []);
  return (code) => (names ? fullName(names, code) : null);
}

/** "山东省济南市历下区": each level once, without a city that repeats its municipality. */
export function fullName(names: AreaNames, code: string): string | null {
  const levels = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code].map(
    (level) => names.get(level),
  );
  const own = names.get(code);
  if (own === undefined) return null;
  return [...new Set(levels.filter((name) => name !== undefined))].join("");
}
