import { errorSentence } from "./errors";
import { defineWords, fill, type Language } from "./words";

/** Refusals that only staff pages meet, or that they word for somebody at a desk; all others are in the common table. */
export const staffErrorWords = defineWords(
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
    STAFF_FILE_TOO_LARGE: "单个文件不能超过 50 MB。",
    NOT_SEALED: "文件没有加密，服务器没有接收。请重新载入页面后再试。",
    REDACTION_EMPTY: "还没有遮盖任何内容，或者没有留下任何一页。",
    PAGE_NOT_DRAWN: "有一页画不出来，没有保存副本。",
    EXPORT_PASSPHRASE_SHORT: "口令太短，至少 {least} 个字符。",
    EXPORT_PASSPHRASES_DIFFER: "两次输入的口令不一样。",
    EXPORT_TOO_LARGE: "附件合计超过 {gigabytes} GB，不能一次导出。",
    EXPORT_GONE: "导出中断了，请重新导出。",
    AGE_RECIPIENT_NOT_VALID:
      "这不是 age 公钥。公钥以 age1 开头，请整段复制，不要漏字。",
    NETWORK: "没有连上服务器，请检查网络后再试。已填写的内容仍在。",
    SERVER_FAULT: "服务器没有正确答复，请稍后再试。已填写的内容仍在。",
    KEY_WORKER_FAULT: "密钥程序出错，请锁定后重新开启密钥。",
    CHANGED_MEANWHILE:
      "在您办理期间，其他人已更新了内容。请载入最新内容后再办理。",
    TOTP_WRONG:
      "动态验证码不正确，或者已经用过。请等验证器显示新的验证码后再试。",
    OWNER_NOT_ELIGIBLE: "所选人员不是本机构的核查人员，不能承办。",
    NOT_COMPARED: "请先核对，再勾选确认。",
    FINDING_OPEN: "已有一份认定结果在等待复核。",
    FINDING_UNKNOWN: "这份认定结果已不在待复核状态，请载入最新内容。",
    RANK_NOT_AS_LOGGED:
      "举报顺序以日志为准：这条线索在同一事实的举报中排第 {rank}。请按此填写。",
    RANK_NOT_FIXED_YET:
      "与这条线索关联的举报中，有的还没有排入日志，顺序未定。请在下一次日志结算之后再办理。",
    LEAD_NUMBER_UNKNOWN: "本机构及下级机构没有这个编号的线索。请核对编号。",
    LEAD_NOT_REGISTERED: "线索受理登记之后才能关联。",
    LINK_SAME_LEAD: "这就是本线索的编号，请填写另一条线索的编号。",
    LINK_LEAD_CLOSED:
      "本线索已经不再办理，关联不能再变动。请从另一条线索上办理。",
    LINK_CODE_NOT_THEIRS: "两条线索都没有登记这项行为，请重新选择。",
    LINKED_ALREADY: "两条线索在这项行为上已经关联。",
    LINK_FACTS_APART:
      "两条线索在这项行为上已各自关联到不同的事实。请先解除其中一处关联。",
    LINK_OFFICE_STRUCK_OUT:
      "不能关联：其中有举报人排除了另一条线索的承办机构，或者排除了您任职的机构。关联会让它知道这条线索。",
    LINK_CHANGES_DECIDED:
      "其中有线索的举报顺序已随认定结果确定，这样变动会改变它，所以没有办理。",
    LINK_UNKNOWN: "这项关联已经解除，请载入最新内容。",
    NOT_LATE: "这个期限现在没有逾期，不需要说明理由。",
    REASON_GIVEN: "这个理由已经说明过，请选择另一个理由。",
    EXTENSION_NOT_NOW:
      "现在不能这样延期：每种延期只能一次，先是案情复杂，再是特别重大，并且最长期限还没有过去。",
    EXTENSION_DAY: "新的最后一天应当在 {earliest} 至 {latest} 之间。",
    STUDY_MISSING: "集体研究至少要有 {least} 人参加，请填写人数。",
    DAY_NOT_VALID: "日期不对，请写成 2026-03-31 这样的格式。",
    NOT_IN_THIS_STATE: "目前的状态不能办理这一步，请载入最新内容。",
    NAME_TAKEN: "这个登录名已有人使用，请另取一个。",
    LOGIN_NAME_INVALID:
      "登录名只能用字母、数字、点、连字符和下划线，并以字母或数字开头。",
    EMAIL_INVALID: "电子邮箱地址不对。",
    ROLE_MISSING: "请至少选择一个岗位。",
    ROLE_NOT_IN_OFFICE:
      "财务岗位只设在财务机构，办案岗位只设在其他机构。请重新选择岗位或机构。",
    OFFICE_UNKNOWN: "没有这个机构，请重新选择。",
    OFFICE_CODE_INVALID: "机构代码只能用大写字母、数字和连字符，2 至 32 位。",
    OFFICE_CODE_TAKEN: "这个机构代码已经用过。",
    FINANCE_OFFICE_WRONG: "付款机构必须是财务机构，请重新选择。",
    FINANCE_TAKES_NO_TIPS: "财务机构不能接收举报。",
    OFFICE_HAS_NO_KEY:
      "这个机构还没有密钥，收到的举报没有人能打开。请先由一名成员生成机构密钥。",
    PERSON_HAS_LEFT: "此人已经离任，不能再办理。",
    LAST_ADMIN: "这是最后一名管理员，不能离任或调整。请先邀请另一名管理员。",
    OWN_PERSON: "自己的岗位和去留不能自己办理，请由另一名管理员办理。",
    INVITATION_UNKNOWN:
      "邀请无效，或者已经用过。请核对链接是否完整；需要的话，请管理员重新邀请。",
    INVITATION_EXPIRED: "邀请已经过期。请管理员重新邀请。",
    SECOND_FACTOR_MISSING: "请设置一种第二验证方式。",
    LAST_SECOND_FACTOR:
      "这是您唯一的第二验证方式，删除后就不能登录了。请先设置动态验证码或另一个通行密钥。",
    PASSWORD_TOO_SHORT: "密码至少要有 12 个字。",
    PASSWORD_TOO_LONG: "密码最多 256 个字。",
    PASSWORD_LIKE_NAME:
      "密码里主要是您的登录名或姓名，容易被猜到。请另设一个。",
    PASSWORD_COMMON:
      "这是常见或过于规律的密码，会最先被人试到。请另设一个，例如几个不相干的词。",
    PASSWORDS_DIFFER: "两次输入的密码不一样。",
    USER_KEY_MISSING: "这个账户还没有密钥，请管理员重新邀请。",
    PASSKEY_NOT_GIVEN:
      "没有使用通行密钥：操作被取消、超时，或设备上没有本站的通行密钥。",
    PASSKEY_NOT_POSSIBLE: "这个浏览器或网址不能使用通行密钥。",
    PASSKEY_TOO_LATE: "等待时间过长，请再试一次。",
    PASSKEY_REFUSED: "这个通行密钥没有通过核对，可能已被删除。",
    PASSKEY_KNOWN: "这台设备上的通行密钥已经登记过。",
    PASSKEY_OPENS_NOTHING: "这个通行密钥不能开启密钥，请输入密码。",
    PASSKEY_SECOND_FACTOR_ONLY:
      "这个通行密钥只能作第二验证方式。请先填写登录名和密码，再点“用通行密钥登录”。",
    NO_PASSKEY: "您的账户没有可用的通行密钥。",
    RECOVERY_NOT_PROVED:
      "没有证明恢复密钥确已由恢复单合成，这次恢复没有执行。请凑齐恢复单，从头再做一次。",
    RECOVERY_TOO_LATE:
      "从开始恢复到完成超过了 15 分钟，这次恢复没有执行。请再做一次。",
    TOO_MANY_PASSKEYS: "一个账户最多 {most} 个通行密钥，请先删除不用的。",
    VERIFIER_KEY_NOT_VALID: "这不是日志的验证公钥。",
    NOTE_NOT_VALID: "签名文本的格式不对，或者签名不对。",
    CHECKPOINT_NOT_VALID: "检查点的格式不对。",
    CHECKPOINT_UNKNOWN: "日志没有发布过这个检查点。",
    WITNESS_UNKNOWN: "这里没有本站承认的见证人的签名。",
    WITNESS_AHEAD:
      "见证人见过的日志比现在的还长：数据可能是从旧备份恢复的，请立即查明。",
    WITNESS_REFUSED: "见证人没有签名（状态 {status}）。",
    PROMISE_NOT_VALID: "收录承诺的格式不对。",
    STATEMENT_NOT_VALID: "完整性声明的格式不对。",
    PROOF_FILE_NOT_VALID: "这不是证明文件，或者内容被改动过。",
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
    STAFF_FILE_TOO_LARGE: "A file can have at most 50 MB.",
    NOT_SEALED:
      "The file was not sealed, so the server did not take it. Load the page anew and try again.",
    REDACTION_EMPTY: "Nothing is covered yet, or no page is left.",
    PAGE_NOT_DRAWN: "A page could not be drawn, so no copy was saved.",
    EXPORT_PASSPHRASE_SHORT:
      "The passphrase is too short: at least {least} characters.",
    EXPORT_PASSPHRASES_DIFFER: "The two passphrases are not the same.",
    EXPORT_TOO_LARGE:
      "The files are larger than {gigabytes} GB together and cannot be exported at once.",
    EXPORT_GONE: "The export was broken off. Please start it again.",
    AGE_RECIPIENT_NOT_VALID:
      "This is not an age recipient. It begins with age1; copy it whole.",
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
    NOT_COMPARED: "Compare first, then tick the box.",
    FINDING_OPEN: "Findings are already waiting for review.",
    FINDING_UNKNOWN:
      "These findings no longer wait for review. Load the latest state.",
    RANK_NOT_AS_LOGGED:
      "The log decides the order: this lead is number {rank} among the tips on the same fact. Please enter that.",
    RANK_NOT_FIXED_YET:
      "One of the linked tips has no place in the log yet, so the order is not fixed. Please go on after the next cut of the log.",
    LEAD_NUMBER_UNKNOWN:
      "Neither this office nor one under it has a lead with that number. Please check it.",
    LEAD_NOT_REGISTERED:
      "Only leads that were accepted and registered can be linked.",
    LINK_SAME_LEAD:
      "That is the number of this lead; please give the other one's.",
    LINK_LEAD_CLOSED:
      "This lead is no longer worked on, so its links stay as they are. Please use the other lead.",
    LINK_CODE_NOT_THEIRS:
      "Neither lead was registered with that act. Please choose again.",
    LINKED_ALREADY: "These two leads are linked under that act already.",
    LINK_FACTS_APART:
      "Each of the two leads is linked to another fact of that kind. Please take one of them out first.",
    LINK_OFFICE_STRUCK_OUT:
      "These leads cannot be linked. A tipster struck out the office of another of them, or one you work for, and the link would tell it of that tip.",
    LINK_CHANGES_DECIDED:
      "The order was decided with the findings of one of these leads, and this would change it. Nothing was done.",
    LINK_UNKNOWN: "That link is gone already. Please load the newest state.",
    NOT_LATE: "This time limit has not passed; no reason is needed.",
    REASON_GIVEN: "That reason was given already. Please choose another one.",
    EXTENSION_NOT_NOW:
      "It cannot be extended like this now: each kind is possible once, first as complex, then as very serious, and not beyond the longest time.",
    EXTENSION_DAY: "The new last day lies between {earliest} and {latest}.",
    STUDY_MISSING:
      "A collective study takes at least {least} people. Please give their number.",
    DAY_NOT_VALID: "That is no day. Please write it like 2026-03-31.",
    NOT_IN_THIS_STATE:
      "This step is not possible in the present state. Load the latest state.",
    NAME_TAKEN: "This login name is taken. Please choose another.",
    LOGIN_NAME_INVALID:
      "A login name has letters, digits, dots, hyphens and underscores, and begins with a letter or digit.",
    EMAIL_INVALID: "This is not an e-mail address.",
    ROLE_MISSING: "Choose at least one duty.",
    ROLE_NOT_IN_OFFICE:
      "Finance duties belong to finance offices and casework to the others. Choose other duties or another office.",
    OFFICE_UNKNOWN: "There is no such office. Please choose again.",
    OFFICE_CODE_INVALID:
      "An office code has 2 to 32 capital letters, digits and hyphens.",
    OFFICE_CODE_TAKEN: "This office code is taken.",
    FINANCE_OFFICE_WRONG: "Only a finance office can pay. Please choose again.",
    FINANCE_TAKES_NO_TIPS: "A finance office takes no reports.",
    OFFICE_HAS_NO_KEY:
      "This office has no key yet: nobody could open a report. A member has to make the key first.",
    PERSON_HAS_LEFT: "This person has left; nothing can be changed any more.",
    LAST_ADMIN:
      "This is the last administrator, who can neither leave nor be changed. Invite another one first.",
    OWN_PERSON:
      "Your own duties and your leaving are for another administrator to record.",
    INVITATION_UNKNOWN:
      "This invitation is not valid, or it has been used. Check that the link is whole; if need be ask the administrator for a new one.",
    INVITATION_EXPIRED:
      "This invitation has expired. Ask the administrator for a new one.",
    SECOND_FACTOR_MISSING: "Set up a second factor.",
    LAST_SECOND_FACTOR:
      "This is your only second factor: without it you could not sign in. Set up one-time codes or another passkey first.",
    PASSWORD_TOO_SHORT: "A password needs at least 12 characters.",
    PASSWORD_TOO_LONG: "A password has at most 256 characters.",
    PASSWORD_LIKE_NAME:
      "This password is little more than your login name or name, which is guessed first. Choose another.",
    PASSWORD_COMMON:
      "This is a common or regular password, which is tried first. Choose another, such as a few unrelated words.",
    PASSWORDS_DIFFER: "The two passwords are not the same.",
    USER_KEY_MISSING:
      "This account has no key yet. Ask the administrator to invite you anew.",
    PASSKEY_NOT_GIVEN:
      "No passkey was used: it was cancelled, took too long, or this device has none for this site.",
    PASSKEY_NOT_POSSIBLE: "This browser or address cannot use passkeys.",
    PASSKEY_TOO_LATE: "That took too long. Please try again.",
    PASSKEY_REFUSED: "This passkey was not accepted; it may have been removed.",
    PASSKEY_KNOWN: "The passkey of this device is registered already.",
    PASSKEY_OPENS_NOTHING:
      "This passkey cannot open your keys. Please enter your password.",
    PASSKEY_SECOND_FACTOR_ONLY:
      "This passkey is a second factor only. Fill in login name and password first, then press “Sign in with a passkey”.",
    NO_PASSKEY: "Your account has no passkey for this.",
    RECOVERY_NOT_PROVED:
      "Nothing shows that the recovery key was put together from its sheets, so nothing was recovered. Bring the sheets and start again.",
    RECOVERY_TOO_LATE:
      "More than 15 minutes passed between start and end, so nothing was recovered. Please do it again.",
    TOO_MANY_PASSKEYS:
      "An account has at most {most} passkeys. Remove one you do not use first.",
    VERIFIER_KEY_NOT_VALID: "This is not a verifier key of a log.",
    NOTE_NOT_VALID: "This signed note is malformed, or a signature is wrong.",
    CHECKPOINT_NOT_VALID: "This checkpoint is malformed.",
    CHECKPOINT_UNKNOWN: "The log published no such checkpoint.",
    WITNESS_UNKNOWN: "No signature here is of a witness that this site knows.",
    WITNESS_AHEAD:
      "The witness has seen a longer log than there is now: the data may come from an old backup. Find out at once.",
    WITNESS_REFUSED: "The witness did not sign (status {status}).",
    PROMISE_NOT_VALID: "This promise of the log is malformed.",
    STATEMENT_NOT_VALID: "This statement of the log is malformed.",
    PROOF_FILE_NOT_VALID: "This is no proof file, or its content was changed.",
  },
);

/** The sentence for a refusal on a staff page. An unknown code is shown in words of the common table. */
export function staffErrorSentence(
  language: Language,
  code: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const own: Readonly<Record<string, string>> = staffErrorWords[language];
  const sentence = Object.hasOwn(own, code) ? own[code] : undefined;
  return sentence === undefined
    ? errorSentence(language, code, values)
    : fill(sentence, values);
}
