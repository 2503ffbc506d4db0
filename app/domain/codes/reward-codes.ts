import type { CodeEntry } from "./code-entry";

/** States of a reward. */
export const rewardStates = [
  { code: "NOT_ELIGIBLE", zh: "不予奖励", en: "Not eligible", basis: null },
  { code: "PROPOSED", zh: "拟奖", en: "Proposed", basis: null },
  { code: "REVIEWED", zh: "复核", en: "Reviewed", basis: null },
  { code: "APPROVED", zh: "审批", en: "Approved", basis: null },
  {
    code: "NOTIFIED",
    zh: "已通知",
    en: "Reporter notified",
    basis: "医保办发〔2022〕22号",
  },
  { code: "CLAIMED", zh: "已申领", en: "Claimed", basis: null },
  { code: "PAID", zh: "已兑付", en: "Paid", basis: null },
  {
    code: "LAPSED",
    zh: "逾期放弃",
    en: "Lapsed after the claim period",
    basis: "医保办发〔2022〕22号",
  },
  {
    code: "DECLINED",
    zh: "自愿放弃",
    en: "Declined by the reporter",
    basis: "医保办发〔2022〕22号 第三条",
  },
  {
    code: "CLAWED_BACK",
    zh: "收回",
    en: "Taken back",
    basis: "医保办发〔2022〕22号；川医保发〔2022〕7号",
  },
] as const satisfies readonly CodeEntry[];

/** Why there is no reward. */
export const noRewardReasons = [
  {
    code: "INELIGIBLE_STAFF",
    zh: "举报人为医疗保障部门工作人员",
    en: "The reporter is staff of a medical-security office",
    basis: "湖北省 2023 举报奖励规定",
  },
  {
    code: "INELIGIBLE_THIRD_PARTY",
    zh: "举报人为受托第三方机构工作人员",
    en: "The reporter works for an entrusted third party",
    basis: "湖北省 2023 举报奖励规定",
  },
  {
    code: "INELIGIBLE_OFFENDER",
    zh: "举报人为违法违规行为人",
    en: "The reporter is the offender",
    basis: "湖北省 2023 举报奖励规定",
  },
  {
    code: "ALREADY_KNOWN",
    zh: "主要事实、证据事先已被掌握",
    en: "Main facts and evidence were known before",
    basis: "医保办发〔2022〕22号",
  },
  {
    code: "NO_LOSS",
    zh: "未造成医疗保障基金损失",
    en: "No loss to the fund",
    basis: "医保办发〔2022〕22号",
  },
  {
    code: "NOT_TRUE",
    zh: "经查不属实",
    en: "Checked and found not true",
    basis: "医保办发〔2022〕22号",
  },
  {
    code: "NOT_CONFIRMED_AS_REPORTED",
    zh: "查实事项与举报事项不一致",
    en: "The facts found are not the facts reported",
    basis: null,
  },
  {
    code: "IDENTITY_NOT_PROVEN",
    zh: "无法确认举报人身份",
    en: "The person cannot be shown to be the reporter",
    basis: "医保办发〔2022〕22号 第四条",
  },
  {
    code: "NOT_NATURAL_PERSON",
    zh: "举报人不是自然人",
    en: "The reporter is not a natural person",
    basis: "医保办发〔2022〕22号 第二条",
  },
  {
    code: "NOT_FIRST",
    zh: "不是第一举报人",
    en: "Not the first reporter of the fact",
    basis: "医保办发〔2018〕22号；北京市 2023-12-03 举报奖励规定",
  },
  {
    code: "DUPLICATE_SAME_REPORTER",
    zh: "同一举报人重复举报同一事实",
    en: "Same reporter, same fact, already counted",
    basis: null,
  },
  {
    code: "DECLINED",
    zh: "自愿放弃奖励",
    en: "The reporter does not want a reward",
    basis: "医保办发〔2022〕22号 第三条",
  },
  {
    code: "LAPSED",
    zh: "逾期未领取，视为放弃",
    en: "Not collected in time, treated as given up",
    basis: "医保办发〔2022〕22号",
  },
] as const satisfies readonly CodeEntry[];

/** What the calculation says instead of, or beside, a sum. */
export const calculatorCodes = [
  {
    code: "OUT_OF_RANGE",
    zh: "超出可裁量的区间",
    en: "The proposed sum or rate lies outside the range",
    basis: null,
  },
  {
    code: "REASON_REQUIRED",
    zh: "须填写裁量理由",
    en: "A discretionary sum needs a written reason",
    basis: null,
  },
  {
    code: "KIND_OFF",
    zh: "该规则集不设此类奖励",
    en: "The rule set has no reward of this kind",
    basis: null,
  },
  {
    code: "SPLIT_SUM",
    zh: "分配合计与奖励总额不符",
    en: "Agreed parts do not add up to the total",
    basis: null,
  },
  {
    code: "HUMAN_DECISION",
    zh: "须由人工决定",
    en: "The program gives no figure; a person decides",
    basis: null,
  },
  {
    code: "RATE_UNKNOWN",
    zh: "该规则集未载明比例",
    en: "The rule set holds no rate for these inputs; a person decides",
    basis: null,
  },
  {
    code: "CLAWED_BACK",
    zh: "收回已发奖励",
    en: "A paid reward is taken back",
    basis: "川医保发〔2022〕7号",
  },
  {
    code: "BAND_DROP",
    zh: "档位交界处金额回落",
    en: "Warning: the whole-amount band gives less than the amount just below its border",
    basis: null,
  },
] as const satisfies readonly CodeEntry[];
