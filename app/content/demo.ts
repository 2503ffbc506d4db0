import { defineWords } from "./words";

/** Development pages of a demo deployment. */
export const demoWords = defineWords(
  {
    signInsTitle: "演示账号",
    signInsIntro:
      "这里的人物、线索和机构都是虚构的，仅供试用。所有账号使用同一个口令；动态验证码每半分钟更换，每个验证码只能用一次。",
    password: "口令",
    login: "登录名",
    name: "姓名",
    roles: "角色",
    code: "当前验证码",
    codeUsed: "已使用，请等下一个",
    secondsLeft: "还剩 {seconds} 秒，刷新本页可取新码",
    signInLink: "前往工作人员登录",
    inboxesTitle: "可试用的查询码",
    inboxesIntro:
      "在“凭查询码查看进展”页输入查询码，就能看到举报人看到的内容。",
    inboxAbout: {
      MESSAGE: "有一条来自工作人员的留言",
      REWARD_READY: "有一笔奖励可以申领",
      PAID: "奖励已经兑付",
      REFUSED: "未予受理，附理由",
      LATE: "已逾期的线索，没有说明理由",
      LATE_EXPLAINED: "已逾期的线索，说明了理由",
      EXTENDED: "逾期以后批准延期的线索",
    },
    inboxLink: "前往查看进展",
    mailsTitle: "已留存的邮件",
    mailsIntro:
      "本部署没有配置邮件服务器，邮件留存在这里。每封邮件的内容和大小都相同。",
    mailsNone: "还没有邮件。",
    recipient: "收件人",
    subject: "主题",
    sentAt: "时间（UTC）",
  },
  {
    signInsTitle: "Demo sign-ins",
    signInsIntro:
      "People, leads and institutions here are invented, for trying things out. All accounts have one password; one-time codes change every half minute and are good once.",
    password: "Password",
    login: "Login",
    name: "Name",
    roles: "Roles",
    code: "Code now",
    codeUsed: "used, wait for the next",
    secondsLeft: "{seconds} seconds left; reload for a new code",
    signInLink: "To the staff sign-in",
    inboxesTitle: "Tracking codes to try",
    inboxesIntro: "Enter one on the inbox page to see what a tipster sees.",
    inboxAbout: {
      MESSAGE: "a message from the office waits",
      REWARD_READY: "a reward is ready to claim",
      PAID: "the reward was paid",
      REFUSED: "not accepted, with the reason",
      LATE: "a lead past its time limit, no reason given",
      LATE_EXPLAINED: "a lead past its time limit, with a reason",
      EXTENDED: "a lead that was late and got more time",
    },
    inboxLink: "To the inbox",
    mailsTitle: "Mails kept",
    mailsIntro:
      "No mail server is set up, so mails are kept here. All have the same words and the same size.",
    mailsNone: "No mail yet.",
    recipient: "To",
    subject: "Subject",
    sentAt: "Time (UTC)",
  },
);
