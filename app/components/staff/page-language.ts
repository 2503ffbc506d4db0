import { useParams } from "@remix-run/react";
import {
  isLanguagePrefix,
  languagePrefixes,
  type Language,
  type LanguagePrefix,
} from "#app/content/words";

/** The language of the page, from its URL. */
export function usePageLanguage(): {
  readonly language: Language;
  readonly prefix: LanguagePrefix;
} {
  const { lang } = useParams();
  const prefix = isLanguagePrefix(lang) ? lang : "zh";
  return { prefix, language: languagePrefixes[prefix] };
}
