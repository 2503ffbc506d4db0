import { CodedError } from "../shared/coded-error";

export const COUNTRY = "100000";

/**
 * An area and everything above it, nearest first: "370102" → 370102, 370100, 370000, 100000. Read from the digits of
 * GB/T 2260 (two each for province, prefecture, county), so that an area too new for our list still finds its office.
 * @throws CodedError AREA_UNKNOWN when `code` has another form
 */
export function areaPath(code: string): readonly string[] {
  if (!/^[1-9]\d{5}$/.test(code)) throw new CodedError("AREA_UNKNOWN");
  const path = [code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
  return [...new Set([...path, COUNTRY])];
}
