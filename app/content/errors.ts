import { defineWords, fill, type Language } from "./words";

/**
 * One sentence for every refusal of the portal, under the code of its `CodedError`. A sentence says what is wrong and what
 * to do next; it never repeats what was typed.
 */
export const errorWords = defineWords(
  {
    // the way of a request
    UNEXPECTED:
      "系统出了问题，没有办成。请稍后再试；您填写的内容如果还在页面上，请先不要关闭。",
    NOT_FOUND: "这里没有您要找的页面，也可能是您无权查看。",
    METHOD_NOT_ALLOWED: "这个地址不接受这种请求。请回到页面重新操作。",
    BODY_TOO_LARGE:
      "一次提交的内容超过 {megabytes} MB，无法接收。请减少内容后再试。",
    BODY_TYPE_UNKNOWN: "无法识别提交内容的格式。请从本站页面重新提交。",
    BODY_INCOMPLETE: "内容在传输途中断了，没有收全。请再提交一次。",
    TEXT_NOT_READABLE: "有些文字无法识别（显示为 �）。请改正后再提交。",
    TEXT_MISSING: "这里还没有填写。",
    TEXT_TOO_LONG: "内容太长，请缩短到 {max} 个字以内。",
    TEXT_HAS_CONTROL_CHARACTERS:
      "内容里夹有看不见的控制字符，已替您去掉。请核对文字，然后再提交。",
    JSON_NOT_READABLE: "提交的数据无法读取。",
    JSON_VALUE_NOT_ALLOWED: "提交的数据里有不允许的内容。",
    INPUT_INVALID: "填写的内容不符合要求，请检查后再试。",
    ORIGIN_NOT_OURS: "这次提交不是从本站页面发出的，已拒绝。",
    FOREIGN_FORM:
      "这一页是从别的网站转过来的，为了您的安全没有继续。请直接打开本站，从头填写。",
    BUSY: "现在使用的人较多，暂时轮不到。您填写的内容还在页面上，请过一两分钟再提交。",
    WORK_NEEDED:
      "现在使用的人较多，需要浏览器先完成一小段计算。请刷新页面后再试。",
    TURN_WAIT:
      "现在使用的人较多，请排队。您填写的内容都还在这一页上：请等 {seconds} 秒，再按一次同一个按钮。先到的会先处理。",
    TURN_WAIT_CODE:
      "现在使用的人较多，请排队：等 {seconds} 秒，再输入一次查询码并打开。先到的会先处理。",
    STAGING_FULL:
      "今天待发送的文件已达上限，暂时不能再收文件。请先不带文件发出举报，以后凭查询码补充。",
    TOO_MANY_MESSAGES:
      "今天已经发了 {most} 条消息，到了一天的上限。请明天再发，或把内容写在一条里。",
    CHANGED_MEANWHILE:
      "在您操作期间，别人已经改动过。请刷新页面，看清最新情况后再操作。",
    NETWORK: "连不上服务器。请检查网络后再试。",
    SERVER_FAULT: "服务器出了问题，没有办成。请稍后再试。",

    // the report form
    ANSWERS_DAMAGED:
      "前面各页填写的内容在传回时损坏，读不出来了。这一页的内容还在；请继续，缺的各页会再问您。",
    PAGE_OUT_OF_DATE: "这一页已经过期或不完整。请核对下面的内容，再提交一次。",
    CHOICE_MISSING: "请选择一项。",
    CHOICE_UNKNOWN: "所选的项目不在列表里，请重新选择。",
    PROVINCE_MISSING: "请选择事情发生在哪个省份；说不清的，选最后一项。",
    PLACE_MISSING: "请选择市、县；说不清的，选“只知道在这个省份”。",
    PLACE_NOT_IN_PROVINCE: "所选的市、县不在前一页选的省份里，请重新选择。",
    SUBJECT_KIND_MISSING: "请选择您要举报的是谁。",
    SUBJECT_NAME_MISSING:
      "请写出对方的名称；不知道全称的，写您怎么称呼它、它在哪里。",
    MISCONDUCT_MISSING: "请至少选择一项；都不像的，选“其他”。",
    MISCONDUCT_TOO_MANY: "最多选择 {max} 项，请只留下最主要的。",
    WHAT_MISSING: "请写下发生了什么。",
    DATE_INCOMPLETE: "日期要有年份和月份，例如 2025 年 3 月；日可以不填。",
    DATE_NOT_VALID: "没有这一天。请检查年、月、日。",
    DATE_IN_FUTURE: "日期还没有到。请填写已经发生的日期。",
    DATES_REVERSED: "结束的日期早于开始的日期，请检查。",
    DAY_NOT_VALID: "没有这一天。请检查日期。",
    AMOUNT_NOT_A_NUMBER:
      "请用数字填写金额，单位是元，最多两位小数，例如 12500 或 12500.50。",
    AMOUNT_TOO_LARGE: "金额过大，请检查单位：这里填的是元。",
    FEN_NOT_INTEGER: "金额必须是不小于零的整数分。",
    REPORTER_KIND_MISSING: "请选择您是什么身份。",
    REWARD_WANTED_MISSING: "请选择是否希望得到奖励。",
    NAME_KIND_MISSING: "请选择用什么方式举报。",
    ANON_CANNOT_CLAIM:
      "完全匿名就无法领取奖励：没有办法确认领奖的是举报人本人。希望得到奖励的，请改选“匿名，但以后能确认”或“实名”；不要奖励的，请回到上一页更改。",
    REPORTER_NAME_MISSING: "请填写您的姓名。",
    REPORTER_CONTACT_MISSING: "请填写一种能联系到您的方式。",
    SUBMISSION_TOKEN_MISSING:
      "这一页不完整，还没有发送。请再按一次“发送举报”。",
    SUBMISSION_TOKEN_INVALID:
      "这一页不完整，还没有发送。请再按一次“发送举报”。",
    TIP_ALREADY_RECEIVED: "这份举报已经收到过了。",
    NO_OFFICE_FOR_AREA:
      "暂时找不到负责这个地方的机构，没有发送成功。请稍后再试，或把地点改为“说不清”。",
    NO_OFFICE_TAKES_TIPS:
      "暂时找不到可以受理的机构，没有发送成功。请稍后再试。",
    OFFICE_KEY_NOT_CURRENT:
      "受理机构刚刚换了密钥，举报还没有发出去。请再按一次“发送举报”，会改用新的密钥。",
    OFFICE_KEY_NOT_AS_LISTED:
      "受理机构的密钥与公开目录不一致，为了您的安全没有发送。请过些时候再试；再三出现的，请改用电话、来信等其他渠道。",
    OFFICE_KEY_MISSING:
      "受理机构的密钥还没有准备好，没有发送成功。请稍后再试。",

    // files
    FILE_TOO_LARGE: "单个文件不能超过 {megabytes} MB。请压缩或拆分后再选。",
    FILES_TOO_LARGE: "文件合计不能超过 {megabytes} MB。",
    FILES_TOO_MANY: "最多可以交 {max} 个文件。",
    FILE_EMPTY: "文件是空的，没有收下。",
    FILE_NAME_NOT_ALLOWED: "文件名里有看不见的控制字符。请改名后重新选择。",
    FILE_NAME_TOO_LONG: "文件名太长，请改短后重新选择。",
    FILE_TYPE_TOO_LONG: "文件类型无法识别，请换一种格式。",
    FILE_NOT_STORED: "文件没有存成功，请再选一次。",
    FILES_EXPIRED:
      "您先前交的文件在这一页里停留太久，已经失效并会被清除。请重新选择文件。",
    FILES_MISSING: "请先选择文件。",
    STAGED_FILE_UNKNOWN: "您先前交的文件已经被清除。请重新选择文件。",
    FILE_TOO_LARGE_TO_OPEN: "文件太大，浏览器里打不开。请下载后查看。",

    STAGED_FILE_GONE: "您先前交的文件已经失效并被清除。请重新选择文件。",
    UPLOAD_GONE: "文件上传已中断并被清除。请重新上传。",
    UPLOAD_NOT_AS_SEALED:
      "有一个文件收到的内容与加密时的不一致，没有采用，其他内容都还在。请把这个文件重传一次，再发送。",
    UPLOAD_STOPPED: "文件没有传上去。请点“重试”。",
    FILE_CHANGED:
      "这台设备上的文件已经改动、移走或删除，无法继续读取。请移除后重新选择。",
    FILE_REMOVED: "文件已移除。",
    FILE_NOT_DECIDED: "还没有上传。请选好交哪一份并按“加密并上传”，或者移除。",
    FILE_STOPPED: "没有传完。请继续或重试，或者移除。",
    FILES_UNDER_WAY: "还有 {count} 个文件正在上传。请等传完再发送，或者移除。",
    UPLOAD_NOT_COMPLETE: "还有文件没有上传完。请等上传完成，或移除该文件。",
    UPLOAD_LENGTH_WRONG: "文件上传出错，没有收下。请移除后重新选择。",
    UPLOAD_OFFSET_WRONG: "文件上传出错，请点“重试”。",
    UPLOAD_REQUEST_WRONG: "文件上传出错，没有收下。请移除后重新选择。",
    TOO_MANY_FILES: "最多可以交 {most} 个文件。",
    AREA_UNKNOWN: "地点的代码不对，请重新选择市、县。",
    OFFICE_MISSING: "暂时找不到可以受理的机构，没有发送成功。请稍后再试。",
    ALREADY_CLAIMED: "这笔奖励已经申领过，不必再填。",
    CLAIM_TOO_LATE: "已经过了领取的最后一天，这笔奖励按自动放弃处理。",
    PAYEE_COOLING_OFF: "收款信息刚改过，要等过了冷静期才能付款。",
    FINDING_OPEN: "已有一份查实情况等待确认，请先确认或退回。",
    FINDING_UNKNOWN: "找不到这份查实情况，请刷新后再试。",
    BASE_DIFFERS: "奖励的计算基数与属于举报事项的金额不一致。",
    OWNER_NOT_ELIGIBLE: "这个人不能承办这条线索，请另选一人。",
    CODE_UNKNOWN: "代码不在代码表里，请重新选择。",
    REWARD_STATE: "奖励已经不在可以这样办理的状态，请刷新后查看。",
    RULE_SET_DIFFERS: "两次计算用的不是同一套规则，流程已停下。",
    RULE_SET_MISSING: "这个地方没有可适用的奖励规则，须由人工决定。",
    ROLES_NOT_TOGETHER: "这两个岗位不能由同一个人担任。",
    CLAIM_NOT_LATE: "还没有过领取的最后一天。",
    LAPSED: "已经过了领取的最后一天，这笔奖励按自动放弃处理。",
    LEDGER_UNBALANCED: "账目借贷不平，没有入账。请报告系统管理员。",
    TOTP_WRONG: "动态码不对或已经用过，请等下一个动态码。",

    // tracking code and inbox
    TRACKING_CODE_MISSING: "请输入 24 位查询码。",
    TRACKING_CODE_LENGTH:
      "查询码是 24 位数字，您输入的位数不对。请数一数是不是六组、每组四位。",
    TRACKING_CODE_MISTYPED:
      "查询码输错了：最后两位校验码对不上。请逐组核对，常见的是少一位、多一位或两位颠倒。",
    INBOX_UNKNOWN:
      "这个查询码的格式是对的，但系统里没有对应的举报。请核对每一组数字。查询码丢失后，任何人都无法找回。",
    INBOX_ID_NOT_VALID: "查询码无法识别。",
    TICKET_EXPIRED:
      "这一页已超过 15 分钟没有操作，为了您的安全已经锁上。请重新输入查询码。",
    TICKET_INVALID: "这一页已经失效。请重新输入查询码。",
    MESSAGE_MISSING: "请先写下要说的话。",
    INBOX_CLOSED: "这份举报已经办结归档，不能再发消息。",
    REWARD_NOT_CLAIMABLE: "这笔奖励现在不能申领，请看上面的状态说明。",
    REWARD_LAPSED: "已经过了领取的最后一天，这笔奖励按自动放弃处理。",
    CLAIM_ALREADY_MADE: "这笔奖励已经申领过，不必再填。",
    CLAIM_LAPSED: "已经过了领取的最后一天，这笔奖励按自动放弃处理。",
    PAYEE_NAME_MISSING: "请填写收款人姓名。",
    PAYEE_ID_NUMBER_MISSING: "请填写收款人的居民身份证号码。",
    PAYEE_ID_NUMBER_NOT_VALID:
      "身份证号码不对，请核对 18 位数字；最后一位可以是 X。",
    PAYEE_BANK_MISSING: "请填写开户银行，写到支行。",
    PAYEE_ACCOUNT_MISSING: "请填写银行账号。",
    PAYEE_ACCOUNT_AGAIN_MISSING: "请再填一遍银行账号。",
    PAYEE_ACCOUNT_NOT_VALID: "银行账号应为 8 至 30 位数字，请核对。",
    PAYEE_ACCOUNTS_DIFFER: "两次填写的账号不一样，请对照存折或银行卡重新填写。",
    DECLINE_NOT_CONFIRMED: "放弃以后不能恢复。确定放弃的，请先勾选确认。",
    MESSAGE_ALREADY_READ:
      "这条消息已经交给受理机构，撤不回来了。需要更正的，请再写一条说明。",
    STRIKE_OUT_NOT_CONFIRMED:
      "换了机构就不能换回来。确定要换的，请先勾选确认。",
    STRIKE_OUT_TOO_LATE: "受理机构已经作出受理决定，现在不能再换机构了。",
    NO_OFFICE_ABOVE: "上面已经没有别的机构可以接办，所以不能再换。",
    DECLINE_SIGNATURE_WRONG:
      "放弃奖励的签名不对，没有登记。请重新打开页面再试。",
    SEALED_SIZE_WRONG: "封存的内容长度不对，没有收下。请刷新页面后再试。",

    // a saved draft
    PASSPHRASE_MISSING: "请输入口令。",
    PASSPHRASE_WEAK:
      "这个口令太容易猜。请用至少 12 个字符（纯数字至少 15 位），不要连号、重复，或者按“替我想一个”。",
    PASSPHRASES_DIFFER: "两次输入的口令不一样，请再输一次。",
    DRAFT_MISSING: "请先选择以前存的文件。",
    DRAFT_OTHER_FILE: "这不是本站存的文件，请重新选择。",
    DRAFT_PASSPHRASE_WRONG:
      "用这个口令打不开。请检查大小写和输入法，再试一次；一直打不开的，可能文件已经损坏。",
    DRAFT_DAMAGED: "文件已经损坏或不完整，打不开了。如果另有一份，请试那一份。",
    DRAFT_NEWER:
      "这个文件是本站较新的程序存的，这一页的程序还不认识。请刷新页面后再打开。",

    // staff, keys, money
    ANON_CANNOT_BE_PAID:
      "举报人选择了完全匿名，登记时已告知不能领取奖励，所以“可以确认举报人身份”只能选“否”。",
    SIGN_IN_NEEDED: "请先登录。",
    SIGN_IN_FAILED: "用户名、密码或动态码不对。",
    SIGN_IN_LOCKED: "多次登录失败，请 {minutes} 分钟后再试。",
    SIGNED_OUT: "您已经退出登录。",
    STEP_UP_NEEDED: "这一步需要再次输入动态码。",
    STEP_UP_FAILED: "动态码不对或已经用过，请等下一个动态码。",
    NOT_PERMITTED: "您在这条线索上没有这项权限。",
    SEPARATION_OF_DUTIES:
      "您已经办过这条线索的另一道手续，按岗位分离的要求，这一步要由别人来办。",
    NOT_IN_THIS_STATE: "线索或奖励已经不在可以这样办理的状态。请刷新后查看。",
    FINDINGS_NOT_CONFIRMED: "查实情况还没有经第二人确认，不能办结。",
    CHECK_RECORD_MISSING: "还没有核查记录，不能办结。",
    PART_EXCEEDS_WHOLE: "属于举报事项的金额不能大于查实总额。",
    RESULTS_DIFFER:
      "复核人输入的内容算出的结果与经办人不一致，流程已停下。请两人核对输入。",
    AMOUNT_DIFFERS: "录入的金额与批准的金额不一致，请核对到分。",
    BUDGET_EXCEEDED:
      "{year} 年度奖励资金的可用预算不足，不能批准。请先请财政部门追加预算，再批准一次。",
    GRANT_DIFFERS: "这个一次性编号已用于另一笔预算下达，没有入账。",
    PASSWORD_WRONG: "密码不对。",
    KEYS_LOCKED: "密钥已经锁上，请重新登录。",
    KEY_WORKER_FAULT: "浏览器里的密钥程序出了问题，请刷新页面重新登录。",
    SERVER_KEY_WRONG: "服务器密钥与数据不符，请联系系统管理员。",
    NO_KEY_FOR_LEAD: "您的机构没有这条线索的密钥，打不开。",
    NO_KEY_FOR_CLAIM: "您的机构没有这笔申领的密钥，打不开。",
    NO_CASE_KEY: "这条线索还没有案件密钥，请先接手。",
    SEALED_FOR_OTHER_PURPOSE:
      "打开的内容与它所在的位置不符，可能被人调换，已拒绝显示。请报告系统管理部门。",
    PROGRAM_NOT_LOADED:
      "加密程序没有载入。请检查网络后再试；也可以关闭脚本，改由服务器加密。",
    WRAP_HOLDS_OTHER_KEY:
      "密钥包里装的是另一把密钥，已拒绝。请报告系统管理员。",
    SEAL_NOT_OPENED: "密封的内容打不开：密钥不对，或内容被改动过。",
    SEAL_CONTENT_INVALID: "密封的内容已打开，但格式不对。",
    PADDING_NOT_VALID: "密封内容的填充不对，可能被改动过。",
    ENCODING_NOT_VALID: "数据编码不对。",
    AGE_IDENTITY_NOT_VALID: "密钥格式不对。",
    AGE_RECIPIENT_NOT_VALID: "公钥格式不对。",
    OFFICE_KEY_CHANGED:
      "机构密钥刚被更新过，这次操作没有执行。请载入最新内容，再试一次。",
    RECOVERY_KEY_CHANGED:
      "恢复密钥刚被更换过，这次操作没有执行。请载入最新内容，再试一次。",
    MEMBERS_CHANGED:
      "机构成员或其密钥刚有变动，这次操作没有执行。请载入最新内容，核对名单后再试。",
    NO_KEY_OF_OFFICE:
      "您还没有这把机构密钥，不能这样办理。请让已有密钥的同事先分享给您。",
    KEY_NOT_IN_LOG:
      "对方机构的公钥与日志中的记录不符，已停止。请报告系统管理部门。",
    LEAD_OFFERED:
      "这条线索已提出移交，正在等对方答复。收回移交后才能继续办理。",
    HAND_OVER_OVER: "这次移交已经有了结果，请载入最新内容。",
    HAND_OVER_TARGET: "不能移交给这个机构，请另选一个受理举报的机构。",
    OFFICE_STRUCK_OUT: "举报人不同意由这个机构办理，不能移交给它。",
    NOTHING_TO_RECOVER: "这个机构没有用恢复密钥保存过密钥，无法恢复。",
    THRESHOLD_ABOVE_SHARES: "恢复所需的张数不能多于总张数。",
    SHARE_MISSING: "请输入恢复单上的字符。",
    SHARE_LENGTH: "恢复单应有 {expected} 个字符，您输入了 {found} 个。",
    SHARE_MISTYPED:
      "这张恢复单输错了：第 {row} 行的校验字符对不上，请核对这一行。",
    SHARE_ROWS_MIXED:
      "各行都对，但合不成一张恢复单：可能混入了另一张单上的行。",
    SHARE_OTHER_KEY: "这张恢复单属于另一把恢复密钥，请核对单上的指纹。",
    SHARE_OTHER_SHEET: "这不是第 {index} 张恢复单，请换成对应的那一张。",
    SHARE_TWICE: "同一张恢复单输入了两次，请换一张。",
    SHARES_TOO_FEW: "还需要更多恢复单：共需 {threshold} 张不同的单。",
    CEREMONY_OVER: "这次设立恢复密钥的过程已中断，请从头开始。",
    RULE_SET_INVALID: "奖励规则的数据不完整，不能用于计算。",
    CALENDAR_INVALID: "工作日历的数据不完整，不能计算期限。",
    CLAIM_SIGNATURE_WRONG:
      "申领的签名不对：收款信息可能被改动过。不能付款，请报告系统管理员和审计人员。",
    OUT_OF_RANGE: "提出的金额或比例超出了规则允许的区间。",
    REASON_REQUIRED: "裁量金额必须写明理由。",
    KIND_OFF: "适用的规则没有这一类奖励。",
    SPLIT_SUM: "各人分配数加起来与奖励总额不符。",
    HUMAN_DECISION: "程序不能给出金额，须由人工决定。",
    RATE_UNKNOWN: "适用的规则没有载明比例，须由人工决定。",
  },
  {
    UNEXPECTED:
      "Something went wrong on our side and nothing was done. Please try again later; if what you wrote is still on the page, do not close it yet.",
    NOT_FOUND: "There is no such page here, or you may not see it.",
    METHOD_NOT_ALLOWED:
      "This address does not accept that kind of request. Please go back to the page and try again.",
    BODY_TOO_LARGE:
      "More than {megabytes} MB were sent at once, which we cannot take. Please send less.",
    BODY_TYPE_UNKNOWN:
      "We cannot read what was sent in this form. Please send it again from a page of this site.",
    BODY_INCOMPLETE:
      "The connection broke before everything had arrived. Please send it again.",
    TEXT_NOT_READABLE:
      "Some characters could not be read (shown as �). Please correct them and send again.",
    TEXT_MISSING: "This has not been filled in yet.",
    TEXT_TOO_LONG: "This is too long. Please shorten it to {max} characters.",
    TEXT_HAS_CONTROL_CHARACTERS:
      "There were invisible control characters in the text. We have taken them out; please check the text and send again.",
    JSON_NOT_READABLE: "The data that was sent cannot be read.",
    JSON_VALUE_NOT_ALLOWED:
      "The data that was sent holds something that is not allowed.",
    INPUT_INVALID:
      "What was filled in does not fit. Please check it and try again.",
    FOREIGN_FORM:
      "Another website sent you here with a form of its own. For your safety we stopped. Please open this site yourself and start again.",
    ORIGIN_NOT_OURS:
      "This was not sent from a page of this site and has been refused.",
    BUSY: "Many people are using the portal right now. What you wrote is still on the page; please send it again in a minute or two.",
    WORK_NEEDED:
      "Many people are using this site, and the browser has to do a short computation first. Please reload the page and try again.",
    TURN_WAIT:
      "Many people are using this site, so please queue. Everything you typed is still on this page: wait {seconds} seconds, then press the same button again. Those who came first go first.",
    TURN_WAIT_CODE:
      "Many people are using this site, so please queue: wait {seconds} seconds, then enter your code again. Those who came first go first.",
    STAGING_FULL:
      "Too many files are waiting unsent today, so no more can be taken for now. Please send the report without them and add them later with your code.",
    TOO_MANY_MESSAGES:
      "{most} messages were sent today, the most for one day. Please send the next one tomorrow, or put more into one message.",
    CHANGED_MEANWHILE:
      "Somebody else changed this while you were working on it. Please reload, look at the newest state and try again.",
    NETWORK:
      "The server cannot be reached. Please check your connection and try again.",
    SERVER_FAULT:
      "Something went wrong on the server and nothing was done. Please try again later.",

    ANSWERS_DAMAGED:
      "What you wrote on earlier pages came back damaged and cannot be read. This page is still here; please go on, and you will be asked again for what is missing.",
    PAGE_OUT_OF_DATE:
      "This page is out of date or incomplete. Please check what is below and send it again.",
    CHOICE_MISSING: "Please choose one.",
    CHOICE_UNKNOWN: "That choice is not on the list. Please choose again.",
    PROVINCE_MISSING:
      "Please choose the province where it happened, or the last entry if you cannot say.",
    PLACE_MISSING:
      "Please choose the city or county, or “I only know the province”.",
    PLACE_NOT_IN_PROVINCE:
      "That place is not in the province you chose on the page before. Please choose again.",
    SUBJECT_KIND_MISSING: "Please choose whom you want to report.",
    SUBJECT_NAME_MISSING:
      "Please give the name; if you do not know it in full, write what you call it and where it is.",
    MISCONDUCT_MISSING:
      "Please choose at least one; if none fits, choose “something else”.",
    MISCONDUCT_TOO_MANY:
      "Please choose at most {max}: keep the most important ones.",
    WHAT_MISSING: "Please write down what happened.",
    DATE_INCOMPLETE:
      "A date needs a year and a month, for example 2025 and 3. The day may stay empty.",
    DATE_NOT_VALID: "There is no such day. Please check year, month and day.",
    DATE_IN_FUTURE:
      "That date has not come yet. Please give a date in the past.",
    DATES_REVERSED: "The end is earlier than the beginning. Please check both.",
    DAY_NOT_VALID: "There is no such day. Please check the date.",
    AMOUNT_NOT_A_NUMBER:
      "Please write the amount in yuan, in digits, with at most two decimals, for example 12500 or 12500.50.",
    AMOUNT_TOO_LARGE:
      "That amount is too large. Please check the unit: it is yuan.",
    FEN_NOT_INTEGER: "An amount must be a whole number of fen, not below zero.",
    REPORTER_KIND_MISSING: "Please choose what your position is.",
    REWARD_WANTED_MISSING: "Please choose whether you would like a reward.",
    NAME_KIND_MISSING: "Please choose how you want to report.",
    ANON_CANNOT_CLAIM:
      "Nobody can be paid who is fully anonymous: there would be no way to know that the right person asks for the money. If you would like a reward, choose “anonymous, but I can be recognised later” or “with my real name”. If you do not, go back one page and change that answer.",
    REPORTER_NAME_MISSING: "Please give your name.",
    REPORTER_CONTACT_MISSING: "Please give one way to reach you.",
    SUBMISSION_TOKEN_MISSING:
      "This page was incomplete and nothing was sent. Please press “Send the report” once more.",
    SUBMISSION_TOKEN_INVALID:
      "This page was incomplete and nothing was sent. Please press “Send the report” once more.",
    TIP_ALREADY_RECEIVED: "This report had already been received.",
    NO_OFFICE_FOR_AREA:
      "We could not find the office for this place, and nothing was sent. Please try again later, or change the place to “I cannot say”.",
    NO_OFFICE_TAKES_TIPS:
      "We could not find an office that can take this report, and nothing was sent. Please try again later.",
    OFFICE_KEY_NOT_CURRENT:
      "The office has just changed its key; the report has not been sent. Please press “Send the report” once more to use the new one.",
    OFFICE_KEY_NOT_AS_LISTED:
      "The key of the office is not the one in the public directory. For your safety nothing was sent. Please try later; if it happens again, report by telephone or letter.",
    OFFICE_KEY_MISSING:
      "The key of the receiving office is not ready, and nothing was sent. Please try again later.",

    FILE_TOO_LARGE:
      "A single file may have at most {megabytes} MB. Please make it smaller or split it.",
    FILES_TOO_LARGE: "All files together may have at most {megabytes} MB.",
    FILES_TOO_MANY: "You can hand in at most {max} files.",
    FILE_EMPTY: "The file is empty and was not taken.",
    FILE_NAME_NOT_ALLOWED:
      "There are invisible control characters in the file name. Please rename the file and choose it again.",
    FILE_NAME_TOO_LONG:
      "The file name is too long. Please shorten it and choose the file again.",
    FILE_TYPE_TOO_LONG:
      "The type of the file cannot be read. Please use another format.",
    FILE_NOT_STORED: "The file could not be stored. Please choose it again.",
    FILES_EXPIRED:
      "The files you handed in earlier have been on this page too long; they no longer count and will be deleted. Please choose them again.",
    FILES_MISSING: "Please choose a file first.",
    STAGED_FILE_UNKNOWN:
      "The files you handed in earlier have been deleted. Please choose them again.",
    FILE_TOO_LARGE_TO_OPEN:
      "The file is too large to open in the browser. Please download it.",

    STAGED_FILE_GONE:
      "The files you handed in earlier no longer count and have been deleted. Please choose them again.",
    UPLOAD_NOT_AS_SEALED:
      "One file arrived differently from how it was sealed and was not taken; everything else is still here. Please upload that file again, then send.",
    UPLOAD_STOPPED: "The file did not get through. Please choose “Try again”.",
    FILE_CHANGED:
      "The file on this device was changed, moved or deleted and can no longer be read. Please remove it and choose it again.",
    FILE_REMOVED: "The file was removed.",
    FILE_NOT_DECIDED:
      "Not uploaded yet. Please choose which one to hand in and press “Seal and upload”, or remove it.",
    FILE_STOPPED:
      "Not uploaded completely. Please go on, try again, or remove it.",
    FILES_UNDER_WAY:
      "Files still being uploaded: {count}. Please wait until they are done before sending, or remove them.",
    UPLOAD_GONE:
      "The upload was interrupted and has been deleted. Please upload the file again.",
    UPLOAD_NOT_COMPLETE:
      "A file is still being uploaded. Please wait until it is done, or remove it.",
    UPLOAD_LENGTH_WRONG:
      "The upload went wrong and the file was not taken. Please remove it and choose it again.",
    UPLOAD_OFFSET_WRONG: "The upload went wrong. Please choose “Try again”.",
    UPLOAD_REQUEST_WRONG:
      "The upload went wrong and the file was not taken. Please remove it and choose it again.",
    TOO_MANY_FILES: "You can hand in at most {most} files.",
    AREA_UNKNOWN:
      "The code of the place is not right. Please choose the city or county again.",
    OFFICE_MISSING:
      "We could not find an office that can take this report, and nothing was sent. Please try again later.",
    ALREADY_CLAIMED:
      "This reward has already been claimed. There is nothing more to fill in.",
    CLAIM_TOO_LATE:
      "The last day to claim has passed; the reward counts as given up.",
    PAYEE_COOLING_OFF:
      "The payee was changed recently; payment has to wait until the cooling-off time is over.",
    FINDING_OPEN:
      "Findings are already waiting to be confirmed. Please confirm them or send them back first.",
    FINDING_UNKNOWN:
      "These findings cannot be found. Please reload and try again.",
    BASE_DIFFERS:
      "The base of the reward is not the amount that belongs to the report.",
    OWNER_NOT_ELIGIBLE:
      "This person cannot own the lead. Please choose somebody else.",
    CODE_UNKNOWN: "That code is not on the list. Please choose again.",
    REWARD_STATE:
      "The reward is no longer in a state that allows this. Please reload and look again.",
    RULE_SET_DIFFERS:
      "The two computations used different rules. The chain has stopped.",
    RULE_SET_MISSING:
      "No reward rule applies to this place; a person has to decide.",
    ROLES_NOT_TOGETHER: "One person cannot hold these two posts.",
    CLAIM_NOT_LATE: "The last day to claim has not passed yet.",
    LAPSED: "The last day to claim has passed; the reward counts as given up.",
    LEDGER_UNBALANCED:
      "Debit and credit do not balance; nothing was booked. Please tell the administrator.",
    TOTP_WRONG:
      "The code is wrong or was used before. Please wait for the next one.",
    TRACKING_CODE_MISSING: "Please type in the 24-digit tracking code.",
    TRACKING_CODE_LENGTH:
      "A tracking code has 24 digits; yours has a different number. Please count: six groups of four.",
    TRACKING_CODE_MISTYPED:
      "The code is mistyped: its check digits do not fit. Please compare it group by group; usually a digit is missing, doubled or swapped.",
    INBOX_UNKNOWN:
      "The code is well formed, but no report lies under it. Please compare every group. A lost code cannot be restored by anybody.",
    INBOX_ID_NOT_VALID: "The code cannot be read.",
    TICKET_EXPIRED:
      "Nothing was done on this page for more than 15 minutes, so it was locked for your safety. Please type in your code again.",
    TICKET_INVALID:
      "This page is no longer good. Please type in your code again.",
    MESSAGE_MISSING: "Please write your message first.",
    INBOX_CLOSED:
      "This report is closed and filed away; no more messages can be sent.",
    REWARD_NOT_CLAIMABLE:
      "This reward cannot be claimed now. Please see its state above.",
    REWARD_LAPSED:
      "The last day to claim has passed; the reward counts as given up.",
    CLAIM_ALREADY_MADE:
      "This reward has already been claimed. There is nothing more to fill in.",
    CLAIM_LAPSED:
      "The last day to claim has passed; the reward counts as given up.",
    PAYEE_NAME_MISSING: "Please give the name of the account holder.",
    PAYEE_ID_NUMBER_MISSING:
      "Please give the resident identity card number of the account holder.",
    PAYEE_ID_NUMBER_NOT_VALID:
      "The identity card number is not right. Please check all 18 digits; the last may be X.",
    PAYEE_BANK_MISSING: "Please give the bank and branch.",
    PAYEE_ACCOUNT_MISSING: "Please give the account number.",
    PAYEE_ACCOUNT_AGAIN_MISSING: "Please copy the account number once more.",
    PAYEE_ACCOUNT_NOT_VALID:
      "An account number has 8 to 30 digits. Please check it.",
    PAYEE_ACCOUNTS_DIFFER:
      "The two account numbers are not the same. Please copy them again from your card or bank book.",
    DECLINE_NOT_CONFIRMED:
      "Giving up the reward cannot be undone. If you are sure, tick the box first.",
    MESSAGE_ALREADY_READ:
      "This message has already been handed to the office and cannot be taken back. If something in it is wrong, please send another one.",
    STRIKE_OUT_NOT_CONFIRMED:
      "This cannot be undone. If you are sure, please tick the box first.",
    STRIKE_OUT_TOO_LATE:
      "The office has already decided whether to accept the report; the office can no longer be changed.",
    NO_OFFICE_ABOVE:
      "There is no other office above that could take the report, so it cannot be moved.",
    DECLINE_SIGNATURE_WRONG:
      "The signature does not fit, so nothing was recorded. Please open the page again and retry.",
    SEALED_SIZE_WRONG:
      "What was sealed has a wrong length and was not taken. Please reload the page and try again.",

    PASSPHRASE_MISSING: "Please type a passphrase.",
    PASSPHRASE_WEAK:
      "This passphrase is too easy to guess. Use at least 12 characters (15 if they are all digits), no runs and no repeats, or press “Make one for me”.",
    PASSPHRASES_DIFFER:
      "The two passphrases are not the same. Please type them again.",
    DRAFT_MISSING: "Please choose the file you saved before.",
    DRAFT_OTHER_FILE:
      "This is not a file that was saved here. Please choose another one.",
    DRAFT_PASSPHRASE_WRONG:
      "This passphrase does not open it. Check capitals and keyboard and try again; if it never opens, the file may be damaged.",
    DRAFT_DAMAGED:
      "The file is damaged or not complete and cannot be opened. If you have another copy, try that one.",
    DRAFT_NEWER:
      "The file was saved by a newer program of this site, which this page does not know yet. Reload the page and open it again.",

    ANON_CANNOT_BE_PAID:
      "The tipster chose to stay wholly anonymous and was told that no reward can be paid; “can be recognised” must therefore be no.",
    SIGN_IN_NEEDED: "Please sign in first.",
    SIGN_IN_FAILED: "User name, password or code is wrong.",
    SIGN_IN_LOCKED:
      "Too many failed attempts. Please try again in {minutes} minutes.",
    SIGNED_OUT: "You have signed out.",
    STEP_UP_NEEDED: "This step needs a fresh second-factor code.",
    STEP_UP_FAILED:
      "The code is wrong or was used before. Please wait for the next one.",
    NOT_PERMITTED: "You do not have this right on this lead.",
    SEPARATION_OF_DUTIES:
      "You have already done another duty on this lead. Duties are kept apart, so somebody else has to do this step.",
    NOT_IN_THIS_STATE:
      "The lead or reward is no longer in a state that allows this. Please reload and look again.",
    FINDINGS_NOT_CONFIRMED:
      "The findings have not been confirmed by a second person, so the lead cannot be closed.",
    CHECK_RECORD_MISSING:
      "There is no check record yet, so the lead cannot be closed.",
    PART_EXCEEDS_WHOLE:
      "The part that belongs to the report cannot be larger than the whole verified amount.",
    RESULTS_DIFFER:
      "The checker’s inputs lead to another result than the maker’s. The chain has stopped; please compare the inputs.",
    AMOUNT_DIFFERS:
      "The amount entered is not the amount approved. Please check it to the fen.",
    BUDGET_EXCEEDED:
      "The reward budget of {year} has not enough left for this reward, so it was not approved. Have the budget raised first, then approve again.",
    GRANT_DIFFERS:
      "This once key was used for another grant; nothing was booked.",
    PASSWORD_WRONG: "The password is wrong.",
    KEYS_LOCKED: "Your keys are locked. Please sign in again.",
    KEY_WORKER_FAULT:
      "The key program in your browser failed. Please reload and sign in again.",
    SERVER_KEY_WRONG:
      "The server’s key does not fit the data. Please contact the administrator.",
    NO_KEY_FOR_LEAD:
      "Your office holds no key for this lead and cannot open it.",
    NO_KEY_FOR_CLAIM:
      "Your office holds no key for this claim and cannot open it.",
    NO_CASE_KEY: "This lead has no case key yet. Please take it up first.",
    SEALED_FOR_OTHER_PURPOSE:
      "What was opened does not belong where it stands and may have been exchanged, so it is not shown. Report this to those who run the system.",
    PROGRAM_NOT_LOADED:
      "The sealing program did not load. Check the connection and try again, or switch scripts off and let the server seal.",
    WRAP_HOLDS_OTHER_KEY:
      "The wrap holds another key and was refused. Please tell the administrator.",
    SEAL_NOT_OPENED:
      "The sealed content cannot be opened: the key is wrong, or the content was changed.",
    SEAL_CONTENT_INVALID:
      "The sealed content was opened but is not in the right form.",
    PADDING_NOT_VALID:
      "The padding of the sealed content is wrong; it may have been changed.",
    ENCODING_NOT_VALID: "The data is not encoded correctly.",
    AGE_IDENTITY_NOT_VALID: "The key is not in the right form.",
    AGE_RECIPIENT_NOT_VALID: "The public key is not in the right form.",
    OFFICE_KEY_CHANGED:
      "The office key has just been renewed and nothing was done. Load the latest state and try again.",
    RECOVERY_KEY_CHANGED:
      "The recovery key has just been replaced and nothing was done. Load the latest state and try again.",
    MEMBERS_CHANGED:
      "The members of the office or their keys have just changed and nothing was done. Load the latest state, look at the names and try again.",
    NO_KEY_OF_OFFICE:
      "You do not hold this key of the office. Ask a colleague who does to share it with you first.",
    KEY_NOT_IN_LOG:
      "The public key of the other office is not the one in the log. We stopped; please report it.",
    LEAD_OFFERED:
      "This lead has been offered to another office, which has not answered yet. Take the offer back to go on with it.",
    HAND_OVER_OVER:
      "This hand-over has been answered already. Load the latest state.",
    HAND_OVER_TARGET:
      "The lead cannot be handed to this office. Choose an office that takes reports.",
    OFFICE_STRUCK_OUT:
      "The tipster does not agree to this office, so the lead cannot go there.",
    NOTHING_TO_RECOVER:
      "No key of this office was sealed to that recovery key, so nothing can be recovered.",
    THRESHOLD_ABOVE_SHARES:
      "The number of sheets needed cannot be higher than the number of sheets.",
    SHARE_MISSING: "Type the characters of the sheet.",
    SHARE_LENGTH: "A sheet has {expected} characters; you typed {found}.",
    SHARE_MISTYPED:
      "This sheet is mistyped: the check characters of row {row} do not fit. Look at that row again.",
    SHARE_ROWS_MIXED:
      "Each row is right, but together they are no sheet: a row may be from another one.",
    SHARE_OTHER_KEY:
      "This sheet belongs to another recovery key. Compare the digits printed on it.",
    SHARE_OTHER_SHEET: "This is not sheet {index}. Take the right one.",
    SHARE_TWICE: "The same sheet was typed twice. Take another one.",
    SHARES_TOO_FEW: "More sheets are needed: {threshold} different ones.",
    CEREMONY_OVER:
      "Making the recovery key was interrupted. Start again from the beginning.",
    RULE_SET_INVALID:
      "The data of the reward rule is incomplete and cannot be used.",
    CALENDAR_INVALID:
      "The calendar of working days is incomplete; no due day can be computed.",
    CLAIM_SIGNATURE_WRONG:
      "The signature of the claim is wrong: the payee may have been changed. It must not be paid. Please tell the administrator and the auditor.",
    OUT_OF_RANGE: "The proposed sum or rate lies outside what the rule allows.",
    REASON_REQUIRED: "A discretionary sum needs a written reason.",
    KIND_OFF: "The rule in force has no reward of this kind.",
    SPLIT_SUM: "The parts do not add up to the whole reward.",
    HUMAN_DECISION: "The program gives no figure; a person has to decide.",
    RATE_UNKNOWN: "The rule in force names no rate; a person has to decide.",
  },
);

/**
 * The sentence of a refusal. A code without a sentence reads as an accident of ours: better vague than a code on a
 * tipster's screen; test/architecture and `errors.test.ts` look for such codes.
 */
export function errorSentence(
  language: Language,
  code: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const words: Readonly<Record<string, string>> = errorWords[language];
  return fill(
    (Object.hasOwn(words, code) && words[code]) || words.UNEXPECTED!,
    values,
  );
}
