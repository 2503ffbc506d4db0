import type { CodeEntry } from "./code-entry";

/** Why something is not done in time. Codes and no free words: the tipster and the level above are shown them. */
export const delayReasons = [
  {
    code: "EVIDENCE_PENDING",
    zh: "取证或鉴定尚未完成",
    en: "Evidence or an expert opinion is still being obtained",
    basis: null,
  },
  {
    code: "OTHER_OFFICE",
    zh: "等待其他机关或机构答复",
    en: "Waiting for an answer of another authority",
    basis: null,
  },
  {
    code: "LARGE_CASE",
    zh: "涉及的人员或账目多，查证量大",
    en: "Many people or accounts are involved",
    basis: null,
  },
  {
    code: "SUBJECT_HINDERS",
    zh: "被查单位或个人不配合，或者暂时联系不上",
    en: "Those under investigation do not cooperate or cannot be reached",
    basis: null,
  },
  {
    code: "TIPSTER_ASKED",
    zh: "等待举报人补充材料",
    en: "Waiting for more from the person who reported",
    basis: null,
  },
  {
    code: "STAFF_SHORT",
    zh: "承办人手不足",
    en: "Too few staff",
    basis: null,
  },
  {
    code: "FUNDS_PENDING",
    zh: "奖励资金尚未到位",
    en: "The money for rewards has not arrived yet",
    basis: null,
  },
  {
    code: "PAYEE_UNCLEAR",
    zh: "收款账户需要核对",
    en: "The account to pay to has to be verified",
    basis: null,
  },
  {
    code: "SYSTEM_FAILURE",
    zh: "系统故障",
    en: "A failure of the system",
    basis: null,
  },
  {
    code: "OVERSIGHT",
    zh: "承办机构疏忽",
    en: "An oversight of the office",
    basis: null,
  },
] as const satisfies readonly CodeEntry[];

/** Why a lead gets more time to be finished: each once, in this order. */
export const extensionReasons = [
  {
    code: "COMPLEX",
    zh: "案情复杂",
    en: "The case is complex",
    basis: "医保办发〔2018〕22号",
  },
  {
    code: "VERY_SERIOUS",
    zh: "案情特别重大，经集体研究",
    en: "The case is very serious, after collective study",
    basis: "医保办发〔2018〕22号",
  },
] as const satisfies readonly CodeEntry[];
export type ExtensionReason = (typeof extensionReasons)[number]["code"];
