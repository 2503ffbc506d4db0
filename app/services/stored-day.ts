import { day, type Day } from "#app/domain/shared/day";

/** A `date` column comes out of the database driver as midnight UTC. */
export function storedDay(value: Date): Day {
  return day(value.toISOString().slice(0, 10));
}

export function storedDayOrNull(value: Date | null): Day | null {
  return value === null ? null : storedDay(value);
}

export function dayToStore(value: Day): Date {
  return new Date(`${value}T00:00:00Z`);
}
