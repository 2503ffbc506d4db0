import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  basisPoints,
  compare,
  decimal,
  fractionText,
  plus,
  roundHalfUp,
  times,
  whole,
  yuanText,
} from "./rational";

describe("exact fractions", () => {
  it.each([
    ["0.5", 1n],
    ["0.4999999999999999999999", 0n],
    ["1.5", 2n],
    // half-even would give 2 here
    ["2.5", 3n],
    ["20000.5", 20_001n],
    ["7", 7n],
  ])("rounds %s half up to %s", (text, expected) => {
    expect(roundHalfUp(decimal(text))).toBe(expected);
  });
  it("keeps every digit", () => {
    const amount = times(whole(8_654_321), basisPoints(500));
    expect(fractionText(amount)).toBe("8654321/20");
    expect(yuanText(amount)).toBe("4327.1605");
    expect(yuanText(whole(7))).toBe("0.07");
    expect(yuanText(whole(0))).toBe("0.00");
    expect(yuanText(whole(12_345))).toBe("123.45");
  });
  it("agrees with integers of a common denominator", () => {
    const number = fc.bigInt({ min: 0n, max: 10n ** 18n });
    fc.assert(
      fc.property(
        number,
        number,
        fc.integer({ min: 0, max: 10_000 }),
        (a, b, bp) => {
          const left = times(plus(whole(a), whole(b)), basisPoints(bp));
          const right = plus(
            times(whole(a), basisPoints(bp)),
            times(whole(b), basisPoints(bp)),
          );
          expect(compare(left, right)).toBe(0);
          expect(fractionText(left)).toBe(fractionText(right));
          expect(roundHalfUp(left)).toBe(
            ((a + b) * BigInt(bp) + 5_000n) / 10_000n,
          );
        },
      ),
    );
  });
  it("does not end what does not end", () => {
    expect(() => yuanText({ n: 1n, d: 3n })).toThrow(RangeError);
    expect(() => decimal("1e3")).toThrow(RangeError);
  });
});
