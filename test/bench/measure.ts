import { rounded } from "./line";

/** What was done in one turn. */
export type Turn = { readonly done: number; readonly perSecond: number };

export function turnOf(done: number, milliseconds: number): Turn {
  return { done, perSecond: (done * 1000) / milliseconds };
}

/**
 * Does `work` again and again in `lanes` side by side until the time is over. Each lane's rate counts up to its own last
 * piece: of long pieces one lane ends well before the other. @param work returns how much it did
 */
export async function repeatFor(
  milliseconds: number,
  work: (lane: number) => Promise<number> | number,
  { lanes = 1 }: { readonly lanes?: number } = {},
): Promise<Turn> {
  const began = performance.now();
  const turns = await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      let done = 0;
      do {
        const result = work(lane);
        // awaiting what is no promise would cost more than a short calculation itself
        done += typeof result === "number" ? result : await result;
      } while (performance.now() - began < milliseconds);
      return turnOf(done, performance.now() - began);
    }),
  );
  return {
    done: turns.reduce((sum, turn) => sum + turn.done, 0),
    perSecond: turns.reduce((sum, turn) => sum + turn.perSecond, 0),
  };
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
    const pair = {
      ours: (await ours()).perSecond,
      limit: (await limit()).perSecond,
    };
    if (turn > 0) rates.push(pair);
  }
  const ratios = rates.map((pair) => pair.ours / pair.limit);
  return {
    ours: median(rates.map((pair) => pair.ours)),
    limit: median(rates.map((pair) => pair.limit)),
    spread: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
