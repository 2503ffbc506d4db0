import { expect, it } from "vitest";
import { safeFileName } from "./safe-file-name";

it.each([
  ["病历.pdf", "病历.pdf"],
  ["../../etc/passwd", "_.._etc_passwd"],
  ["C:\\Windows\\a.exe", "C__Windows_a.exe"],
  ["a\u0000b\n\u202egpj.exe", "abgpj.exe"],
  ["  .hidden. ", "hidden"],
  ["con.txt", "_con.txt"],
  ["", "file"],
  ["...", "file"],
  ["\ud800a", "a"],
  [`${"长".repeat(200)}.docx`, `${"长".repeat(75)}.docx`],
])("%j becomes %j", (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});
