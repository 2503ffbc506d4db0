/** Counts are told as "at least": rounded down to a multiple of this. Below it nothing is told. */
export const STEP = 5;

/** Two steps: an odd bound of a total and an even sum of what offices may have above their lines never meet (below). */
const STEP_OF_TOTAL = 2 * STEP;

/** A column of counts as it may be published, each "at least so many"; null is not told. */
export type RoundedColumn = {
  readonly cells: readonly (number | null)[];
  readonly total: number | null;
};

/**
 * Rounds a column so that one more tip rarely shows, and then not how many more.
 *
 * The total is computed from the exact counts. Each office has 0 to 4 above its line; what they have together, R, goes into the total
 * in steps of ten only, and never so far that every office would need a part of it: five offices of 9 each (lines of 5), with a
 * total of 45, would all be known. So whoever knows this program and sees one table finds all five counts behind each line
 * possible, and so for what is hidden. Whoever sees two tables of a column that only grows knows in addition that an office whose line
 * stayed has not less above it than before. That bounds R by an odd number from one side and by multiples of 4 from the other:
 * at least two counts remain behind each line (`round-column.test.ts` tries them). Columns must not be parts of each other.
 * @param counts whole, not negative
 */
export function roundColumn(counts: readonly number[]): RoundedColumn {
  const lines = counts.map((count) => downTo(STEP, count));
  const above = sum(counts) - sum(lines);
  // also when one office has nothing above its line, the others could have this much
  const most = (STEP - 1) * Math.max(0, counts.length - 1);
  return {
    cells: lines.map(told),
    total: told(sum(lines) + downTo(STEP_OF_TOTAL, Math.min(above, most))),
  };
}

function told(rounded: number): number | null {
  return rounded < STEP ? null : rounded;
}

function downTo(step: number, count: number): number {
  return count - (count % step);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((before, count) => before + count, 0);
}
