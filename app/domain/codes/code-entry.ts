/**
 * One row of a code list: the code is stored, the words are shown. `basis` cites the document that the row follows, null
 * where the row is the portal's own. Only rows whose basis is a law or an official text are shown to the public as law.
 */
export type CodeEntry = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly basis: string | null;
  /** the term in everyday words */
  readonly hint?: { readonly zh: string; readonly en: string };
};

/** The words of a code; an unknown code is shown as it is, so that it is seen and not lost. */
export function codeLabel(
  list: readonly CodeEntry[],
  code: string,
  language: "zh-CN" | "en",
): string {
  const entry = list.find((candidate) => candidate.code === code);
  if (!entry) return code;
  return language === "en" ? entry.en : entry.zh;
}

export function isCodeOf(list: readonly CodeEntry[], code: string): boolean {
  return list.some((entry) => entry.code === code);
}
