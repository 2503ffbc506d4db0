/** Always as long, so that a covered name does not show how long it was. */
export const COVER = "█████";

/** Covers the UTF-16 units from `start` to `end`; what was covered already and touches it becomes one cover. */
export function coverRange(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  if (end <= start) return text;
  return merged(text.slice(0, start) + COVER + text.slice(end));
}

/** Covers every place where `word` stands, whatever its case or width of letters. */
export function coverEverywhere(
  text: string,
  word: string,
): { readonly text: string; readonly count: number } {
  const wanted = [...fold(word.trim())];
  if (wanted.length === 0 || word.trim() === COVER) return { text, count: 0 };
  const letters = [...text];
  const folded = letters.map(fold);
  let covered = "";
  let count = 0;
  for (let at = 0; at < letters.length;) {
    const length = matchAt(folded, at, wanted);
    if (length > 0) {
      covered += COVER;
      count += 1;
      at += length;
    } else covered += letters[at++]!;
  }
  return { text: merged(covered), count };
}

/** How many letters of the text make up `wanted` from here, 0 for none: one letter can fold to several. */
function matchAt(
  folded: readonly string[],
  at: number,
  wanted: readonly string[],
): number {
  let matched = 0;
  for (let length = 0; at + length < folded.length; length++) {
    for (const letter of folded[at + length]!)
      if (letter !== wanted[matched++]) return 0;
    if (matched === wanted.length) return length + 1;
  }
  return 0;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function merged(text: string): string {
  return text.replace(/█+/g, COVER);
}
