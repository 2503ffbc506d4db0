/** A count below this could be one person's. */
export const LEAST_SHOWN = 5;

/** A column of counts as it may be published: null is not told. */
export type SuppressedColumn = {
  readonly cells: readonly (number | null)[];
  readonly total: number | null;
};

/**
 * Hides every count below `LEAST_SHOWN`, and what would give a hidden one back together with the total: where the hidden cells
 * could be told from their sum (one alone; all 0; all the largest that is hidden), the smallest shown count goes too, with
 * every other count equal to it. Against a reader who knows this very program: which cells are hidden depends on the counts
 * alone and not on their order, so that the counts of any two hidden cells could as well be exchanged
 * (`suppress.test.ts` looks at every small column there is). Columns must not be parts of each other.
 * @param counts whole, not negative
 */
export function suppressColumn(counts: readonly number[]): SuppressedColumn {
  const total = sum(counts);
  const small = counts.filter((count) => count < LEAST_SHOWN);
  const shown = counts.filter((count) => count >= LEAST_SHOWN);
  if (small.length === 0)
    return { cells: counts, total: total < LEAST_SHOWN ? null : total };
  const uncertain =
    small.length > 1 &&
    sum(small) > 0 &&
    sum(small) < small.length * (LEAST_SHOWN - 1);
  // nothing is left to hide: then the total goes
  const alsoHidden =
    uncertain || shown.length === 0 ? null : Math.min(...shown);
  const isTold = uncertain || alsoHidden !== null;
  return {
    cells: counts.map((count) =>
      count < LEAST_SHOWN || count === alsoHidden ? null : count,
    ),
    total: isTold && total >= LEAST_SHOWN ? total : null,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((before, count) => before + count, 0);
}
