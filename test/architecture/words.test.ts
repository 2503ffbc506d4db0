import { describe, expect, it } from "vitest";
import { errorWords } from "#app/content/errors";
import { staffErrorWords } from "#app/content/staff-errors";
import { languages } from "#app/content/words";
import { sourceFiles } from "./source-files";

/** Every code that is thrown anywhere. */
function thrownCodes(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of ["app", "workers"])
    for (const { path, text } of sourceFiles(folder))
      for (const match of text.matchAll(/new CodedError\(\s*"([A-Z0-9_]+)"/g))
        found.set(match[1]!, path);
  return found;
}

describe("sentences", () => {
  it("every refusal has its sentence in both languages", () => {
    const codes = thrownCodes();
    expect(codes.size).toBeGreaterThan(20);
    const missing = [...codes].filter(
      ([code]) =>
        !languages.every(
          (language) =>
            code in errorWords[language] ||
            // what only staff can meet stays out of the public programs
            code in staffErrorWords[language],
        ),
    );
    expect(missing.map(([code, path]) => `${code} (${path})`)).toEqual([]);
  });

  it("no prose stands in code: Han characters live in app/content and the code lists", () => {
    // the leak check looks for words of the tipster's; it says none
    const allowed =
      /^app\/(content|domain|forms\/leak-check|server\/demo|server\/cli|server\/areas)\//;
    const prose = ["app", "workers"]
      .flatMap((folder) => sourceFiles(folder))
      .filter(({ path, text }) => {
        if (allowed.test(path)) return false;
        const withoutComments = text.replace(
          /\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g,
          "",
        );
        return /\p{Script=Han}/u.test(withoutComments);
      });
    expect(prose.map(({ path }) => path)).toEqual([]);
  });
});
