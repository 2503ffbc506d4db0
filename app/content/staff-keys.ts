import { defineWords } from "./words";

/** The page of office keys, hand-overs and recovery. */
export const keyWords = defineWords(
  {
    title: "密钥",
    lead: "每个机构有一把密钥，举报内容只能用它打开。密钥只在成员的浏览器里生成和使用，服务器和系统管理员都拿不到。",
    noOffice: "您不是持有密钥的机构成员。",
    serial: "{year} 年第 {serial} 把",
    current: "现用",
    earlier: "停用，仅供查阅旧件",
    noKeyTitle: "本机构还没有密钥",
    noKeyText:
      "没有密钥，就不能接收举报。由一名成员在本机生成，并分给下列已登记的成员。",
    makeFirst: "生成机构密钥",
    firstDone: "机构密钥已生成。",

    keysTitle: "密钥",
    key: "密钥",
    madeAt: "生成时间",
    holders: "持有人数",
    mine: "您持有",
    mineYes: "是",
    mineNo: "否",
    uses: "仍需它打开",
    usesLeads: "在办线索 {count} 条",
    usesClaims: "未付申领 {count} 笔",
    usesNone: "无在办事项",
    backedUp: "恢复密钥",
    backedUpYes: "已保存",
    backedUpNo: "未保存",
    digits: "指纹",

    membersTitle: "成员",
    member: "成员",
    roles: "岗位",
    state: "密钥",
    holdsAll: "齐全",
    lacks: "缺 {count} 把",
    you: "（您）",
    unenrolled: "另有 {count} 人尚未登记自己的密钥，登记后才能分享。",
    ownDigits: "您自己的指纹（由本机密钥算出）：",
    ownDigitsDiffer:
      "服务器上登记的您的公钥与本机密钥不一致。请勿让同事向您分享密钥，并立即报告。",
    spoilt:
      "分给您的机构密钥中有 {count} 把打不开，可能已损坏。放弃后，您不再算作持有人，请同事重新分享。此事记入日志。",
    spoiltDrop: "放弃打不开的密钥",
    spoiltDone: "已放弃。请让持有密钥的同事重新分享给您。",
    share: "分享密钥",
    shareTitle: "分享密钥给{name}",
    shareText:
      "分享后，{name}可以打开本机构在办的线索。请当面或打电话请对方读出“密钥”页上自己的指纹，与下面的数字逐组核对。",
    shareCompared: "已与{name}本人核对，数字完全一致",
    shareSubmit: "分享",
    shareDone: "已分享给{name}。",
    shareNeedsKey: "您没有这些密钥，请由持有密钥的同事分享。",
    youLack:
      "您还缺本机构的密钥。请让一位持有密钥的同事在此页面分享给您，并向对方读出您的指纹。",

    renewTitle: "更新密钥",
    renewMemberLeft:
      "有成员离开或停用了密钥，但现用密钥还是离开前的那一把。请尽快更新。",
    renewYear: "现用密钥是去年的。请每年更新一次。",
    renewText:
      "生成一把新密钥，分给下列持有人，再把在办线索逐条换到新密钥下。旧密钥只用来查阅已办结的线索。",
    renewCompared: "名单上的人我都认识，都应当持有本机构的密钥",
    renew: "更新密钥",
    renewSubmit: "生成新密钥",
    renewDone: "新密钥已启用。",
    withRecovery: "同时保存到恢复密钥，指纹 {digits}",
    withRecoveryFirst:
      "同时保存到恢复密钥。请先与保管人手中的恢复单核对指纹：{digits}",
    cancel: "取消",

    rewrapTitle: "在办线索换用新密钥",
    rewrapText:
      "还有 {count} 条在办线索（或其案件密钥、姓名密钥）封装在旧密钥下。",
    rewrapStart: "开始换用",
    rewrapRunning: "正在换用：{done} / {total}",
    rewrapDone: "已完成，全部在办线索都在新密钥下。",
    rewrapFailed:
      "有 {count} 条用您手中的密钥打不开，保持原样。请由持有更早密钥的同事再做一次。",
    rewrapStopped: "已中断，已完成的部分不受影响，可以接着做。",
    rewrapContinue: "接着做",
    rewrapNeedsKey: "请由持有现用密钥的成员来做。",

    offeredTitle: "其他机构移交给本机构的线索",
    offeredNone: "没有等待答复的移交。",
    offeredNumber: "线索",
    offeredFrom: "移交机构",
    offeredTo: "接收机构",
    offeredReceived: "收到举报",
    offeredLimit: "期限",
    offeredAt: "提出时间",
    accept: "接收",
    acceptTitle: "接收线索 {number}",
    acceptText:
      "本机先试开全部密钥，能打开才会接收。接收后由本机构负责，办理期限不变，举报人会看到移交。",
    acceptDone: "已接收线索 {number}，请到“线索”中办理。",
    decline: "不接收",
    declineTitle: "不接收线索 {number}",
    declineReason: "理由",
    declineDone: "已退回移交机构。",
    queueNotice: "有 {count} 条线索等待本机构确认接收。",
    queueNoticeLink: "去查看",

    recoveryTitle: "恢复密钥",
    recoveryNone:
      "还没有设立恢复密钥。如果一个机构的成员全部丢失密钥，它的举报将永远打不开。请由几位保管人共同设立：恢复密钥拆成几张纸，凑够张数才能使用。",
    recoveryState: "需 {shares} 张中的任意 {threshold} 张，设立于 {at}",
    recoveryDigits: "指纹",
    recoveryMissing:
      "本机构有 {count} 把密钥没有保存到恢复密钥。一旦成员全部丢失密钥，就无法恢复。",
    onOldSheets: "旧恢复单仍能打开",
    oldSheets:
      "其中 {count} 把密钥，旧的恢复单仍能打开。保存到现在的恢复密钥后，旧单即对它失效；已无人持有的密钥，须先恢复再保存。",
    backUp: "保存到恢复密钥",
    backUpTitle: "保存到恢复密钥",
    backUpText:
      "保存后，凑够 {threshold} 张恢复单的人可以恢复本机构的密钥。请先与一位保管人手中的恢复单核对指纹。",
    backUpCompared: "已与恢复单核对，数字完全一致",
    backUpSubmit: "保存",
    backUpDone: "已保存 {count} 把密钥。",

    ceremony: "设立恢复密钥",
    ceremonyAgain: "更换恢复密钥",
    ceremonyText:
      "请所有保管人到场，使用一台可信的电脑和一台直接连接的打印机。每人拿走一张恢复单，封好，分开存放。",
    ceremonyReplaces:
      "更换后，旧的恢复单对新密钥无效；各机构须重新保存自己的密钥。",
    ceremonyShares: "总张数",
    ceremonyThreshold: "恢复所需张数",
    ceremonyStart: "生成恢复单",
    ceremonyPrint: "打印 {shares} 张恢复单",
    ceremonyPrintText:
      "恢复单只在打印时出现，屏幕上不显示。打印后，请每位保管人照着纸上的字符输入一遍；全部核对无误，恢复密钥才会启用。",
    ceremonySheet: "第 {index} 张",
    ceremonyCheck: "核对",
    ceremonyChecked: "第 {index} 张已核对",
    ceremonyPublish: "启用恢复密钥",
    ceremonyDone: "恢复密钥已启用。请各机构在本页保存自己的密钥。",
    ceremonyCancel: "放弃，不启用",
    sheetTitle: "言路 恢复密钥",
    sheetNumber: "第 {index} 张，共 {shares} 张；任意 {threshold} 张可恢复",
    sheetDay: "日期",
    sheetDigits: "指纹",
    sheetRow: "第 {row} 行",

    recover: "恢复机构密钥",
    recoverText:
      "保管人到场，输入恢复单上的字符。密钥在本机拼合，只分给选中的成员，服务器看不到任何一张恢复单。每次恢复都记入日志。",
    recoverWhich: "要恢复的机构",
    recoverOption: "{office}（指纹 {digits}）",
    recoverSheet: "第 {number} 份恢复单",
    recoverSheetHint: "输入或粘贴全部字符，空格和大小写不限。",
    recoverMembers: "恢复给",
    recoverNoMembers: "这个机构没有已登记的成员，无法恢复。",
    recoverCompared: "已与选中的成员本人核对指纹",
    recoverSubmit: "恢复",
    recoverDone: "已恢复，共分出 {count} 份密钥。",
  },
  {
    title: "Keys",
    lead: "Each office has a key, and reports open with it alone. Keys are made and used in members' browsers only; neither the server nor an administrator ever gets one.",
    noOffice: "You are not a member of an office that holds keys.",
    serial: "{year}, no. {serial}",
    current: "in use",
    earlier: "replaced; opens older leads",
    noKeyTitle: "This office has no key yet",
    noKeyText:
      "Without a key it cannot receive reports. A member makes it on this computer and gives it to the enrolled members below.",
    makeFirst: "Make the office key",
    firstDone: "The office key has been made.",

    keysTitle: "Keys",
    key: "Key",
    madeAt: "Made",
    holders: "Holders",
    mine: "You hold it",
    mineYes: "yes",
    mineNo: "no",
    uses: "Still needed for",
    usesLeads: "{count} open leads",
    usesClaims: "{count} unpaid claims",
    usesNone: "nothing open",
    backedUp: "Recovery key",
    backedUpYes: "saved",
    backedUpNo: "not saved",
    digits: "Digits",

    membersTitle: "Members",
    member: "Member",
    roles: "Roles",
    state: "Keys",
    holdsAll: "complete",
    lacks: "{count} missing",
    you: " (you)",
    unenrolled:
      "{count} more have not enrolled their own key yet; keys can be shared with them after that.",
    ownDigits: "Your own digits, from the key on this computer:",
    ownDigitsDiffer:
      "The public key registered for you is not the one of the key on this computer. Let nobody share keys with you and report this at once.",
    spoilt:
      "{count} of the office keys shared with you do not open; they may be damaged. If you give them up you no longer count as holder, and a colleague can share them again. The log keeps this.",
    spoiltDrop: "Give up keys that do not open",
    spoiltDone: "Done. Ask a colleague who holds the keys to share them again.",
    share: "Share keys",
    shareTitle: "Share keys with {name}",
    shareText:
      "{name} will be able to open the open leads of this office. Meet or telephone them, let them read out the digits on their own Keys page, and compare them with these, group by group.",
    shareCompared: "I compared them with {name} in person; they are the same",
    shareSubmit: "Share",
    shareDone: "Shared with {name}.",
    shareNeedsKey:
      "You do not hold these keys yourself; a colleague who does can share them.",
    youLack:
      "You lack keys of this office. Ask a colleague who holds them to share them with you on this page, and read out your digits to them.",

    renewTitle: "Renew the key",
    renewMemberLeft:
      "Somebody left or lost their keys, and the key in use is still the one they knew. Renew it soon.",
    renewYear: "The key in use is last year's. Renew it once a year.",
    renewText:
      "Makes a new key, gives it to the holders below and moves every open lead to it. The old key only opens closed leads from then on.",
    renewCompared:
      "I know everybody on this list; they should hold the key of this office",
    renew: "Renew the key",
    renewSubmit: "Make the new key",
    renewDone: "The new key is in use.",
    withRecovery: "Save it to the recovery key too, digits {digits}",
    withRecoveryFirst:
      "Save it to the recovery key too. Compare its digits with a custodian's sheet first: {digits}",
    cancel: "Cancel",

    rewrapTitle: "Moving open leads to the new key",
    rewrapText:
      "{count} open leads, or their case or name keys, are still sealed to an earlier key.",
    rewrapStart: "Move them",
    rewrapRunning: "Moving: {done} of {total}",
    rewrapDone: "Done. Every open lead is under the new key.",
    rewrapFailed:
      "{count} could not be opened with the keys you hold and stay as they are. A colleague who holds the earlier key can do them.",
    rewrapStopped: "Interrupted. What was done stays done; you can go on.",
    rewrapContinue: "Go on",
    rewrapNeedsKey: "A member who holds the key in use can do this.",

    offeredTitle: "Leads that other offices offer",
    offeredNone: "No offer waits for an answer.",
    offeredNumber: "Lead",
    offeredFrom: "From",
    offeredTo: "To",
    offeredReceived: "Report received",
    offeredLimit: "Time limit",
    offeredAt: "Offered",
    accept: "Take it",
    acceptTitle: "Take lead {number}",
    acceptText:
      "This computer first tries every key; only if all of them open is the lead taken. Your office is in charge from then on, the time limits stay, and the tipster sees the hand-over.",
    acceptDone: "Lead {number} is yours now; find it under Leads.",
    decline: "Refuse",
    declineTitle: "Refuse lead {number}",
    declineReason: "Reason",
    declineDone: "It stays with the other office.",
    queueNotice: "{count} leads wait for your office to take them.",
    queueNoticeLink: "Look at them",

    recoveryTitle: "Recovery key",
    recoveryNone:
      "There is no recovery key yet. If all members of an office lose their keys, its reports can never be opened again. Let several custodians make one together: it is split over sheets of paper, and only enough of them give it back.",
    recoveryState: "any {threshold} of {shares} sheets, made {at}",
    recoveryDigits: "Digits",
    recoveryMissing:
      "{count} keys of this office are not saved to the recovery key. If all members lose them, they are lost.",
    onOldSheets: "Earlier sheets still open it",
    oldSheets:
      "The sheets of an earlier recovery key still open {count} of these keys. Sealing a key to the present recovery key ends that; a key that nobody holds any more can only be recovered first.",
    backUp: "Save to the recovery key",
    backUpTitle: "Save to the recovery key",
    backUpText:
      "Whoever brings {threshold} sheets together can then recover the keys of this office. Compare the digits with a custodian's sheet first.",
    backUpCompared: "I compared them with a sheet; they are the same",
    backUpSubmit: "Save",
    backUpDone: "{count} keys saved.",

    ceremony: "Make a recovery key",
    ceremonyAgain: "Replace the recovery key",
    ceremonyText:
      "Have all custodians in the room, a computer you trust and a printer connected by cable. Each takes one sheet, seals it and keeps it in a place of its own.",
    ceremonyReplaces:
      "The sheets of the old one do not open the new one; each office has to save its keys again.",
    ceremonyShares: "Sheets in all",
    ceremonyThreshold: "Sheets needed",
    ceremonyStart: "Make the sheets",
    ceremonyPrint: "Print {shares} sheets",
    ceremonyPrintText:
      "The sheets appear on paper only, not on the screen. Then each custodian types what stands on theirs; once all are right, the recovery key can be put into use.",
    ceremonySheet: "Sheet {index}",
    ceremonyCheck: "Check",
    ceremonyChecked: "Sheet {index} is right",
    ceremonyPublish: "Put it into use",
    ceremonyDone:
      "The recovery key is in use. Each office can now save its keys on this page.",
    ceremonyCancel: "Throw it away",
    sheetTitle: "Yanlu recovery key",
    sheetNumber: "Sheet {index} of {shares}; any {threshold} recover",
    sheetDay: "Day",
    sheetDigits: "Digits",
    sheetRow: "Row {row}",

    recover: "Recover office keys",
    recoverText:
      "With the custodians in the room, type what stands on their sheets. The key is put together on this computer and given to the chosen members alone; the server sees no sheet. Each recovery is in the log.",
    recoverWhich: "Office",
    recoverOption: "{office} (digits {digits})",
    recoverSheet: "Sheet {number}",
    recoverSheetHint:
      "Type or paste all characters; spaces and capitals do not matter.",
    recoverMembers: "Recover for",
    recoverNoMembers: "No member of this office is enrolled.",
    recoverCompared: "I compared the digits with the chosen members in person",
    recoverSubmit: "Recover",
    recoverDone: "Recovered: {count} keys given out.",
  },
);
