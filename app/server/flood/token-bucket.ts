/**
 * A bucket of tokens that fills at a steady rate: what is done oftener than that waits or pays. One for everybody together;
 * nothing is counted by visitor, since a count by address would be a list of addresses.
 */
export type TokenBucket = {
  /** Takes a token if `reserve` others stay. */
  take(options?: { readonly reserve?: number }): boolean;
};

/** @param now milliseconds, never going back */
export function tokenBucket(
  { perSecond, burst }: { readonly perSecond: number; readonly burst: number },
  now: () => number,
): TokenBucket {
  let tokens = burst;
  let filledAt = now();
  return {
    take({ reserve = 0 } = {}) {
      const at = now();
      tokens = Math.min(burst, tokens + ((at - filledAt) / 1_000) * perSecond);
      filledAt = at;
      if (tokens < 1 + reserve) return false;
      tokens -= 1;
      return true;
    },
  };
}
