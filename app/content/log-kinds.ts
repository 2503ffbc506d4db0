import { defineWords, type Language } from "./words";

/**
 * What each entry of the log that a tipster is shown says happened. Read by the tipster, and with a proof file by whoever it is
 * handed to: so nobody is addressed.
 */
export const logKindWords = defineWords(
  {
    TIP_RECEIVED: "收到举报",
    TIPSTER_MESSAGE_SENT: "举报人发来消息",
    TIPSTER_MESSAGE_TAKEN_BACK: "举报人撤回一条还没有人读过的消息",
    TIPSTER_FILES_ADDED: "举报人补充文件",
    OFFICE_STRUCK_OUT: "按举报人的要求换了办理机构",
    REWARD_CLAIMED: "举报人申领奖励",
    REWARD_DECLINED: "举报人放弃奖励",
    LEAD_OPENED: "工作人员打开举报",
    FILE_OPENED: "工作人员打开一个文件",
    IDENTITY_OPENED: "工作人员打开举报人的姓名和联系方式",
    LEAD_TAKEN_UP: "开始审查是否受理",
    LEAD_ACCEPTED: "决定受理",
    LEAD_REFUSED: "决定不予受理",
    LEAD_TRANSFERRED: "告知应向其他部门反映",
    CHECK_STARTED: "开始核查",
    STAFF_MESSAGE_SENT: "受理机构发来消息",
    STAFF_FILES_SENT: "受理机构发来文件",
    LEAD_EXPORTED: "工作人员把举报导出到本站以外",
    LEAD_PRINTED: "工作人员打印举报",
    HAND_OVER_OFFERED: "提出移交给另一机构",
    HAND_OVER_CONFIRMED: "另一机构接手办理",
    HAND_OVER_REFUSED: "另一机构没有接手",
    HAND_OVER_WITHDRAWN: "收回移交",
    FINDINGS_CONFIRMED: "第二人复核确认查实情况",
    LEAD_CLOSED: "办结",
    REWARD_NOTIFIED: "通知领取奖励",
    REWARD_NONE: "奖励事项了结，没有奖金",
    REWARD_LAPSED: "奖励到期没有申领，按放弃处理",
    CLAIM_PAID: "奖励已付清",
    CLOCK_MISSED: "超过期限没有办完",
    DELAY_EXPLAINED: "机构说明超期的原因",
    CLOCK_EXTENDED: "期限延长",
    OFFICE_KEY_PUBLISHED: "公布机构公钥",
    OFFICE_KEY_MADE: "机构生成新密钥",
    RECOVERY_KEY_MADE: "设立恢复密钥",
    RELEASE_PUBLISHED: "发布程序版本",
    OFFICE_ADDED: "新增机构",
    RULE_SET_PUBLISHED: "公布奖励规则",
    DEMO_LOADED: "载入演示数据",
    FIGURES_PUBLISHED: "公布统计数字",
    LOG_KEY_PUBLISHED: "公布日志公钥",
    LOG_KEY_CHANGED: "更换日志公钥",
    LOG_CUT: "日志收齐到这一天",
    SETTINGS_IN_FORCE: "登记生效的设置",
  },
  {
    TIP_RECEIVED: "The tip was received",
    TIPSTER_MESSAGE_SENT: "The tipster sent a message",
    TIPSTER_MESSAGE_TAKEN_BACK:
      "The tipster took back a message that nobody had read",
    TIPSTER_FILES_ADDED: "The tipster added files",
    OFFICE_STRUCK_OUT: "At the tipster's request another office took over",
    REWARD_CLAIMED: "The tipster claimed the reward",
    REWARD_DECLINED: "The tipster gave up the reward",
    LEAD_OPENED: "Staff opened the tip",
    FILE_OPENED: "Staff opened a file",
    IDENTITY_OPENED: "Staff opened the tipster's name and contact",
    LEAD_TAKEN_UP: "The office began to examine whether to accept it",
    LEAD_ACCEPTED: "Accepted",
    LEAD_REFUSED: "Refused",
    LEAD_TRANSFERRED: "The tipster was told to turn to another department",
    CHECK_STARTED: "The check began",
    STAFF_MESSAGE_SENT: "The office sent a message",
    STAFF_FILES_SENT: "The office sent files",
    LEAD_EXPORTED: "Staff exported the tip out of this portal",
    LEAD_PRINTED: "Staff printed the tip",
    HAND_OVER_OFFERED: "Offered to another office",
    HAND_OVER_CONFIRMED: "Another office took it over",
    HAND_OVER_REFUSED: "The other office did not take it over",
    HAND_OVER_WITHDRAWN: "The offer to another office was withdrawn",
    FINDINGS_CONFIRMED: "A second person confirmed the findings",
    LEAD_CLOSED: "Closed",
    REWARD_NOTIFIED: "Notice that the reward can be claimed",
    REWARD_NONE: "The reward was settled without money",
    REWARD_LAPSED: "The reward was not claimed in time and counts as given up",
    CLAIM_PAID: "The reward was paid",
    CLOCK_MISSED: "A time limit passed without the work being done",
    DELAY_EXPLAINED: "The office explained the delay",
    CLOCK_EXTENDED: "A time limit was extended",
    OFFICE_KEY_PUBLISHED: "Public key of an office published",
    OFFICE_KEY_MADE: "An office made a new key",
    RECOVERY_KEY_MADE: "Recovery key set up",
    RELEASE_PUBLISHED: "Release of the programs published",
    OFFICE_ADDED: "Office added",
    RULE_SET_PUBLISHED: "Reward rules published",
    DEMO_LOADED: "Demo data loaded",
    FIGURES_PUBLISHED: "Public figures published",
    LOG_KEY_PUBLISHED: "Public key of the log published",
    LOG_KEY_CHANGED: "Public key of the log changed",
    LOG_CUT: "The log was complete up to this day",
    SETTINGS_IN_FORCE: "Settings in force recorded",
  },
);

const unknownKind = defineWords(
  { sentence: "另一项记录" },
  { sentence: "Another entry" },
);

/** A proof file of a newer portal may hold kinds that this one has not heard of. */
export function logKindSentence(kind: string, language: Language): string {
  const words: Readonly<Record<string, string>> = logKindWords[language];
  return Object.hasOwn(words, kind)
    ? words[kind]!
    : unknownKind[language].sentence;
}
