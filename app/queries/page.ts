export const ROWS_A_PAGE = 50;

/** Where a page of a list begins; anything that is no page is the first. */
export function pageOf(page: number | undefined): {
  readonly page: number;
  readonly skip: number;
  readonly take: number;
} {
  const wanted =
    page !== undefined && Number.isSafeInteger(page) && page > 0 ? page : 1;
  const within = Math.min(wanted, 100_000);
  return { page: within, skip: (within - 1) * ROWS_A_PAGE, take: ROWS_A_PAGE };
}

export function pagesFor(count: number): number {
  return Math.max(1, Math.ceil(count / ROWS_A_PAGE));
}
