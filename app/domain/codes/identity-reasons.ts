import type { CodeEntry } from "./code-entry";

/** Why staff open the sealed name of a tipster. */
export const identityReasons = [
  {
    code: "VERIFY_EVIDENCE",
    zh: "需与举报人当面核对证据",
    en: "Evidence must be compared with the tipster in person",
    basis: null,
  },
  {
    code: "CONTACT_FOR_CLARIFICATION",
    zh: "站内消息联系不上，需直接联系举报人了解情况",
    en: "Messages stay unanswered; the tipster must be contacted directly",
    basis: null,
  },
  {
    code: "REWARD_IDENTITY_CHECK",
    zh: "核对领取奖励的人是否为举报人",
    en: "To check that whoever collects the reward is the tipster",
    basis: null,
  },
  {
    code: "SAFETY_OF_REPORTER",
    zh: "举报人的人身安全可能受到威胁",
    en: "The tipster may be in danger",
    basis: null,
  },
  {
    code: "OTHER_DUTY",
    zh: "其他法定职责（另写办案记录说明）",
    en: "Another legal duty (explained in a case note)",
    basis: null,
  },
] as const satisfies readonly CodeEntry[];

export const identityReasonCodes = identityReasons.map(({ code }) => code);
export type IdentityReasonCode = (typeof identityReasons)[number]["code"];
