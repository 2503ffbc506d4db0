import { addDays, dayNumber, type Day } from "#app/domain/shared/day";
import type { Clock } from "#app/services/ports";

/** Ten in the morning in China of a day gone by; never later than today. */
export class PastClock implements Clock {
  running = true;
  #day: Day;
  constructor(
    first: Day,
    private readonly last: Day,
  ) {
    this.#day = first;
  }
  advance(days: number): void {
    const next = addDays(this.#day, days);
    this.#day = next > this.last ? this.last : next;
  }
  today(): Day {
    return this.#day;
  }
  now(): Date {
    // today's steps must not lie in the future of those who look at them
    const morning = dayNumber(this.#day) * 86_400_000 + 2 * 3_600_000;
    return new Date(Math.min(morning, Date.now()));
  }
}
