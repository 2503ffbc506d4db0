import type { CodeEntry } from "./code-entry";

/** Why a tip is not accepted. */
export const refusalReasons = [
  {
    code: "OUT_OF_SCOPE",
    zh: "不属于举报事项",
    en: "Not a matter for this kind of tip",
    basis: "海南省实施细则政策解读（2020）（一）",
  },
  {
    code: "NO_CLEAR_SUBJECT",
    zh: "无明确对象或违法事实",
    en: "No clear subject or no unlawful fact",
    basis: "海南省实施细则政策解读（2020）（二）",
  },
  {
    code: "ALREADY_OPEN",
    zh: "已受理仍在调查",
    en: "Already accepted and still under investigation",
    basis: "海南省实施细则政策解读（2020）（三）",
  },
  {
    code: "ALREADY_CLOSED_NO_NEW",
    zh: "已办结、无新线索重复举报",
    en: "Already closed, repeated without a new clue",
    basis: "海南省实施细则政策解读（2020）（四）",
  },
  {
    code: "UPHELD_BY_UPPER",
    zh: "上级复核原处理合法",
    en: "A higher office has reviewed the handling and found it lawful",
    basis: "海南省实施细则政策解读（2020）（五）",
  },
  {
    code: "OTHER_LEGAL_WAY",
    zh: "应通过诉讼、仲裁、行政复议等途径解决",
    en: "To be settled by lawsuit, arbitration, administrative review or the like",
    basis: "海南省实施细则政策解读（2020）（六）",
  },
] as const satisfies readonly CodeEntry[];
