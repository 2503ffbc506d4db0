import type { TipAnswers } from "../tip/answers";

/** What a place in the text could give away. Sentences for each live in `careWords.leak.kinds`. */
export const leakKinds = [
  "SELF_NAME",
  "FEW_KNOW",
  "OWN_ROLE",
  "KIN_NAME",
  "HOME",
  "OWN_DAY",
  "CLOCK_TIME",
  "PHONE",
  "ACCOUNT",
  "EMAIL",
  "ID_NUMBER",
  "BANK_CARD",
  "PLATE",
  "BED",
  "RECORD_NUMBER",
  "PATIENT_NAME",
  "PERSON_NAME",
] as const;
export type LeakKind = (typeof leakKinds)[number];

/** The free-text answers that go into the tip itself. Name and contact have a vault of their own and belong there. */
export const leakFields = [
  "place",
  "subjectName",
  "what",
  "whenWords",
  "howKnown",
] as const satisfies readonly (keyof TipAnswers)[];
export type LeakField = (typeof leakFields)[number];

/** Where in one text, in UTF-16 units, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number };

export type TextFinding = Span & { readonly kind: LeakKind };

export type LeakFinding = TextFinding & { readonly field: LeakField };

/** One thing that is looked for. `text` is folded: see `foldWidth`. */
export type LeakRule = {
  readonly kind: LeakKind;
  readonly find: (text: string) => readonly Span[];
};

/**
 * Full-width letters, digits and signs as ASCII, one for one, so that places in the folded text are places in the typed one.
 * (`normalize("NFKC")` would change lengths.)
 */
export function foldWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000]/g, (char) =>
    char === "\u3000"
      ? " "
      : String.fromCharCode(char.charCodeAt(0) - 0xff01 + 0x21),
  );
}

type Groups = Readonly<Record<string, string | undefined>>;

/**
 * A rule from a pattern. The group `before` is needed for the match and not part of the place. No look-behind anywhere: browsers
 * that lack it would refuse the whole script. Patterns take a bounded number of characters, so that a long text costs no more than
 * its length.
 */
export function rule(
  kind: LeakKind,
  pattern: RegExp,
  accept: (
    found: { readonly text: string; readonly groups: Groups } & Span,
  ) => boolean = () => true,
): LeakRule {
  if (!pattern.global) throw new RangeError("a rule looks for every place");
  return {
    kind,
    find: (text) =>
      [...text.matchAll(pattern)].flatMap((match) => {
        const groups: Groups = match.groups ?? {};
        const start = match.index + (groups["before"]?.length ?? 0);
        const end =
          match.index + match[0].length - (groups["after"]?.length ?? 0);
        return accept({ text, groups, start, end }) ? [{ start, end }] : [];
      }),
  };
}

/** The character before a place, "" at the beginning. */
export function charBefore(text: string, start: number): string {
  return text.slice(Math.max(0, start - 1), start);
}

export function charAfter(text: string, end: number): string {
  return text.slice(end, end + 1);
}
