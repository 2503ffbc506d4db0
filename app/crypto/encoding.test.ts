import fc from "fast-check";
import { expect, test } from "vitest";
import {
  equalBytes,
  fromBase64Url,
  fromHex,
  readUint32,
  readUint64,
  toBase64Url,
  toHex,
  uint32Bytes,
  uint64Bytes,
  utf8Bytes,
  utf8Text,
} from "./encoding";

const bytes = fc.uint8Array({ maxLength: 100 });

test("base64url and hex come back as they went", () => {
  fc.assert(
    fc.property(bytes, (value) => {
      expect(fromBase64Url(toBase64Url(value))).toEqual(value);
      expect(fromHex(toHex(value))).toEqual(value);
    }),
  );
});

test("text comes back as it went, a leading byte order mark included", () => {
  expect(utf8Text(utf8Bytes("\ufeff言路"))).toBe("\ufeff言路");
});

test.each(["AA==", "A", "AB", "A+", "A/", "A A", " ", "AA\n", "言"])(
  "base64url refuses the other spelling %j",
  (text) => {
    expect(() => fromBase64Url(text)).toThrow("ENCODING_NOT_VALID");
  },
);

test.each(["0", "0G", "AB", "0x00", " 00"])("hex refuses %j", (text) => {
  expect(() => fromHex(text)).toThrow("ENCODING_NOT_VALID");
});

test.each(["ff", "c080", "eda080", "f4908080", "e4bd"])(
  "bytes %s are not UTF-8",
  (hex) => {
    expect(() => utf8Text(fromHex(hex))).toThrow("ENCODING_NOT_VALID");
  },
);

test("numbers are big-endian and survive an offset into a larger buffer", () => {
  expect(toHex(uint32Bytes(0x01020304))).toBe("01020304");
  expect(toHex(uint64Bytes(2 ** 40 + 5))).toBe("0000010000000005");
  const buffer = new Uint8Array([
    9,
    9,
    ...uint64Bytes(Number.MAX_SAFE_INTEGER),
    0,
    0,
    1,
    0,
  ]).subarray(2);
  expect(readUint64(buffer)).toBe(Number.MAX_SAFE_INTEGER);
  expect(readUint32(buffer, 8)).toBe(256);
});

test("bytes are equal only when all are", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 40 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (value, at, mask) => {
        const other = value.slice();
        expect(equalBytes(value, other)).toBe(true);
        other[at % other.length]! ^= mask;
        expect(equalBytes(value, other)).toBe(false);
        expect(equalBytes(value, value.subarray(1))).toBe(false);
      },
    ),
  );
});
