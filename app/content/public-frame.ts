import { defineWords } from "./words";

/** Header, footer and words that many public pages share. */
export const publicFrameWords = defineWords(
  {
    name: "言路",
    tagline: "医保基金举报与奖励",
    skip: "跳到正文",
    leave: "快速离开",
    navigation: "主要栏目",
    nav: {
      report: "我要举报",
      inbox: "查看进展",
      what: "举报什么",
      rewards: "奖励办法",
      protection: "怎样保护您",
    },
    otherLanguage: "English",
    footerNavigation: "页脚链接",
    figures: "办理情况公开",
    authority:
      "本站由设在本地的医疗保障行政部门主办，依《医疗保障基金使用监督管理条例》第三十五条受理举报。",
    noTrace:
      "本站不使用 Cookie，不加载任何第三方内容，不记录您的网络地址；不打开 JavaScript 也能办完每一件事。",
    errorPrefix: "错误：",
    errorSummary: "有问题需要处理",
    back: "上一步",
    next: "继续",
    optional: "（可以不填）",
  },
  {
    name: "言路 Yanlu",
    tagline: "Report medical-insurance fraud",
    skip: "Skip to the content",
    leave: "Leave now",
    navigation: "Main pages",
    nav: {
      report: "Make a report",
      inbox: "See what happens",
      what: "What to report",
      rewards: "Rewards",
      protection: "How you are protected",
    },
    otherLanguage: "中文",
    footerNavigation: "Footer links",
    figures: "How we are doing",
    authority:
      "This site is run by the local medical-insurance authority. It takes reports under article 35 of the Regulation on the Supervision of the Use of Medical Security Funds (State Council Order No. 735).",
    noTrace:
      "No cookies, nothing loaded from third parties, no record of your network address. Everything here can be done with JavaScript switched off.",
    errorPrefix: "Error: ",
    errorSummary: "There is a problem",
    back: "Back",
    next: "Continue",
    optional: " (optional)",
  },
);
