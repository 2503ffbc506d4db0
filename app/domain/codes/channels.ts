import type { CodeEntry } from "./code-entry";

/** Ways on which a tip comes in. */
export const channels = [
  {
    code: "WEB",
    zh: "互联网",
    en: "Web form",
    basis: "国家医疗保障局令第5号 第六条；青政办〔2021〕43号",
  },
  {
    code: "WECHAT",
    zh: "微信公众号",
    en: "Official WeChat account",
    basis: "国家医疗保障局公告（2025-04-07）",
  },
  {
    code: "PHONE",
    zh: "电话",
    en: "Telephone",
    basis: "国家医疗保障局令第5号 第六条；济医保字〔2020〕1号",
  },
  { code: "FAX", zh: "传真", en: "Fax", basis: "国家医疗保障局令第5号 第六条" },
  {
    code: "LETTER",
    zh: "来信",
    en: "Letter by post",
    basis: "国家医疗保障局令第5号 第六条；青政办〔2021〕43号",
  },
  {
    code: "EMAIL",
    zh: "电子邮件",
    en: "E-mail",
    basis: "医保办发〔2018〕22号",
  },
  {
    code: "VISIT",
    zh: "来访",
    en: "Personal visit",
    basis: "青政办〔2021〕43号；藏医保办〔2019〕38号",
  },
  {
    code: "HOTLINE",
    zh: "12345 转办",
    en: "Passed on by the 12345 hotline",
    basis: null,
  },
  {
    code: "UPPER",
    zh: "上级交办",
    en: "Assigned by a higher office",
    basis: "济医保字〔2020〕1号",
  },
  {
    code: "DEPT",
    zh: "部门移送",
    en: "Sent by another department",
    basis: "国务院令第735号 第二十二条",
  },
  {
    code: "AGENCY",
    zh: "经办机构移交",
    en: "Handed over by a handling agency",
    basis: "国家医疗保障局令第5号 第六条",
  },
  {
    code: "MEDIA",
    zh: "舆情",
    en: "Media or public opinion",
    basis: "赣市医保办字〔2022〕1号",
  },
  {
    code: "SUPERVISOR",
    zh: "社会监督员",
    en: "Social supervisor",
    basis: "医保发〔2024〕24号；赣市医保办字〔2022〕1号",
  },
] as const satisfies readonly CodeEntry[];
