/** Languages of the portal. zh-CN is the first: every key is written there, `en` must have the same keys. */
export const languages = ["zh-CN", "en"] as const;
export type Language = (typeof languages)[number];

/** First segment of every page's URL. The language is in the URL, never in a cookie or a header. */
export const languagePrefixes = {
  zh: "zh-CN",
  en: "en",
} as const satisfies Record<string, Language>;
export type LanguagePrefix = keyof typeof languagePrefixes;

export function isLanguagePrefix(
  text: string | undefined,
): text is LanguagePrefix {
  return text === "zh" || text === "en";
}

export function prefixOf(language: Language): LanguagePrefix {
  return language === "zh-CN" ? "zh" : "en";
}

/** The same keys with any sentence. */
type SameKeys<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? string
    : SameKeys<Words[Key]>;
};

/** One subject's sentences in both languages; a key that lacks its translation does not compile. */
export function defineWords<const Words>(
  zh: Words,
  en: SameKeys<Words>,
): Record<Language, SameKeys<Words>> {
  return { "zh-CN": zh as SameKeys<Words>, en };
}

/** Puts values into a sentence: fill("还剩 {days} 天", { days: 3 }). An unknown name stays visible so that tests find it. */
export function fill(
  sentence: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}
