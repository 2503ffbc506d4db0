/** How each digit is said, 0 to 9, whatever the language of the page: the listener's counts. YAO: 1 as on the telephone and over radio. */
export const spokenDigits = {
  YAO: ["零", "幺", "二", "三", "四", "五", "六", "七", "八", "九"],
  YI: ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
  EN: [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
  ],
} as const;

export type SpokenAs = keyof typeof spokenDigits;

/** Language of the words, for screen readers. */
export const languageSpoken = {
  YAO: "zh-CN",
  YI: "zh-CN",
  EN: "en",
} as const satisfies Record<SpokenAs, string>;

/** @param digits ASCII digits */
export function spokenGroup(digits: string, as: SpokenAs): string {
  return [...digits].map((digit) => spokenDigits[as][Number(digit)]).join(" ");
}
