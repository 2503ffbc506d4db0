import { errorSentence } from "./errors";
import { defineWords, fill, type Language } from "./words";

/** Refusals that only staff pages meet, or that they word for somebody at a desk; all others are in the common table. */
const sentences = defineWords(
  {
    FIELD_REQUIRED: "请填写此项。",
    CHOICE_REQUIRED: "请作出选择。",
    FIELD_TOO_LONG: "内容过长，最多 {max} 个字。",
    NUMBER_NOT_VALID: "请填写 {min} 至 {max} 之间的整数。",
    PERCENT_NOT_VALID: "请填写 0 至 100 之间的百分比，最多两位小数。",
    AREA_CODE_NOT_VALID: "请填写六位行政区划代码。",
    SIGN_IN_NEEDED: "登录已失效，请重新登录。已填写的内容不会丢失。",
    SIGN_IN_FAILED: "登录名、密码或动态验证码不正确。",
    KEYS_LOCKED: "密钥未开启，请先输入密码开启密钥。",
    FILE_TOO_LARGE_TO_OPEN: "文件超过 {maxMib} MB，不能在浏览器中打开。",
    NETWORK: "没有连上服务器，请检查网络后再试。已填写的内容仍在。",
    SERVER_FAULT: "服务器没有正确答复，请稍后再试。已填写的内容仍在。",
    KEY_WORKER_FAULT: "密钥程序出错，请锁定后重新开启密钥。",
    CHANGED_MEANWHILE:
      "在您办理期间，其他人已更新了内容。请载入最新内容后再办理。",
    TOTP_WRONG:
      "动态验证码不正确，或者已经用过。请等验证器显示新的验证码后再试。",
    OWNER_NOT_ELIGIBLE: "所选人员不是本机构的核查人员，不能承办。",
    FINDING_OPEN: "已有一份认定结果在等待复核。",
    FINDING_UNKNOWN: "这份认定结果已不在待复核状态，请载入最新内容。",
    NOT_IN_THIS_STATE: "目前的状态不能办理这一步，请载入最新内容。",
  },
  {
    FIELD_REQUIRED: "Please fill this in.",
    CHOICE_REQUIRED: "Please choose.",
    FIELD_TOO_LONG: "Too long: at most {max} characters.",
    NUMBER_NOT_VALID: "Enter a whole number from {min} to {max}.",
    PERCENT_NOT_VALID:
      "Enter a percentage from 0 to 100 with at most two decimals.",
    AREA_CODE_NOT_VALID: "Enter the six-digit code of the area.",
    SIGN_IN_NEEDED:
      "Your sign-in has ended. Please sign in again; what you typed is not lost.",
    SIGN_IN_FAILED: "Login name, password or one-time code is not right.",
    KEYS_LOCKED: "Your keys are not open. Enter your password to open them.",
    FILE_TOO_LARGE_TO_OPEN:
      "The file is larger than {maxMib} MB and cannot be opened in the browser.",
    NETWORK:
      "The server could not be reached. Check the connection and try again; what you typed is still here.",
    SERVER_FAULT:
      "The server did not answer properly. Try again later; what you typed is still here.",
    KEY_WORKER_FAULT:
      "The key program failed. Lock the page and open your keys again.",
    CHANGED_MEANWHILE:
      "Somebody changed this while you were working. Load the latest state and go on from there.",
    TOTP_WRONG:
      "The one-time code is wrong or was used before. Wait for the next one and try again.",
    OWNER_NOT_ELIGIBLE:
      "The person chosen is not an investigator of this office.",
    FINDING_OPEN: "Findings are already waiting for review.",
    FINDING_UNKNOWN:
      "These findings no longer wait for review. Load the latest state.",
    NOT_IN_THIS_STATE:
      "This step is not possible in the present state. Load the latest state.",
  },
);

/** The sentence for a refusal on a staff page. An unknown code is shown in words of the common table. */
export function staffErrorSentence(
  language: Language,
  code: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const own: Readonly<Record<string, string>> = sentences[language];
  const sentence = Object.hasOwn(own, code) ? own[code] : undefined;
  return sentence === undefined
    ? errorSentence(language, code, values)
    : fill(sentence, values);
}
