import { CodedError } from "./coded-error";

declare const brand: unique symbol;

/** A calendar day in the authority's time zone, `YYYY-MM-DD`. Nothing finer is kept about a tipster. */
export type Day = string & { readonly [brand]: "Day" };

const MILLIS_PER_DAY = 86_400_000;

/** @throws CodedError DAY_NOT_VALID when `text` is not an existing day of the years 1900–2199 */
export function day(text: string): Day {
  const match = /^((?:19|20|21)\d{2})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) throw new CodedError("DAY_NOT_VALID");
  const date = new Date(
    Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])),
  );
  if (date.toISOString().slice(0, 10) !== text)
    throw new CodedError("DAY_NOT_VALID");
  return text as Day;
}

/** Days since 1970-01-01; makes arithmetic independent of the machine's time zone. */
export function dayNumber(value: Day): number {
  return Date.parse(`${value}T00:00:00Z`) / MILLIS_PER_DAY;
}

export function addDays(value: Day, count: number): Day {
  return new Date((dayNumber(value) + count) * MILLIS_PER_DAY)
    .toISOString()
    .slice(0, 10) as Day;
}

/** The day of an instant in China (UTC+8, no summer time): the authority's day, whatever the server's zone. */
export function dayInChina(instant: Date): Day {
  return new Date(instant.getTime() + 8 * 3_600_000)
    .toISOString()
    .slice(0, 10) as Day;
}

/** 0 = Sunday … 6 = Saturday */
export function weekday(value: Day): number {
  return new Date(`${value}T00:00:00Z`).getUTCDay();
}
