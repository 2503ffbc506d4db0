import { fen, formatYuan } from "#app/domain/shared/fen";
import { staffWords } from "#app/content/staff";
import { fill, type Language } from "#app/content/words";

/** "1,234.50 元" */
export function yuanText(amountFen: number, language: Language): string {
  return fill(staffWords[language].yuan, { yuan: formatYuan(fen(amountFen)) });
}

/** For an input: "1234.50" */
export function yuanInput(amountFen: number | null | undefined): string {
  return amountFen === null || amountFen === undefined
    ? ""
    : formatYuan(fen(amountFen)).replaceAll(",", "");
}

/** "5%" or "2.5%" from basis points */
export function percentText(basisPoints: number): string {
  return `${percentInput(basisPoints)}%`;
}

export function percentInput(basisPoints: number | null | undefined): string {
  if (basisPoints === null || basisPoints === undefined) return "";
  return String(Number((basisPoints / 100).toFixed(2)));
}

/** Staff actions carry exact times; shown in the authority's zone whatever the machine's. "2026-03-02 14:05" */
export function timeText(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replace("T", " ");
}

const units = ["B", "KB", "MB", "GB"] as const;

export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
