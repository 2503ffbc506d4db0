import { publicFrameWords } from "#app/content/public-frame";
import type { Language } from "#app/content/words";

/** The page first, then the portal; with errors the word "error" stands first, so that it is heard first. */
export function titleText(
  language: Language,
  title: string,
  { wrong = false }: { readonly wrong?: boolean } = {},
): string {
  const words = publicFrameWords[language];
  return `${wrong ? words.errorPrefix : ""}${title} – ${words.name}`;
}
