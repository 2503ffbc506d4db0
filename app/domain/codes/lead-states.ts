import type { CodeEntry } from "./code-entry";

/** States of a lead. */
export const leadStates = [
  {
    code: "RECEIVED",
    zh: "已登记",
    en: "Received and registered",
    basis: "国家医保信息平台举报投诉模块",
    step: 1,
  },
  {
    code: "SCREENING",
    zh: "审查",
    en: "Screening",
    basis: "国家医保信息平台举报投诉模块",
    step: 2,
  },
  {
    code: "ACCEPTED",
    zh: "受理",
    en: "Accepted",
    basis: "国家医保信息平台举报投诉模块",
    step: 3,
  },
  {
    code: "REFUSED",
    zh: "不予受理",
    en: "Not accepted",
    basis: "国家医保信息平台举报投诉模块",
    step: 3,
  },
  {
    code: "TRANSFERRED",
    zh: "应向其他部门反映",
    en: "For another department",
    basis: "国家医保信息平台举报投诉模块",
    step: 3,
  },
  {
    code: "ASSIGNED",
    zh: "交办",
    en: "Assigned to an office",
    basis: "国家医保信息平台举报投诉模块",
    step: 4,
  },
  {
    code: "CHECKING",
    zh: "核查",
    en: "Being checked",
    basis: "国家医保信息平台举报投诉模块",
    step: 5,
  },
  {
    code: "FILED",
    zh: "立案",
    en: "Case filed",
    basis: "国家医保信息平台举报投诉模块",
    step: 6,
  },
  {
    code: "NOT_FILED",
    zh: "不立案",
    en: "Case not filed",
    basis: "国家医保信息平台举报投诉模块",
    step: 6,
  },
  {
    code: "DECIDED",
    zh: "处理决定",
    en: "Decided",
    basis: "国家医保信息平台举报投诉模块",
    step: 7,
  },
  {
    code: "CLOSED",
    zh: "办结",
    en: "Closed",
    basis: "国家医保信息平台举报投诉模块",
    step: 8,
  },
  {
    code: "ARCHIVED",
    zh: "归档",
    en: "Archived",
    basis: "国家医保信息平台举报投诉模块",
    step: 9,
  },
] as const satisfies readonly (CodeEntry & { readonly step: number })[];

/** Marks that stand beside the state. */
export const leadMarks = [
  { code: "SUPERVISED", zh: "督办", en: "Under supervision", basis: null },
  { code: "EXTENDED", zh: "延期", en: "Time limit extended", basis: null },
  { code: "JOINED", zh: "并案", en: "Joined with another tip", basis: null },
  {
    code: "WITHDRAWN",
    zh: "撤回",
    en: "Withdrawn by the reporter",
    basis: null,
  },
  { code: "WAITING", zh: "待补充", en: "Waiting for the tipster", basis: null },
  {
    code: "MAJOR",
    zh: "要情",
    en: "Important matter, reported upward",
    basis: null,
  },
  {
    code: "REOPENED",
    zh: "重启",
    en: "Reopened with a reason by a leader",
    basis: null,
  },
] as const satisfies readonly CodeEntry[];
