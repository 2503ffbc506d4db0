import { staffWords } from "#app/content/staff";
import { isLanguagePrefix, languagePrefixes } from "#app/content/words";

type Words = (typeof staffWords)["zh-CN"];

/** Browser title of a staff page; never a lead's number or anything of a tip, because titles end up in histories. */
export function pageTitle(
  prefix: string | undefined,
  title: (words: Words) => string,
) {
  const words =
    staffWords[isLanguagePrefix(prefix) ? languagePrefixes[prefix] : "zh-CN"];
  return [{ title: `${title(words)} – ${words.product}` }];
}
