import { defineWords } from "./words";

/** The public figures of the offices. */
export const figuresWords = defineWords(
  {
    title: "办理情况公开",
    lead: "各机构收到多少举报，有多少没有按期办理。每天公布一次前一天结束时的数字。",
    day: "截至 {day}",
    none: "还没有公布过数字。第一次公布在本站启用后的第二天。",
    caption: "各机构办理情况",
    office: "机构",
    columns: {
      received: "今年收到",
      open: "尚未办结",
      late: "目前逾期",
      missed: "今年逾期次数",
      inTime: "按期答复",
    },
    all: "全部机构",
    hidden: "不公布",
    percent: "约 {percent}%",
    notesTitle: "怎样看这些数字",
    notes: [
      "“目前逾期”是期限已过、事情还没有办成的举报；“今年逾期次数”是今年发生过的每一次，后来补办了也不会减少。",
      "期限有四个：15 个工作日内决定是否受理，受理后 30 个工作日内查办完毕，办结后 12 个工作日内确定奖励并通知，申领后按期付款。批准延期的，按新的日期计算。",
      "“按期答复”是今年作出的受理或不受理决定中，在 15 个工作日内作出的比例，取整到十位。决定不足 10 件的不公布。",
      "小于 5 的数字不公布，以免从中认出某一份举报。为了不让人用合计推算出来，有时另一个数字也不公布。",
    ],
    check:
      "同样的内容也有供程序读取的格式：{link}。它的摘要写入了本站的公开日志，事后改动会被发现。",
    late: "您的举报逾期了没有，凭查询码就能看到，承办机构说了什么理由也会写明。",
  },
  {
    title: "How we are doing",
    lead: "How many reports each office received, and how many were not dealt with in time. Published once a day, as things stood at the end of the day before.",
    day: "As of {day}",
    none: "No figures have been published yet. The first follow on the day after this site goes into service.",
    caption: "Figures by office",
    office: "Office",
    columns: {
      received: "Received this year",
      open: "Not closed",
      late: "Late now",
      missed: "Missed this year",
      inTime: "Answered in time",
    },
    all: "All offices",
    hidden: "not told",
    percent: "about {percent}%",
    notesTitle: "How to read them",
    notes: [
      "“Late now” counts reports whose time is over and which are still not done. “Missed this year” counts every time limit that passed; doing it later does not make it smaller.",
      "There are four limits: 15 working days to accept or refuse, 30 working days from acceptance to finish, 12 working days from closing to settle the reward and send the notice, and a last day to pay a claim. An extension sets a new day.",
      "“Answered in time” is the share of this year’s decisions to accept or refuse that were made within 15 working days, to the nearest ten. It is not told for fewer than 10 decisions.",
      "Counts below 5 are not told, so that no single report can be recognised. Sometimes another one is withheld as well, because the total would give the first away.",
    ],
    check:
      "The same for programs: {link}. Its hash stands in the public log of this site, so that a later change would be noticed.",
    late: "Whether your own report is late, and what reason the office gives, you can see with your tracking code.",
  },
);
