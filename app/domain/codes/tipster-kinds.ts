import type { CodeEntry } from "./code-entry";

/** How a tipster signs. */
export const nameKinds = [
  {
    code: "REAL",
    zh: "实名",
    en: "Real name given",
    basis: "医保办发〔2018〕22号；国家医疗保障局令第5号",
  },
  {
    code: "ANON_CLAIM",
    zh: "匿名（可辨识）",
    en: "Anonymous, can be recognised later and can claim a reward",
    basis: "医保办发〔2018〕22号",
  },
  {
    code: "ANON",
    zh: "匿名",
    en: "Anonymous, no way to recognise the person",
    basis: "医保办发〔2018〕22号",
  },
] as const satisfies readonly CodeEntry[];

export type NameKind = (typeof nameKinds)[number]["code"];

/** In what position a tipster is; `rewardable` false: never gets a reward. */
export const reporterKinds = [
  {
    code: "PERSON",
    zh: "自然人",
    en: "Private person",
    basis: "医保办发〔2022〕22号 第二条",
    rewardable: true,
  },
  {
    code: "ORG",
    zh: "法人或其他组织",
    en: "Company or other organisation",
    basis: "医保办发〔2018〕22号；津医保局发〔2024〕16号；遂医保发〔2023〕7号",
    rewardable: true,
  },
  {
    code: "INSIDER",
    zh: "内部人员或原内部人员",
    en: "Present or former insider of the reported party",
    basis: "医保办发〔2018〕22号",
    rewardable: true,
  },
  {
    code: "RIVAL",
    zh: "竞争机构人员",
    en: "From a competing institution",
    basis: "医保办发〔2018〕22号",
    rewardable: true,
  },
  {
    code: "SUPERVISOR",
    zh: "社会监督员",
    en: "Social supervisor",
    basis: "医保发〔2024〕24号",
    rewardable: true,
  },
  {
    code: "STAFF",
    zh: "医保部门人员",
    en: "Staff of a medical-insurance authority",
    basis: "湖北省 2023 举报奖励规定",
    rewardable: false,
  },
  {
    code: "THIRD",
    zh: "受托第三方",
    en: "Staff of a third party entrusted with supervision",
    basis: "湖北省 2023 举报奖励规定",
    rewardable: false,
  },
  {
    code: "OFFENDER",
    zh: "行为人",
    en: "I took part in it myself",
    basis: "湖北省 2023 举报奖励规定",
    rewardable: false,
  },
] as const satisfies readonly (CodeEntry & { readonly rewardable: boolean })[];

export type ReporterKind = (typeof reporterKinds)[number]["code"];
