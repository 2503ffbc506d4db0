import type { CodeEntry } from "./code-entry";
import type { SubjectKind } from "./subject-kinds";

/** Acts by kind of subject. Contracted doctors and third parties have no list of their own. */
export const misconductByKind = {
  HOS: [
    {
      code: "HOS-01",
      zh: "虚构医药服务，伪造医疗文书和票据，骗取基金",
      en: "Inventing care, or forging medical papers and bills, to take money from the fund",
      basis:
        "医保办发〔2018〕22号；国务院令第735号 第四十条第（二）项、第（三）项",
    },
    {
      code: "HOS-02",
      zh: "为参保人员提供虚假发票",
      en: "Giving insured people false invoices",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "HOS-03",
      zh: "将应由个人负担的医疗费用记入基金支付范围",
      en: "Charging to the fund what the patient should pay",
      basis: "医保办发〔2018〕22号；国务院令第735号 第三十八条第（六）项",
    },
    {
      code: "HOS-04",
      zh: "为不属于医疗保障范围的人员办理待遇",
      en: "Arranging benefits for people who are not covered",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "HOS-05",
      zh: "为非定点医药机构提供刷卡记账服务",
      en: "Billing on behalf of institutions that are not designated",
      basis: "医保办发〔2018〕22号；医保发〔2021〕49号",
    },
    {
      code: "HOS-06",
      zh: "挂名住院",
      en: "Hospital stays in name only",
      basis: "医保办发〔2018〕22号",
      hint: {
        zh: "办了住院手续，人并没有住院",
        en: "Admitted on paper, never in a ward",
      },
    },
    {
      code: "HOS-07",
      zh: "串换药品、耗材、物品、诊疗项目和服务设施",
      en: "Swapping drugs, supplies, treatments or facilities on the bill",
      basis:
        "医保办发〔2018〕22号；国务院令第735号 第十五条、第三十八条第（四）项",
      hint: {
        zh: "用的是甲，报销写成乙",
        en: "One thing is used, another is billed",
      },
    },
    {
      code: "HOS-08",
      zh: "分解住院、挂床住院",
      en: "Splitting one stay into several, or booking beds nobody lies in",
      basis: "国务院令第735号 第三十八条第（一）项",
      hint: {
        zh: "一次住院拆成几次；床位有名字、没有人",
        en: "One stay billed as several; a bed with a name and no patient",
      },
    },
    {
      code: "HOS-09",
      zh: "过度诊疗、过度检查、分解处方、超量开药、重复开药",
      en: "Needless treatment or tests, split or excessive prescriptions",
      basis: "国务院令第735号 第三十八条第（二）项",
    },
    {
      code: "HOS-10",
      zh: "重复收费、超标准收费、分解项目收费",
      en: "Charging twice, above the tariff, or in artificial parts",
      basis: "国务院令第735号 第三十八条第（三）项",
    },
    {
      code: "HOS-11",
      zh: "诱导、协助他人冒名或者虚假就医、购药",
      en: "Luring or helping others to get care or drugs falsely or under another name",
      basis: "国务院令第735号 第四十条第（一）项",
    },
    {
      code: "HOS-12",
      zh: "串通他人虚开费用单据，提供虚假证明材料",
      en: "Colluding to make false bills or false certificates",
      basis: "国务院令第735号 第四十条第（一）项",
    },
    {
      code: "HOS-13",
      zh: "伪造、变造、隐匿、涂改、销毁医学文书、会计凭证、电子信息",
      en: "Forging, altering, hiding or destroying medical, accounting or electronic records",
      basis: "国务院令第735号 第四十条第（二）项",
    },
    {
      code: "HOS-14",
      zh: "为参保人员转卖药品、返还现金或实物提供便利",
      en: "Helping patients resell drugs, or giving back cash or goods",
      basis: "国务院令第735号 第十九条、第三十八条第（五）项",
    },
    {
      code: "HOS-15",
      zh: "未经同意提供支付范围外服务",
      en: "Care outside the insurance without the patient’s consent",
      basis: "国务院令第735号 第三十九条第（六）项",
    },
    {
      code: "HOS-16",
      zh: "拒绝监督检查或者提供虚假情况",
      en: "Refusing inspection or lying to inspectors",
      basis: "国务院令第735号 第三十九条第（七）项",
    },
    {
      code: "HOS-17",
      zh: "未按规定保管资料、传送数据、报告、公开",
      en: "Not keeping, sending, reporting or publishing data as required",
      basis: "国务院令第735号 第三十九条第（二）项至第（五）项",
    },
    {
      code: "HOS-18",
      zh: "诱导住院（免费体检、返现、车接车送等）",
      en: "Luring people into hospital (free check-ups, cash back, pick-up service …)",
      basis: null,
    },
    {
      code: "HOS-99",
      zh: "其他",
      en: "Something else about a hospital or clinic",
      basis: "医保办发〔2018〕22号",
    },
  ],
  PHA: [
    {
      code: "PHA-01",
      zh: "盗刷医疗保障身份凭证，套取现金",
      en: "Swiping insurance cards for cash",
      basis: "医保办发〔2018〕22号",
      hint: {
        zh: "刷医保卡，换走现金",
        en: "The card is swiped, cash is handed out",
      },
    },
    {
      code: "PHA-02",
      zh: "购买营养保健品、化妆品、生活用品等非医疗物品",
      en: "Selling health food, cosmetics or daily goods on the insurance card",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "PHA-03",
      zh: "串换药品、耗材、物品等",
      en: "Swapping drugs, supplies or goods on the bill",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "PHA-04",
      zh: "为非定点医药机构提供刷卡记账服务",
      en: "Billing on behalf of institutions that are not designated",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "PHA-05",
      zh: "虚开发票、提供虚假发票",
      en: "False or inflated invoices",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "PHA-06",
      zh: "为转卖药品、返还现金提供便利",
      en: "Helping customers resell drugs, or giving back cash",
      basis: "国务院令第735号 第三十八条第（五）项",
    },
    {
      code: "PHA-07",
      zh: "伪造处方、超量售药",
      en: "Forged prescriptions, or selling more than allowed",
      basis: null,
    },
    {
      code: "PHA-08",
      zh: "药品追溯码重复结算、回流药",
      en: "Settling one drug-tracing code twice, or selling bought-back drugs",
      basis: null,
      hint: {
        zh: "同一盒药的追溯码结算两次；回收的药再卖",
        en: "The code on one box is settled twice; returned drugs are sold again",
      },
    },
    {
      code: "PHA-99",
      zh: "其他",
      en: "Something else about a pharmacy",
      basis: "医保办发〔2018〕22号",
    },
  ],
  INS: [
    {
      code: "INS-01",
      zh: "伪造假医疗服务票据，骗取基金",
      en: "Forging medical bills to claim money",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "INS-02",
      zh: "将本人医疗保障凭证转借他人就医",
      en: "Lending one’s insurance card to others",
      basis: "医保办发〔2018〕22号；国务院令第735号 第四十一条第（一）项",
    },
    {
      code: "INS-03",
      zh: "持他人凭证冒名就医、购药",
      en: "Getting care or drugs under another person’s name",
      basis: "医保办发〔2018〕22号；国务院令第735号 第四十一条",
    },
    {
      code: "INS-04",
      zh: "非法使用凭证套取药品耗材，倒买倒卖",
      en: "Obtaining drugs on the card and reselling them",
      basis:
        "医保办发〔2018〕22号；国务院令第735号 第十九条、第四十一条第（三）项",
    },
    {
      code: "INS-05",
      zh: "重复享受医疗保障待遇",
      en: "Drawing the same benefit twice",
      basis: "国务院令第735号 第十七条、第四十一条第（二）项",
    },
    {
      code: "INS-06",
      zh: "接受返还现金、实物或者其他非法利益",
      en: "Accepting cash back, goods or other illegal gain",
      basis: "国务院令第735号 第十九条、第四十一条第（三）项",
    },
    {
      code: "INS-07",
      zh: "隐瞒第三人责任（工伤、交通事故）报销",
      en: "Hiding that a third party must pay (work injury, traffic accident)",
      basis: null,
    },
    {
      code: "INS-08",
      zh: "虚假参保、伪造劳动关系参保",
      en: "Insuring oneself through a false job",
      basis: null,
    },
    {
      code: "INS-99",
      zh: "其他",
      en: "Something else about an insured person",
      basis: "医保办发〔2018〕22号",
    },
  ],
  AGY: [
    {
      code: "AGY-01",
      zh: "为不属于医疗保障范围的人员办理待遇手续",
      en: "Arranging benefits for people who are not covered",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "AGY-02",
      zh: "违反规定支付医疗保障费用",
      en: "Paying against the rules",
      basis: "医保办发〔2018〕22号",
    },
    {
      code: "AGY-03",
      zh: "伪造、变造、虚构等方式骗取基金",
      en: "Forging or inventing claims to take money from the fund",
      basis: "国务院令第735号 第三十七条",
    },
    {
      code: "AGY-04",
      zh: "未建立或未履行管理制度",
      en: "No controls, or controls that are not used",
      basis: "国务院令第735号 第三十六条",
    },
    {
      code: "AGY-05",
      zh: "侵占、挪用基金",
      en: "Taking or misusing fund money",
      basis: "国务院令第735号 第四十四条",
    },
    {
      code: "AGY-06",
      zh: "收受贿赂或者取得其他非法收入",
      en: "Taking bribes or other illegal income",
      basis: "国务院令第735号 第十八条、第四十二条",
    },
    {
      code: "AGY-07",
      zh: "泄露个人信息、商业秘密",
      en: "Leaking personal information or trade secrets",
      basis: "国务院令第735号 第四十六条",
    },
  ],
  EMP: [
    {
      code: "EMP-01",
      zh: "冒名、挂靠参保，虚假劳动关系",
      en: "Insuring people who do not work there",
      basis: null,
    },
    {
      code: "EMP-02",
      zh: "少报缴费基数、漏报人员",
      en: "Under-reporting wages or leaving out staff",
      basis: "郑医保〔2022〕4号",
    },
  ],
  SUP: [
    {
      code: "SUP-01",
      zh: "虚高价格、带金销售、虚开发票套现",
      en: "Inflated prices, kickbacks, or false invoices for cash",
      basis: null,
    },
    {
      code: "SUP-02",
      zh: "与医药机构串通虚增购销存",
      en: "Colluding with hospitals or pharmacies to invent sales",
      basis: null,
    },
    {
      code: "SUP-03",
      zh: "药品、耗材回流销售",
      en: "Reselling drugs or supplies already paid by the fund",
      basis: null,
    },
  ],
  LTC: [
    {
      code: "LTC-01",
      zh: "评估等级与实际不符",
      en: "A care grade that does not fit the person",
      basis: "上海市医疗保障条例 第六十一条第（一）项",
    },
    {
      code: "LTC-02",
      zh: "未核验身份、未按计划或频次服务、超标准结算",
      en: "Care not given as planned, identity not checked, or overcharged",
      basis: "上海市医疗保障条例 第六十一条第（二）项至第（五）项",
    },
  ],
  ORG: [
    {
      code: "ORG-01",
      zh: "组织、指使他人骗保；职业骗保",
      en: "Organising or directing fraud by others, or living from it",
      basis: "法发〔2024〕6号",
    },
  ],
  GOV: [
    {
      code: "GOV-01",
      zh: "滥用职权、玩忽职守、徇私舞弊",
      en: "Abuse of power, neglect of duty, favouritism",
      basis: "国务院令第735号 第四十七条",
    },
  ],
  OTH: [{ code: "OTH-99", zh: "其他", en: "Something else", basis: null }],
} as const satisfies Partial<Record<SubjectKind, readonly CodeEntry[]>>;

const lists: Partial<Record<string, readonly CodeEntry[]>> = misconductByKind;

/** Every act of every list. */
export const misconduct: readonly CodeEntry[] =
  Object.values(misconductByKind).flat();

/** The acts a subject of this kind commits itself; a list without an own "other" row ends with the general one. */
export function misconductOf(kind: string): readonly CodeEntry[] {
  const own = (Object.hasOwn(lists, kind) && lists[kind]) || [];
  const other = misconductByKind.OTH;
  return own.some((entry) => entry.code.endsWith("-99"))
    ? own
    : [...own, ...other];
}

const REGULATION = "国务院令第735号 ";

/** The article of the regulation that names the act; null for an act known from other texts only. */
export function articleOfRegulation({ basis }: CodeEntry): string | null {
  const part = basis?.split("；").find((text) => text.startsWith(REGULATION));
  return part?.slice(REGULATION.length) ?? null;
}
