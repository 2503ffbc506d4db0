/** Repeatable randomness: the same seed gives the same requests. mulberry32. */
export type Random = {
  /** 0 ≤ x < below, whole */
  below(below: number): number;
  one<T>(choices: readonly T[]): T;
  chance(share: number): boolean;
  bytes(length: number): Buffer;
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    one: (choices) => choices[below(choices.length)]!,
    chance: (share) => next() < share,
    bytes: (length) =>
      Buffer.from(Uint8Array.from({ length }, () => below(256))),
  };
}
