import type { BenchLine } from "./line";
import type { Place } from "./place";

/** What each `<name>.bench.ts` exports as `bench`. */
export type Bench = (parts: BenchParts) => Promise<readonly BenchLine[]>;

export type BenchParts = {
  readonly place: Place;
  /** a line for the person who waits */
  readonly progress: (line: string) => void;
};
