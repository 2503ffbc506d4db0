const CODE_DIGITS = 6;

/** Reads what `packAreas` (bin/pack-areas.mjs) wrote: name by GB/T 2260 code. */
export function unpackAreas(text: string): ReadonlyMap<string, string> {
  let code = 0;
  return new Map(
    text.split("\n").map((line) => {
      const gap = line.indexOf(" ");
      code += gap < 0 ? 1 : parseInt(line.slice(0, gap), 36);
      return [
        String(code).padStart(CODE_DIGITS, "0"),
        line.slice(gap + 1),
      ] as const;
    }),
  );
}
