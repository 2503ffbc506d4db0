import { expect, test } from "vitest";
import { savedName } from "./saved-name";

test.each([
  ["告知书.pdf", "告知书.pdf"],
  ["", "file"],
  ["..", "file"],
  ["../../.bashrc", "_.._.bashrc"],
  ["a\u202Efdp.exe", "a_fdp.exe"],
  ["a\u0000\r\nb", "a___b"],
  ['con"<>|*?:\\.txt', "con________.txt"],
  [`${"x".repeat(300)}.pdf`, `${"x".repeat(196)}.pdf`],
])("%j", (name, saved) => {
  expect(savedName(name)).toBe(saved);
});
