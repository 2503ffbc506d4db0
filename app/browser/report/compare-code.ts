import type { Comparison } from "#app/components/report/code-care";

/** What people put between digits, and typing on a Chinese keyboard puts there for them. */
const BETWEEN = /[\s\-‐-―·.,、，。_]/g;

/** Compares a typed copy with the code of this page, group by group: "which one is wrong" helps more than "wrong". */
export function compareCode(
  typed: string,
  groups: readonly string[],
): Comparison {
  const digits = typed.normalize("NFKC").replace(BETWEEN, "");
  if (digits === "") return { kind: "NOTHING" };
  if (/[^0-9]/.test(digits)) return { kind: "NOT_DIGITS" };
  const code = groups.join("");
  let start = 0;
  for (const [index, group] of groups.entries()) {
    const part = digits.slice(start, start + group.length);
    if (!group.startsWith(part)) return { kind: "WRONG", group: index + 1 };
    start += group.length;
  }
  if (digits.length < code.length)
    return { kind: "SHORT", missing: code.length - digits.length };
  if (digits.length > code.length)
    return { kind: "LONG", extra: digits.length - code.length };
  return { kind: "RIGHT" };
}
