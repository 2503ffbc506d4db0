import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes } from "./encoding";
import { padmeLength, padText, TEXT_BUCKETS, unpad } from "./padding";

describe("padText", () => {
  test.each([
    [0, 4_096],
    [4_092, 4_096],
    [4_093, 16_384],
    [16_380, 16_384],
    [16_381, 65_536],
    [65_532, 65_536],
    [65_533, 262_144],
    [262_140, 262_144],
  ])("%i bytes fill a bucket of %i and come back", (length, bucket) => {
    const plain = new Uint8Array(length).fill(0x41);
    const padded = padText(plain);
    expect(padded).toHaveLength(bucket);
    expect(equalBytes(unpad(padded), plain)).toBe(true);
  });

  test("keeps zeros at the end of the text", () => {
    expect(unpad(padText(Uint8Array.of(1, 0, 0)))).toEqual(
      Uint8Array.of(1, 0, 0),
    );
  });

  test("refuses what fits no bucket, and says how many Chinese characters do", () => {
    expect(() => padText(new Uint8Array(262_141))).toThrow(
      expect.objectContaining({
        code: "TEXT_TOO_LONG",
        values: { max: 87_380 },
      }),
    );
  });

  test("every size is one of the buckets", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 262_140 }), (length) => {
        expect(TEXT_BUCKETS).toContain(padText(new Uint8Array(length)).length);
      }),
    );
  });
});

describe("unpad", () => {
  test.each([
    ["nothing", []],
    ["half a length", [0, 0]],
    ["a length beyond the end", [0, 0, 0, 3, 1, 2]],
    ["a huge length", [255, 255, 255, 255, 1, 2]],
    ["padding that is not zero", [0, 0, 0, 1, 65, 0, 1]],
  ])("refuses %s", (_, bytes) => {
    expect(() => unpad(Uint8Array.from(bytes))).toThrow("PADDING_NOT_VALID");
  });
});

describe("padmeLength", () => {
  // Worked by hand from algorithm 1 of the paper.
  test.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [8, 8],
    [9, 10],
    [100, 104],
    [1_000, 1_024],
    [1_025, 1_088],
    [1_000_000, 1_015_808],
    [2 ** 30 - 1, 2 ** 30],
    [2 ** 30 + 1, 2 ** 30 + 2 ** 25],
    [2 ** 49 - 1, 2 ** 49],
  ])("%i becomes %i", (length, padded) => {
    expect(padmeLength(length)).toBe(padded);
  });

  test("never shortens, adds at most 12 %, keeps order and is stable", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 45 }), (length) => {
        const padded = padmeLength(length);
        expect(padded).toBeGreaterThanOrEqual(length);
        expect(padded - length).toBeLessThanOrEqual(length * 0.12);
        expect(padmeLength(padded)).toBe(padded);
        expect(padmeLength(length + 1)).toBeGreaterThanOrEqual(padded);
      }),
    );
  });

  test.each([-1, 1.5, NaN, 2 ** 53])("refuses %d", (length) => {
    expect(() => padmeLength(length)).toThrow(RangeError);
  });
});
