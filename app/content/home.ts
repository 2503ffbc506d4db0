import { defineWords } from "./words";

export const homeWords = defineWords(
  {
    title: "举报骗取、侵占医保基金的行为",
    lead: "看病的钱，一分也不该被骗走。您把看到的告诉我们：不用留名，交上来就加密封存，每一步办到哪里都看得见，查实了有奖励。",
    doors: {
      report: {
        title: "我要举报",
        text: "一步一步填，大约 10 分钟。不用登录，不用姓名。",
      },
      inbox: {
        title: "查看进展",
        text: "用 24 位查询码看进展、收发消息、补充材料、领取奖励。",
      },
      what: {
        title: "先了解一下",
        text: "哪些行为可以举报，奖励怎么算，怎样保护您。",
      },
    },
    howTitle: "一份举报怎样走完",
    how: [
      {
        title: "您交上来",
        text: "内容在写入硬盘之前就加密封存，只有受理机构能打开。您得到一个查询码，只显示一次。",
      },
      {
        title: "15 个工作日内决定是否受理",
        text: "受理机构打开举报，决定受理、不予受理，或者告诉您应向哪个部门反映。不受理的，会告诉您理由。",
      },
      {
        title: "一般 30 个工作日内查完",
        text: "由专人核查，查实的情况要经第二个人复核。情况复杂的依规定延长。",
      },
      {
        title: "算奖励",
        text: "按举报登记那天施行的规则计算，一人核对、另一人独立复算、负责人批准。算法逐步写给您看。",
      },
      {
        title: "您来领",
        text: "在查询页填收款账户。财务不知道举报写了什么，办案的人不知道钱付给了谁。",
      },
    ],
    honestTitle: "也请您知道",
    honest: [
      "到期没有办完，您的查询页会写明“已逾期”，我们自己也藏不住。",
      "内容里的细节可能让人猜到是您。写之前请看看“怎样保护您”。",
      "查询码丢了，谁也找不回来，包括我们。",
      "不是每份举报都会受理，也不是每份属实的举报都有奖励。理由会写给您。",
    ],
    more: "奖励怎么算，领取要什么",
    protection: "我们的承诺，和做不到的事",
  },
  {
    title: "Report fraud against the medical-insurance fund",
    lead: "Money meant for care should not be stolen. Tell us what you have seen: no name needed, sealed as it arrives, every step visible to you, and a reward if it proves true.",
    doors: {
      report: {
        title: "Make a report",
        text: "One question a page, about ten minutes. No account, no name.",
      },
      inbox: {
        title: "See what happens",
        text: "With your 24-digit code: progress, messages, more evidence, reward.",
      },
      what: {
        title: "Read first",
        text: "What can be reported, how rewards are worked out, how you are protected.",
      },
    },
    howTitle: "How a report goes",
    how: [
      {
        title: "You send it",
        text: "It is encrypted before it reaches a disk; only the office in charge can open it. You get a tracking code, shown once.",
      },
      {
        title: "Within 15 working days: accepted or not",
        text: "The office opens it and accepts it, refuses it, or tells you which authority to turn to. If it refuses, you read why.",
      },
      {
        title: "Usually within 30 working days: checked",
        text: "Investigators check it, and a second person confirms what they found. Difficult cases are extended under the rules.",
      },
      {
        title: "The reward is worked out",
        text: "By the rule in force on the day of your report: one person confirms, another computes it again on their own, a leader approves. You see every step of it.",
      },
      {
        title: "You collect it",
        text: "You enter an account in your inbox. Finance never learns what the report said; the people on the case never learn who was paid.",
      },
    ],
    honestTitle: "You should also know",
    honest: [
      "If a deadline passes, your inbox says “late”. We cannot hide it.",
      "Details in what you write can give you away. Please read how you are protected first.",
      "Nobody can restore a lost tracking code, not even we.",
      "Not every report is accepted, and not every true report earns a reward. You will read why.",
    ],
    more: "How rewards are worked out and collected",
    protection: "What we promise, and what we cannot do",
  },
);
