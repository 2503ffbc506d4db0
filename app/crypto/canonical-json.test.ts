import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, type JsonValue } from "./canonical-json";

const json = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "grapheme" }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: "grapheme" }), tie("value"), {
      maxKeys: 4,
    }),
  ),
})).value;

test("sorts keys by UTF-16 code units (example of RFC 8785 section 3.2.3)", () => {
  const value = {
    "\u20ac": "Euro Sign",
    "\r": "Carriage Return",
    "\ufb33": "Hebrew Letter Dalet With Dagesh",
    "1": "One",
    "\ud83d\ude00": "Emoji: Grinning Face",
    "\u0080": "Control",
    "\u00f6": "Latin Small Letter O With Diaeresis",
  };
  const order = [...canonicalJson(value).matchAll(/:"([^"]*)"/g)].map(
    (match) => match[1],
  );
  expect(order).toEqual([
    "Carriage Return",
    "One",
    "Control",
    "Latin Small Letter O With Diaeresis",
    "Euro Sign",
    "Emoji: Grinning Face",
    "Hebrew Letter Dalet With Dagesh",
  ]);
});

test("escapes as little as possible (string of RFC 8785 section 3.2.2)", () => {
  expect(canonicalJson("\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/")).toBe(
    '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"',
  );
});

test("is the same for the same value in another order, and reads back", () => {
  expect(canonicalJson({ b: [1, { z: null, a: true }], a: "言" })).toBe(
    '{"a":"言","b":[1,{"a":true,"z":null}]}',
  );
  expect(canonicalJson({ a: "言", b: [1, { a: true, z: null }] })).toBe(
    '{"a":"言","b":[1,{"a":true,"z":null}]}',
  );
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text) as JsonValue)).toBe(text);
    }),
  );
});

test("writes minus zero as zero", () => {
  expect(canonicalJson(-0)).toBe("0");
});

const refused: [string, unknown][] = [
  ["a fraction", 0.1],
  ["a number above 2^53", 2 ** 53],
  ["NaN", NaN],
  ["undefined", { a: undefined }],
  ["a hole", [1, , 2]], // eslint-disable-line no-sparse-arrays
  ["a bigint", 1n],
  ["a date", new Date(0)],
  ["bytes", new Uint8Array(2)],
  ["a lone surrogate", "a\ud800b"],
  ["a lone surrogate in a key", { "\udc00": 1 }],
];
test.each(refused)("refuses %s", (_, value) => {
  expect(() => canonicalJson(value as JsonValue)).toThrow(
    "JSON_VALUE_NOT_ALLOWED",
  );
});

test("refuses depth before the stack does", () => {
  let value: JsonValue = 1;
  for (let level = 0; level < 100_000; level++) value = [value];
  expect(() => canonicalJson(value)).toThrow("JSON_VALUE_NOT_ALLOWED");
});
