import type { Language } from "./words";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** `2026-05-03` as "2026年5月3日" or "3 May 2026", without asking the machine's locale or time zone. */
export function dayText(language: Language, day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [
    number,
    number,
    number,
  ];
  return language === "en"
    ? `${date} ${months[month - 1]} ${year}`
    : `${year}年${month}月${date}日`;
}
