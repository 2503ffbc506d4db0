import { defineWords } from "./words";

/**
 * The one mail that staff get: always the same, whether something waits or not. `{url}` is the address of the sign-in page.
 * Both languages stand in one mail, so that not even a reader's language changes its size.
 */
export const mailWords = defineWords(
  {
    subject: "言路：请登录查看待办",
    lines: [
      "您好：",
      "言路平台可能有事项等待您处理，请登录查看：",
      "{url}",
      "为保护举报人，本邮件不含任何内容。无论是否有待办，都会按固定时间发送同样的邮件。",
    ],
  },
  {
    subject: "Yanlu: please sign in and look",
    lines: [
      "Hello,",
      "something in Yanlu may be waiting for you. Please sign in and look:",
      "{url}",
      "To protect people who report, this mail says nothing more. The same mail is sent at fixed times, also when nothing waits.",
    ],
  },
);
