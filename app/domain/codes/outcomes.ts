import type { CodeEntry } from "./code-entry";

/** Results of a check; `gate` names what must be done before the lead may close with it. */
export const outcomes = [
  {
    code: "TALK_RECTIFY",
    zh: "约谈限期整改",
    en: "Talk and rectify in a set time",
    basis: "济医保字〔2020〕1号 监管情况月报表",
    gate: "FILING",
  },
  {
    code: "CRITICISM",
    zh: "通报批评",
    en: "Public criticism",
    basis: "济医保字〔2020〕1号 监管情况月报表",
    gate: "FILING",
  },
  {
    code: "SUSPEND_PAYMENT",
    zh: "暂停拨付",
    en: "Payment suspended",
    basis: "济医保字〔2020〕1号",
    gate: "FILING",
  },
  {
    code: "REFUSE_PAYMENT",
    zh: "拒付违规费用",
    en: "Irregular costs not paid",
    basis: "济医保字〔2020〕1号",
    gate: "FILING",
  },
  {
    code: "DEDUCT_DEPOSIT",
    zh: "扣除履约保证金",
    en: "Performance deposit deducted",
    basis: "济医保字〔2020〕1号",
    gate: "FILING",
  },
  {
    code: "RECOVER",
    zh: "追回基金",
    en: "Fund money recovered",
    basis: "济医保字〔2020〕1号 监管情况月报表；国务院令第735号 第十三条",
    gate: null,
  },
  {
    code: "SUSPEND_AGREEMENT",
    zh: "暂停协议",
    en: "Agreement suspended",
    basis: "济医保字〔2020〕1号 监管情况月报表",
    gate: "COLLECTIVE_REVIEW",
  },
  {
    code: "TERMINATE_AGREEMENT",
    zh: "解除协议",
    en: "Agreement ended",
    basis: "济医保字〔2020〕1号 监管情况月报表",
    gate: "COLLECTIVE_REVIEW",
  },
  {
    code: "ADMIN_PENALTY",
    zh: "行政处罚",
    en: "Administrative penalty",
    basis: "济医保字〔2020〕1号 监管情况月报表",
    gate: "COLLECTIVE_REVIEW",
  },
  {
    code: "SUSPEND_SETTLEMENT",
    zh: "暂停联网结算",
    en: "Networked settlement suspended",
    basis: "国务院令第735号 第四十一条",
    gate: null,
  },
  {
    code: "SUSPEND_DOCTOR",
    zh: "暂停医保医师资格",
    en: "Contracted-doctor status suspended",
    basis: "淮医保发〔2020〕104号",
    gate: null,
  },
  {
    code: "TRANSFER_JUDICIAL",
    zh: "移交司法机关",
    en: "Sent to the judicial organs",
    basis: "济医保字〔2020〕1号 监管情况月报表",
    gate: "TRANSFER_PAPERS",
  },
  {
    code: "TRANSFER_DISCIPLINE",
    zh: "移送纪检监察",
    en: "Sent to discipline and supervision",
    basis: "赣市医保办字〔2022〕1号；国务院令第310号 第十九条",
    gate: null,
  },
  {
    code: "TRANSFER_DEPT",
    zh: "移送其他部门",
    en: "Sent to another department",
    basis: "国务院令第735号 第二十二条",
    gate: null,
  },
  {
    code: "LENIENT",
    zh: "从轻、减轻或免予处理",
    en: "Lighter, reduced or no penalty",
    basis: "济医保字〔2020〕1号",
    gate: null,
  },
  {
    code: "NO_VIOLATION",
    zh: "未发现违法",
    en: "No violation found",
    basis: null,
    gate: null,
  },
  {
    code: "OTHER",
    zh: "其他",
    en: "Other",
    basis: "济医保字〔2020〕1号 监管情况月报表",
    gate: null,
  },
] as const satisfies readonly (CodeEntry & { readonly gate: string | null })[];

/** Conditions before certain outcomes. */
export const outcomeGates = [
  {
    code: "FILING",
    zh: "处理意见备案",
    en: "Handling opinion filed with the city office before closing",
    basis: "济医保字〔2020〕1号",
  },
  {
    code: "COLLECTIVE_REVIEW",
    zh: "重大案件集体审议",
    en: "Collective review by the city office before the outcome is set",
    basis: "济医保字〔2020〕1号",
  },
  {
    code: "TRANSFER_PAPERS",
    zh: "移送书、回执、公安决定",
    en: "Transfer form, receipt and police decision",
    basis: "国务院令第310号 第六条至第八条",
  },
] as const satisfies readonly CodeEntry[];

/** Who is held accountable, as counted in the monthly form. */
export const accountability = [
  {
    code: "INSTITUTION",
    zh: "医疗机构",
    en: "Medical institution (head or responsible staff)",
    basis: "济医保字〔2020〕1号 监管情况月报表",
  },
  {
    code: "AGENCY",
    zh: "经办机构",
    en: "Handling agency",
    basis: "济医保字〔2020〕1号 监管情况月报表",
  },
  {
    code: "OTHER_DEPT",
    zh: "其他部门",
    en: "Other department (admission, approval)",
    basis: "济医保字〔2020〕1号 监管情况月报表",
  },
  {
    code: "INSURED",
    zh: "参保人员",
    en: "Insured person",
    basis: "济医保字〔2020〕1号 监管情况月报表",
  },
] as const satisfies readonly CodeEntry[];
