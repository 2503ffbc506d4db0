import { expect, test } from "vitest";
import { countTaps } from "./leave";

/** "S" down and up of Shift, "a" a letter, a number that many milliseconds. */
function play(keys: readonly (string | number)[]): number {
  let time = 1_000_000;
  let left = 0;
  const tapped = countTaps({ now: () => time });
  for (const key of keys) {
    if (typeof key === "number") {
      time += key;
      continue;
    }
    const [type, name] = key.split(" ") as [string, string];
    if (tapped({ type, key: name, repeat: key.endsWith("again") })) left++;
  }
  return left;
}
const tap = ["keydown Shift", "keyup Shift"];
const capital = ["keydown Shift", "keydown A", "keyup A", "keyup Shift"];

test("three taps of Shift within two seconds leave, two or slow ones do not", () => {
  expect(play([...tap, ...tap, ...tap])).toBe(1);
  expect(play([...tap, 900, ...tap, 900, ...tap])).toBe(1);
  expect(play([...tap, ...tap])).toBe(0);
  expect(play([...tap, 1_100, ...tap, 1_100, ...tap])).toBe(0);
});

test("capitals, letters in between and a Shift that is held do not count", () => {
  expect(play([...capital, ...capital, ...capital])).toBe(0);
  expect(play([...tap, ...tap, "keydown a", "keyup a", ...tap])).toBe(0);
  expect(
    play([
      "keydown Shift",
      "keydown Shift again",
      "keyup Shift",
      ...tap,
      ...tap,
    ]),
  ).toBe(0);
  expect(play([...capital, ...tap, ...tap, ...tap])).toBe(1);
});
