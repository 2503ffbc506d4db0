import type { CodeEntry } from "./code-entry";

/** Why an office does not take a lead that another offers it. */
export const handOverReasons = [
  {
    code: "NOT_OUR_AREA",
    zh: "不属于本机构管辖的地区",
    en: "Outside the area of this office",
    basis: null,
  },
  {
    code: "NOT_OUR_DUTY",
    zh: "不属于本机构的职责",
    en: "Outside the duties of this office",
    basis: null,
  },
  {
    code: "CONFLICT_OF_INTEREST",
    zh: "本机构与举报事项有利害关系",
    en: "This office has an interest in the matter",
    basis: null,
  },
  {
    code: "CANNOT_OPEN",
    zh: "本机构打不开移交的内容",
    en: "What was handed over does not open here",
    basis: null,
  },
  {
    code: "AGREED_OTHERWISE",
    zh: "双方商定由原机构继续办理",
    en: "Both offices agreed that the first one goes on",
    basis: null,
  },
] as const satisfies readonly CodeEntry[];

export const handOverReasonCodes = handOverReasons.map(({ code }) => code);
export type HandOverReasonCode = (typeof handOverReasons)[number]["code"];
