import type { SampleTip } from "#app/server/journey/sample-tip";

/** How far a demo lead has come; the names of rewards and claims follow those of leads. */
export type DemoEnd =
  | "RECEIVED"
  | "SCREENING"
  | "REFUSED"
  | "TRANSFERRED"
  | "ACCEPTED"
  | "ASSIGNED"
  | "CHECKING"
  | "FILED"
  | "FINDINGS_OPEN"
  | "DECIDED"
  | "NOT_FILED"
  | "CLOSED_NOT_FILED"
  | "REWARD_PROPOSED"
  | "REWARD_MADE"
  | "REWARD_STOPPED"
  | "REWARD_REVIEWED"
  | "REWARD_NONE"
  | "REWARD_NOTIFIED"
  | "REWARD_DECLINED"
  | "REWARD_LAPSED"
  | "CLAIMED"
  | "CLAIM_ENTERED"
  | "CLAIM_AUTHORISED"
  | "PAID";

export type Scenario = {
  /** calendar days before today on which the tip came */
  readonly daysAgo: number;
  readonly end: DemoEnd;
  readonly sample: SampleTip;
  /** what staff wrote to the tipster, and the answer */
  readonly message?: string;
  readonly answer?: string;
  /** what follows once its time limit has passed: nothing, a reason, or more time */
  readonly late?: "SILENT" | "EXPLAINED" | "EXTENDED";
  /** key of `demoWords.inboxAbout`: its tracking code is shown on the page of sign-ins */
  readonly inbox?:
    | "MESSAGE"
    | "REWARD_READY"
    | "PAID"
    | "REFUSED"
    | "LATE"
    | "LATE_EXPLAINED"
    | "EXTENDED";
};

type Row = Omit<Scenario, "sample"> & {
  readonly area: string;
  readonly kind: string;
  readonly name: string;
  readonly acts: readonly string[];
  readonly what: string;
  readonly lossFen?: number;
  readonly evidence?: readonly string[];
  readonly reporter?: string;
  readonly nameKind?: SampleTip["nameKind"];
};

const rows: readonly Row[] = [
  // 济南
  {
    daysAgo: 2,
    end: "RECEIVED",
    area: "370102",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-06"],
    what: "同一批老人每月轮流住院，白天都回家，只有早上来量一次血压。",
    evidence: ["PHOTO"],
  },
  {
    daysAgo: 45,
    end: "RECEIVED",
    area: "370104",
    kind: "PHA",
    name: "某药店",
    acts: ["PHA-03"],
    what: "药店里医保卡可以刷洗衣液和大米，小票上写的是药。",
    late: "SILENT",
    inbox: "LATE",
  },
  {
    daysAgo: 6,
    end: "SCREENING",
    area: "370102",
    kind: "HOS",
    name: "某门诊部",
    acts: ["HOS-01"],
    what: "我没有做过理疗，结算记录里却有十次。",
    evidence: ["SETTLEMENT_RECORD"],
    nameKind: "REAL",
  },
  {
    daysAgo: 9,
    end: "ACCEPTED",
    area: "370103",
    kind: "PHA",
    name: "某大药房",
    acts: ["PHA-02"],
    what: "有人拿着一叠别人的医保卡来开药，店员照收。",
  },
  {
    daysAgo: 14,
    end: "ASSIGNED",
    area: "370102",
    kind: "HOS",
    name: "某社区卫生服务中心",
    acts: ["HOS-09"],
    what: "感冒也要做全套检查，不做就不给开药。",
    message: "请补充就诊的大致日期和科室。",
    inbox: "MESSAGE",
  },
  {
    daysAgo: 20,
    end: "CHECKING",
    area: "370100",
    kind: "HOS",
    name: "某市第一人民医院",
    acts: ["HOS-10"],
    what: "手术用了国产耗材，清单上写的是进口的。",
    evidence: ["FEE_LIST"],
    message: "清单上的编号看不清，能再发一张吗？",
    answer: "已补发，编号在右下角。",
  },
  {
    daysAgo: 70,
    end: "CHECKING",
    area: "370104",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-18", "HOS-06"],
    what: "有车到村里接老人去体检，到了就办住院。",
    evidence: ["PHOTO", "WITNESS"],
  },
  {
    daysAgo: 26,
    end: "FILED",
    area: "370103",
    kind: "HOS",
    name: "某门诊部",
    acts: ["HOS-13"],
    what: "处方签的是一位已经离职的医生的名字。",
    reporter: "INSIDER",
  },
  {
    daysAgo: 33,
    end: "FINDINGS_OPEN",
    area: "370102",
    kind: "PHA",
    name: "某药店",
    acts: ["PHA-01"],
    what: "药店替没有定点资格的诊所刷卡。",
    lossFen: 1_260_000,
    evidence: ["BILL"],
  },
  {
    daysAgo: 38,
    end: "DECIDED",
    area: "370100",
    kind: "HOS",
    name: "某市中医医院",
    acts: ["HOS-08"],
    what: "出院当天又办入院，连续三次，人一直没有离开病房。",
    lossFen: 3_480_050,
  },
  {
    daysAgo: 12,
    end: "REFUSED",
    area: "370103",
    kind: "EMP",
    name: "某商贸公司",
    acts: ["OTH-99"],
    what: "公司拖欠我两个月工资。",
    inbox: "REFUSED",
  },
  {
    daysAgo: 40,
    end: "REWARD_PROPOSED",
    area: "370100",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-06"],
    what: "挂名住院，护士站有名单。",
    lossFen: 8_654_321,
    evidence: ["PHOTO"],
  },
  {
    daysAgo: 44,
    end: "REWARD_MADE",
    area: "370102",
    kind: "HOS",
    name: "某卫生院",
    acts: ["HOS-01"],
    what: "输液记录是补写的，字迹都一样。",
    lossFen: 2_045_600,
  },
  {
    daysAgo: 46,
    end: "REWARD_STOPPED",
    area: "370104",
    kind: "PHA",
    name: "某药店",
    acts: ["PHA-03"],
    what: "保健品按中药饮片结算。",
    lossFen: 990_000,
  },
  {
    daysAgo: 48,
    end: "REWARD_REVIEWED",
    area: "370103",
    kind: "HOS",
    name: "某区人民医院",
    acts: ["HOS-11"],
    what: "检查项目按高一级的标准收费。",
    lossFen: 12_800_000,
    reporter: "INSIDER",
  },
  {
    daysAgo: 52,
    end: "REWARD_NOTIFIED",
    area: "370100",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-18"],
    what: "介绍一个病人住院给一百元。",
    lossFen: 45_000_000,
    inbox: "REWARD_READY",
  },
  {
    daysAgo: 58,
    end: "CLAIMED",
    area: "370102",
    kind: "HOS",
    name: "某门诊部",
    acts: ["HOS-13"],
    what: "针灸没有做，记了二十次。",
    lossFen: 1_530_000,
  },
  {
    daysAgo: 62,
    end: "CLAIM_ENTERED",
    area: "370100",
    kind: "PHA",
    name: "某大药房",
    acts: ["PHA-02"],
    what: "冒用已去世人员的卡购药。",
    lossFen: 4_215_080,
  },
  {
    daysAgo: 66,
    end: "CLAIM_AUTHORISED",
    area: "370103",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-06"],
    what: "床位只有三十张，同时住院的有五十人。",
    lossFen: 26_000_000,
  },
  {
    daysAgo: 75,
    end: "PAID",
    area: "370102",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-01"],
    what: "检验报告是套用的，连日期都没改。",
    lossFen: 6_320_000,
    inbox: "PAID",
  },
  {
    daysAgo: 150,
    end: "REWARD_LAPSED",
    area: "370100",
    kind: "PHA",
    name: "某药店",
    acts: ["PHA-03"],
    what: "刷卡换购物卡。",
    lossFen: 760_000,
  },
  // 淮安
  {
    daysAgo: 3,
    end: "RECEIVED",
    area: "320800",
    kind: "INS",
    name: "不清楚名称",
    acts: ["INS-01"],
    what: "有人用假发票报销住院费，在小区里到处传授办法。",
  },
  {
    daysAgo: 18,
    end: "CHECKING",
    area: "320800",
    kind: "HOS",
    name: "某村卫生室",
    acts: ["HOS-09"],
    what: "一天给同一个人开三次药。",
  },
  {
    daysAgo: 42,
    end: "REWARD_PROPOSED",
    area: "320800",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-06"],
    what: "空床住院，伙食费也照收。",
    lossFen: 5_100_000,
  },
  {
    daysAgo: 30,
    end: "CLOSED_NOT_FILED",
    area: "320800",
    kind: "PHA",
    name: "某药店",
    acts: ["PHA-02"],
    what: "听说药店帮人换药，没有亲眼见到。",
  },
  // 赣州
  {
    daysAgo: 4,
    end: "RECEIVED",
    area: "360702",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-18"],
    what: "免费体检，体检完就让签住院单。",
    evidence: ["PHOTO"],
  },
  {
    daysAgo: 16,
    end: "NOT_FILED",
    area: "360704",
    kind: "HOS",
    name: "某卫生院",
    acts: ["HOS-10"],
    what: "换药收了两次钱，不确定是不是弄错。",
  },
  {
    daysAgo: 54,
    end: "REWARD_NOTIFIED",
    area: "360702",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-06"],
    what: "住院名单里有人当时在外地打工。",
    lossFen: 10_000_050,
  },
  {
    daysAgo: 80,
    end: "PAID",
    area: "360704",
    kind: "PHA",
    name: "某大药房",
    acts: ["PHA-02"],
    what: "用空药盒套刷医保卡。",
    lossFen: 66_000_000,
    reporter: "INSIDER",
  },
  {
    daysAgo: 57,
    end: "REWARD_DECLINED",
    area: "360700",
    kind: "HOS",
    name: "某门诊部",
    acts: ["HOS-01"],
    what: "病历上的血压值每天一样。",
    lossFen: 2_400_000,
  },
  // 青海：只有国家规则框架，没有比例
  {
    daysAgo: 5,
    end: "SCREENING",
    area: "630000",
    kind: "HOS",
    name: "某省立医院",
    acts: ["HOS-09"],
    what: "住院期间重复做同一项检查。",
  },
  {
    daysAgo: 41,
    end: "REWARD_PROPOSED",
    area: "630000",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-06"],
    what: "整个村的人轮流去住院。",
    lossFen: 7_700_000,
  },
  {
    daysAgo: 47,
    end: "REWARD_NONE",
    area: "630000",
    kind: "PHA",
    name: "某药店",
    acts: ["PHA-03"],
    what: "用医保卡买日用品。",
    lossFen: 310_000,
    nameKind: "ANON",
  },
  // 无本级机构的地方，由上级受理
  {
    daysAgo: 1,
    end: "RECEIVED",
    area: "420100",
    kind: "PHA",
    name: "某药店",
    acts: ["PHA-06"],
    what: "门口有人收药，收来的药又摆回柜台。",
  },
  {
    daysAgo: 8,
    end: "TRANSFERRED",
    area: "210100",
    kind: "OTH",
    name: "不清楚名称",
    acts: ["OTH-99"],
    what: "有人冒充医保局打电话要银行卡密码。",
  },
  {
    daysAgo: 43,
    end: "REWARD_MADE",
    area: "110000",
    kind: "HOS",
    name: "某门诊部",
    acts: ["HOS-16"],
    what: "药品进销存对不上，少了的都进了结算。",
    lossFen: 9_230_000,
    evidence: ["STOCK_RECORD"],
  },
  // 逾期：说明了理由的，和后来延期的
  {
    daysAgo: 82,
    end: "CHECKING",
    area: "370102",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-06"],
    what: "住院名单和食堂的订餐人数差一半。",
    late: "EXPLAINED",
    inbox: "LATE_EXPLAINED",
  },
  {
    daysAgo: 84,
    end: "CHECKING",
    area: "360702",
    kind: "HOS",
    name: "某民营医院",
    acts: ["HOS-11"],
    what: "同一台手术分两次收费，涉及的病人很多。",
    late: "EXTENDED",
    inbox: "EXTENDED",
  },
];

export const demoScenarios: readonly Scenario[] = rows.map((row, index) => {
  const { daysAgo, end, message, answer, late, inbox } = row;
  return {
    daysAgo,
    end,
    ...(message !== undefined && { message }),
    ...(answer !== undefined && { answer }),
    ...(late !== undefined && { late }),
    ...(inbox !== undefined && { inbox }),
    sample: {
      id: `DEMO-${String(index + 1).padStart(2, "0")}`,
      area: { name: "", adcode: row.area },
      subject: { kind: row.kind, level: null, name: row.name },
      misconduct: [...row.acts],
      amounts: {
        lossFen: row.lossFen ?? null,
        recoveredFen: row.lossFen ?? null,
        fineFen: null,
      },
      outcomes: row.lossFen === undefined ? [] : ["RECOVER"],
      evidence: [...(row.evidence ?? [])],
      reporterKind: row.reporter ?? "PERSON",
      nameKind: row.nameKind ?? "ANON_CLAIM",
      tip: { lang: "zh", zh: row.what, en: "" },
    },
  };
});
