/**
 * Exact fractions for money. Binary floating point gives 200.00 where the rule gives 200.005 yuan → 200.01; a rational
 * keeps every digit until the one rounding at the end. Always reduced, `d` > 0.
 */
export type Rational = { readonly n: bigint; readonly d: bigint };

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function rational(n: bigint, d: bigint): Rational {
  const divisor = gcd(n, d) || 1n;
  return { n: n / divisor, d: d / divisor };
}

/** @param value an integer; anything else throws RangeError */
export function whole(value: number | bigint): Rational {
  return { n: BigInt(value), d: 1n };
}

/** 1 % = 100 basis points = 1/100 */
export function basisPoints(bp: number): Rational {
  return rational(BigInt(bp), 10_000n);
}

/** "1.1" → 11/10. The text is data of a rule set, checked by `assertRuleSet`. */
export function decimal(text: string): Rational {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError("not a decimal");
  const digits = match[2] ?? "";
  return rational(BigInt(match[1]! + digits), 10n ** BigInt(digits.length));
}

export function plus(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d);
}

/** negative, zero or positive as a is smaller than, equal to or larger than b */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Half up, for amounts that are not negative: 0.5 → 1, 0.4999… → 0. */
export function roundHalfUp(value: Rational): bigint {
  return (2n * value.n + value.d) / (2n * value.d);
}

/** "432716" or "8654321/20": what a person can redo with pencil and paper */
export function fractionText(value: Rational): string {
  return value.d === 1n ? `${value.n}` : `${value.n}/${value.d}`;
}

/**
 * An amount in fen as decimal yuan with every digit, at least two: 8654321/20 fen → "4327.1605".
 * Rates and factors are decimal, so the expansion ends; a fraction that does not end throws RangeError.
 */
export function yuanText(fenAmount: Rational): string {
  const denominator = fenAmount.d * 100n;
  for (let places = 2; places <= 60; places++) {
    const scaled = fenAmount.n * 10n ** BigInt(places);
    if (scaled % denominator !== 0n) continue;
    const digits = (scaled / denominator).toString().padStart(places + 1, "0");
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }
  throw new RangeError("not a finite decimal");
}
