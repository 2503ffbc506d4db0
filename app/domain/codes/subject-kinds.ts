import type { CodeEntry } from "./code-entry";

/** Whom a tip can be about. */
export const subjectKinds = [
  {
    code: "HOS",
    zh: "定点医疗机构及其工作人员",
    en: "Designated hospital or clinic, or its staff",
    basis: "医保办发〔2018〕22号；国务院令第735号",
  },
  {
    code: "PHA",
    zh: "定点零售药店及其工作人员",
    en: "Designated pharmacy, or its staff",
    basis: "医保办发〔2018〕22号；国务院令第735号",
  },
  {
    code: "INS",
    zh: "参保人员",
    en: "Insured person",
    basis: "医保办发〔2018〕22号；国务院令第735号",
  },
  {
    code: "AGY",
    zh: "医疗保障经办机构及其工作人员",
    en: "Medical-insurance handling agency, or its staff",
    basis: "医保办发〔2018〕22号；国务院令第735号",
  },
  {
    code: "DOC",
    zh: "医保医师、药师、护士",
    en: "Contracted doctor, pharmacist or nurse",
    basis: "淮医保发〔2020〕104号",
  },
  {
    code: "EMP",
    zh: "参保单位",
    en: "Employer that insures its staff",
    basis: "北京市 2023-12-03 举报奖励规定",
  },
  {
    code: "SUP",
    zh: "药品、医用耗材、器械生产经营企业",
    en: "Maker or seller of drugs, supplies or devices",
    basis: "法发〔2024〕6号",
  },
  {
    code: "LTC",
    zh: "长期护理评估、护理机构",
    en: "Long-term-care assessor or care provider",
    basis: "上海市医疗保障条例 第六十一条",
  },
  {
    code: "ORG",
    zh: "职业骗保团伙、幕后组织者",
    en: "Organised fraud ring, or the person behind it",
    basis: "法发〔2024〕6号",
  },
  {
    code: "GOV",
    zh: "医疗保障行政部门工作人员",
    en: "Staff of a medical-insurance authority",
    basis: "国务院令第735号 第四十二条、第四十七条",
  },
  {
    code: "THP",
    zh: "受托第三方机构",
    en: "Third party working for the authority",
    basis: "国务院令第735号 第四十六条",
  },
  { code: "OTH", zh: "其他单位或个人", en: "Somebody else", basis: null },
] as const satisfies readonly CodeEntry[];

export type SubjectKind = (typeof subjectKinds)[number]["code"];
