import type { CodeEntry } from "./code-entry";

/** Papers of a case file. */
export const documents = [
  {
    code: "REGISTRATION_FORM",
    zh: "举报登记表",
    en: "Tip registration form",
    basis: "海南省实施细则政策解读（2020）（举报表）",
  },
  {
    code: "INTERVIEW_RECORD",
    zh: "举报笔录",
    en: "Record of the visit or call",
    basis: "藏医保办〔2019〕38号 附件",
  },
  {
    code: "ACCEPTANCE_DECISION",
    zh: "受理决定书",
    en: "Acceptance decision",
    basis: "藏医保办〔2019〕38号 附件",
  },
  {
    code: "REFUSAL_DECISION",
    zh: "不予受理决定书",
    en: "Non-acceptance decision",
    basis: "藏医保办〔2019〕38号 附件",
  },
  { code: "TRANSFER_LETTER", zh: "移送函", en: "Transfer letter", basis: null },
  {
    code: "SUPERVISION_LETTER",
    zh: "督办单",
    en: "Supervision letter",
    basis: "赣市医保办字〔2022〕1号",
  },
  { code: "CHECK_REPORT", zh: "核查报告", en: "Check report", basis: null },
  {
    code: "FILING_NOTICE",
    zh: "立案（不立案）告知书",
    en: "Notice of filing or not filing",
    basis: "国家医疗保障局令第5号",
  },
  {
    code: "REWARD_APPROVAL",
    zh: "奖励审批表",
    en: "Reward approval form",
    basis: "河北省实施细则（2023-02-01 施行）",
  },
  {
    code: "REWARD_NOTICE",
    zh: "奖励通知书",
    en: "Reward notice",
    basis: "河北省实施细则（2023-02-01 施行）",
  },
  {
    code: "CLAIM_RECEIPT",
    zh: "领取确认书",
    en: "Confirmation of collection",
    basis: null,
  },
  {
    code: "WAIVER",
    zh: "放弃声明",
    en: "Declaration of giving up",
    basis: "医保办发〔2022〕22号 第三条",
  },
  {
    code: "JOINT_SPLIT_AGREEMENT",
    zh: "联名分配协议",
    en: "Split agreement of joint reporters",
    basis: "医保办发〔2018〕22号",
  },
  {
    code: "CRIMINAL_TRANSFER",
    zh: "涉嫌犯罪案件移送书",
    en: "Transfer of a suspected criminal case",
    basis: "医保发〔2021〕49号；国务院令第310号 第六条",
  },
  {
    code: "TRANSFER_RECEIPT",
    zh: "移送回执",
    en: "Transfer receipt",
    basis: "医保发〔2021〕49号",
  },
  {
    code: "COLLECTIVE_MINUTES",
    zh: "集体审议纪要",
    en: "Minutes of the collective review",
    basis: "济医保字〔2020〕1号",
  },
  {
    code: "LEGAL_REVIEW",
    zh: "法制审核意见",
    en: "Legal review opinion",
    basis: "行政处罚法 第五十八条",
  },
  {
    code: "CASE_PROGRESS_REPORT",
    zh: "案情报告",
    en: "Case report upward",
    basis: "济医保字〔2020〕1号",
  },
  {
    code: "IMPORTANT_MATTER_REPORT",
    zh: "要情报告",
    en: "Important-matter report",
    basis: "赣市医保办字〔2022〕1号",
  },
  { code: "CLOSING_REPORT", zh: "结案报告", en: "Closing report", basis: null },
] as const satisfies readonly CodeEntry[];
