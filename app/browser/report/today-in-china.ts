import { day, type Day } from "#app/domain/shared/day";

const OFFSET_MILLIS = 8 * 3_600_000;

/** The authority's calendar day (UTC+8), by this device's clock: only to tell a date that has not come yet. */
export function todayInChina(now = Date.now()): Day {
  return day(new Date(now + OFFSET_MILLIS).toISOString().slice(0, 10));
}
