import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCode } from "./compare-code";

const groups = ["1234", "5678", "9012", "3456", "7890", "1235"];
const code = groups.join("");

test.each([
  ["", { kind: "NOTHING" }],
  [" - ", { kind: "NOTHING" }],
  ["1234 5678 9012 3456 7890 1235", { kind: "RIGHT" }],
  ["１２３４－５６７８　９０１２—3456.7890、1235\n", { kind: "RIGHT" }],
  ["1234 5678", { kind: "SHORT", missing: 16 }],
  ["1234 5687 9012 3456 7890 1235", { kind: "WRONG", group: 2 }],
  ["1234 5", { kind: "SHORT", missing: 19 }],
  ["2", { kind: "WRONG", group: 1 }],
  [`${code}12`, { kind: "LONG", extra: 2 }],
  ["1234 567B", { kind: "NOT_DIGITS" }],
])("%j: %j", (typed, comparison) =>
  expect(compareCode(typed, groups)).toEqual(comparison),
);

test("one wrong digit is never right, and the group is named", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 9 }),
      (place, shift) => {
        const wrong =
          code.slice(0, place) +
          String((Number(code[place]) + shift) % 10) +
          code.slice(place + 1);
        expect(compareCode(wrong, groups)).toEqual({
          kind: "WRONG",
          group: Math.floor(place / 4) + 1,
        });
      },
    ),
  );
});
