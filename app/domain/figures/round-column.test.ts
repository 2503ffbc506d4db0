import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundColumn, STEP } from "./round-column";

const table: readonly [number[], (number | null)[], number | null][] = [
  [[], [], null],
  [[4], [null], null],
  [[5], [5], 5],
  [[9], [5], 5],
  // the tip that makes 11 to 12 does not show
  [[11, 30], [10, 30], 40],
  [[12, 30], [10, 30], 40],
  [[3, 3], [null, null], null],
  [[4, 4, 4, 4], [null, null, null, null], 10],
  // a total of 45 would tell all five
  [[9, 9, 9, 9, 9], [5, 5, 5, 5, 5], 35],
  [[14, 9, 0, 3, 27], [10, 5, null, null, 25], 50],
];

describe("rounded columns", () => {
  it.each(table)("%j is published as %j, total %s", (counts, cells, total) => {
    expect(roundColumn(counts)).toEqual({ cells, total });
  });

  it("tell steps of five, nothing false, and a total that is not far off", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 }),
        (counts) => {
          const { cells, total } = roundColumn(counts);
          expect(cells).toHaveLength(counts.length);
          cells.forEach((cell, index) => {
            if (cell === null) return expect(counts[index]).toBeLessThan(STEP);
            expect(cell % STEP).toBe(0);
            expect(counts[index]! - cell).toBeGreaterThanOrEqual(0);
            expect(counts[index]! - cell).toBeLessThan(STEP);
          });
          const whole = counts.reduce((a, b) => a + b, 0);
          expect((total ?? 0) % STEP).toBe(0);
          expect(whole - (total ?? 0)).toBeGreaterThanOrEqual(0);
          expect(whole - (total ?? 0)).toBeLessThan(14);
        },
      ),
    );
  });

  it("leave a reader who knows the program all five counts behind each line", () => {
    for (const offices of [1, 2, 3, 4, 5, 6]) {
      const seen = new Map<string, Set<number>[]>();
      // lines are told anyway: what is above them is all there is to find out
      for (const above of vectors(offices, STEP))
        remember(seen, JSON.stringify(roundColumn(above)), above);
      for (const values of seen.values())
        for (const possible of values) expect(possible.size).toBe(STEP);
    }
  });

  it("leave two counts at least, and no certain growth, to a reader of two tables that only grew", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            first: fc.integer({ min: 0, max: 4 }),
            more: fc.integer({ min: 0, max: 9 }),
          }),
          { minLength: 1, maxLength: 7 },
        ),
        (offices) => {
          const possible = behind(
            offices.map(({ first }) => first),
            offices.map(({ first, more }) => first + more),
          );
          for (const { first, second, growth } of possible) {
            expect(first.size).toBeGreaterThan(1);
            expect(second.size).toBeGreaterThan(1);
            expect(growth.size).toBeGreaterThan(1);
          }
        },
      ),
      { numRuns: 300 },
    );
    // steps of five in the total would tell that four offices had 4 each
    expect(
      behind([4, 4, 4, 4, 4, 0], [5, 5, 5, 5, 4, 0]).map(
        ({ first }) => first.size,
      ),
    ).toSatisfy((sizes: number[]) => sizes.every((size) => size > 1));
  });
});

function remember(
  seen: Map<string, Set<number>[]>,
  told: string,
  counts: readonly number[],
): void {
  const values = seen.get(told) ?? counts.map((): Set<number> => new Set());
  counts.forEach((count, index) => values[index]!.add(count));
  seen.set(told, values);
}

type Possible = Record<"first" | "second" | "growth", Set<number>>;

/**
 * Which counts of each office fit two tables, when none went down. Between the tables an office's line stays or goes up; sums are all
 * that ties offices together, so they are counted through one office after another.
 */
function behind(
  first: readonly number[],
  second: readonly number[],
): Possible[] {
  const lineOf = (count: number) => count - (count % STEP);
  const pairs = first.map((_, index) => {
    const low = lineOf(first[index]!);
    const high = lineOf(second[index]!);
    return [...vectors(2, STEP)]
      .map(([a, b]) => [low + a!, high + b!] as const)
      .filter(([a, b]) => a <= b);
  });
  const totals = [roundColumn(first).total, roundColumn(second).total];
  const fits = (sums: string) => {
    const [a, b] = sums.split(" ").map(Number);
    return (
      totalOf(first, a!) === totals[0] && totalOf(second, b!) === totals[1]
    );
  };
  return pairs.map((own, index) => {
    const others = pairs
      .filter((_, other) => other !== index)
      .reduce(
        (sums, next) =>
          new Set(
            [...sums].flatMap((text) => {
              const [a, b] = text.split(" ").map(Number);
              return next.map(([c, d]) => `${a! + c} ${b! + d}`);
            }),
          ),
        new Set(["0 0"]),
      );
    const found: Possible = {
      first: new Set(),
      second: new Set(),
      growth: new Set(),
    };
    for (const [a, b] of own)
      for (const text of others) {
        const [c, d] = text.split(" ").map(Number);
        if (!fits(`${a + c!} ${b + d!}`)) continue;
        found.first.add(a);
        found.second.add(b);
        found.growth.add(b - a);
        break;
      }
    return found;
  });
}

/** The total that a column with the same lines would have if its counts added up to `whole`. */
function totalOf(counts: readonly number[], whole: number): number | null {
  const lines = counts.map((count) => count - (count % STEP));
  let left = whole - lines.reduce((a, b) => a + b, 0);
  return roundColumn(
    lines.map((line) => {
      const above = Math.min(STEP - 1, left);
      left -= above;
      return line + above;
    }),
  ).total;
}

function* vectors(length: number, below: number): Generator<number[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const rest of vectors(length - 1, below))
    for (let count = 0; count < below; count++) yield [...rest, count];
}
