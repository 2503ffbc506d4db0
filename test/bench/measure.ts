import { rounded } from "./line";

/** What was done in one turn, and how long it took. */
export type Turn = { readonly done: number; readonly milliseconds: number };

/** Does `work` again and again, `atOnce` at a time, until the time is over. @param work returns how much it did; nothing means 1 */
export async function repeatFor(
  milliseconds: number,
  work: () => Promise<number | void> | number | void,
  { atOnce = 1 }: { readonly atOnce?: number } = {},
): Promise<Turn> {
  const began = performance.now();
  let done = 0;
  const line = async () => {
    do {
      const result = work();
      // awaiting what is no promise would cost more than a short calculation itself
      done += (result instanceof Promise ? await result : result) ?? 1;
    } while (performance.now() - began < milliseconds);
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  return { done, milliseconds: performance.now() - began };
}

export type Compared = {
  /** units per second, median of the turns */
  readonly ours: number;
  readonly limit: number;
  /** lowest and highest ratio of two neighbouring turns: how far to trust the figures */
  readonly spread: readonly [number, number];
};

/** Lets both take turns, so that whatever else the machine does slows both alike. The first turn of each only warms up. */
export async function compare({
  ours,
  limit,
  turns = 3,
}: {
  readonly ours: () => Promise<Turn>;
  readonly limit: () => Promise<Turn>;
  readonly turns?: number;
}): Promise<Compared> {
  const rates: { ours: number; limit: number }[] = [];
  for (let turn = 0; turn <= turns; turn++) {
    const pair = { ours: rate(await ours()), limit: rate(await limit()) };
    if (turn > 0) rates.push(pair);
  }
  const ratios = rates.map((pair) => pair.ours / pair.limit);
  return {
    ours: median(rates.map((pair) => pair.ours)),
    limit: median(rates.map((pair) => pair.limit)),
    spread: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
  };
}

function rate({ done, milliseconds }: Turn): number {
  return (done * 1000) / milliseconds;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
