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

/** `2026-05-03` as "2026年5月3日" or "3 May 2026", `2026-05` as "2026年5月"; never by the machine's locale or time zone. */
export function dayText(language: Language, day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [
    number,
    number,
    number | undefined,
  ];
  if (language === "en")
    return `${date === undefined ? "" : `${date} `}${months[month - 1]} ${year}`;
  return `${year}年${month}月${date === undefined ? "" : `${date}日`}`;
}
