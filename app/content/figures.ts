import { defineWords } from "./words";

/** The public figures of the offices. */
export const figuresWords = defineWords(
  {
    title: "办理情况公开",
    lead: "各机构收到多少举报，有多少没有按期办理。每周一公布一次，数字截至前一天（星期日）结束时。",
    day: "截至 {day}",
    none: "还没有公布过数字。第一次公布在本站启用后的第一个星期一。",
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
    atLeast: "至少 {count}",
    percent: "约 {percent}%",
    notesTitle: "怎样看这些数字",
    notes: [
      "“目前逾期”是期限已过、事情还没有办成的举报；“今年逾期次数”是今年发生过的每一次，后来补办了也不会减少。",
      "期限有四个：15 个工作日内决定是否受理，受理后 30 个工作日内查办完毕，办结后 12 个工作日内确定奖励并通知，申领后按期付款。批准延期的，按新的日期计算。",
      "“按期答复”是今年作出的受理或不受理决定中，在 15 个工作日内作出的比例，取整到十位。决定不足 10 件的不公布。",
      "件数和次数都向下取到 5 的倍数，所以写“至少”，每周只公布一次；小于 5 的不公布。这样，从数字的变化里看不出哪一天来了一份举报，也看不出某一份举报从一个机构转到了另一个机构。",
      "合计按各机构的实际数字计算，再向下取到 5 的倍数，最多比实际少 13；各行相加不一定等于合计。",
    ],
    check:
      "同样的内容也有供程序读取的格式：{link}。其中有公布的原文、日志中记有原文摘要的那一条（下面也能看到），写入日志树以后还有它的序号和到检查点的证明。保存了这个文件的人，日后可以证明本站当时公布的是什么。",
    entry: "日志中的这一条",
    late: "您的举报逾期了没有，凭查询码就能看到，承办机构说了什么理由也会写明。",
  },
  {
    title: "How we are doing",
    lead: "How many reports each office received, and how many were not dealt with in time. Published every Monday, as things stood at the end of the Sunday before.",
    day: "As of {day}",
    none: "No figures have been published yet. The first follow on the first Monday after this site goes into service.",
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
    atLeast: "at least {count}",
    percent: "about {percent}%",
    notesTitle: "How to read them",
    notes: [
      "“Late now” counts reports whose time is over and which are still not done. “Missed this year” counts every time limit that passed; doing it later does not make it smaller.",
      "There are four limits: 15 working days to accept or refuse, 30 working days from acceptance to finish, 12 working days from closing to settle the reward and send the notice, and a last day to pay a claim. An extension sets a new day.",
      "“Answered in time” is the share of this year’s decisions to accept or refuse that were made within 15 working days, to the nearest ten. It is not told for fewer than 10 decisions.",
      "Counts are rounded down to steps of five, hence “at least”, and published once a week; below 5 they are not told. So a change does not show on which day a report came in, nor that one was moved from one office to another.",
      "Totals are computed from the exact counts, then rounded down to steps of five; they are at most 13 too low. The lines need not add up to them.",
    ],
    check:
      "The same for programs: {link}. It holds the text as published, the log entry with the hash of that text (also below), and, once the entry is in the tree of the log, its place and the proof to a checkpoint. Whoever keeps the file can prove later what this site published.",
    entry: "The entry in the log",
    late: "Whether your own report is late, and what reason the office gives, you can see with your tracking code.",
  },
);
