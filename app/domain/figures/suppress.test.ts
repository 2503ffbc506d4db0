import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEAST_SHOWN, suppressColumn } from "./suppress";

const table: readonly [number[], (number | null)[], number | null][] = [
  [[], [], null],
  [[7, 9], [7, 9], 16],
  // one alone would be the rest of the total
  [[7, 3, 9], [null, null, 9], 19],
  [[7, 3, 7], [null, null, null], 17],
  // two that add up to something between
  [[7, 3, 1], [7, null, null], 11],
  // none, or all the largest that is hidden: the sum would tell
  [[7, 0, 0, 8], [null, null, null, 8], 15],
  [[7, 4, 4, 8], [null, null, null, 8], 23],
  [[0, 0], [null, null], null],
  [[4, 4], [null, null], null],
  [[3], [null], null],
  [[1, 2], [null, null], null],
  [[4, 3], [null, null], 7],
];

describe("suppressed columns", () => {
  it.each(table)("%j is published as %j, total %s", (counts, cells, total) => {
    expect(suppressColumn(counts)).toEqual({ cells, total });
  });

  it("hide every small count, tell nothing false, and keep a large total wherever two offices are left", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
        (counts) => {
          const { cells, total } = suppressColumn(counts);
          expect(cells).toHaveLength(counts.length);
          counts.forEach((count, index) => {
            if (count < LEAST_SHOWN) expect(cells[index]).toBeNull();
            if (cells[index] !== null) expect(cells[index]).toBe(count);
          });
          const whole = counts.reduce((a, b) => a + b, 0);
          if (total !== null) expect(total).toBe(whole);
          if (Math.max(0, ...counts) >= LEAST_SHOWN) expect(total).toBe(whole);
        },
      ),
    );
  });

  it("leave no hidden count that could be computed, for a random table and a reader who adds and subtracts", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), {
          minLength: 1,
          maxLength: 14,
        }),
        (counts) => {
          const { cells, total } = suppressColumn(counts);
          const hidden = counts.filter((_, index) => cells[index] === null);
          if (hidden.length === 0 || total === null) return;
          // all a reader has: how many are hidden, and what they add up to
          const rest = total - cells.reduce<number>((a, b) => a + (b ?? 0), 0);
          expect(hidden.length).toBeGreaterThan(1);
          expect(rest).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("leave none to a reader who knows the program and tries every column there is", () => {
    for (const [offices, most] of [
      [1, 30],
      [2, 16],
      [3, 12],
      [4, 8],
      [5, 6],
    ] as const) {
      const seen = new Map<string, Set<number>[]>();
      for (const counts of columns(offices, most)) {
        const told = JSON.stringify(suppressColumn(counts));
        const values =
          seen.get(told) ?? counts.map((): Set<number> => new Set());
        counts.forEach((count, index) => values[index]!.add(count));
        seen.set(told, values);
      }
      for (const [told, values] of seen) {
        const { cells } = JSON.parse(told) as { cells: (number | null)[] };
        cells.forEach((cell, index) => {
          if (cell === null)
            expect([told, values[index]!.size > 1]).toEqual([told, true]);
        });
      }
    }
  });
});

function* columns(length: number, most: number): Generator<number[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (const rest of columns(length - 1, most))
    for (let count = 0; count <= most; count++) yield [...rest, count];
}
