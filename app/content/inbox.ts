import { defineWords } from "./words";

export const inboxWords = defineWords(
  {
    entry: {
      title: "凭查询码查看进展",
      lead: "输入举报时拿到的 24 位查询码，看进展、收回复、补充材料、领取奖励。",
      label: "查询码",
      hint: "六组，每组四位数字。空格、短横线、全角数字都可以。",
      open: "打开",
      wait: "核对需要几秒钟，请等一下。",
      notesTitle: "要知道的几件事",
      /** the first line, by who opens the inbox */
      codeNote: {
        SERVER:
          "查询码不会出现在网址里，也不会被保存。它发给服务器，在内存里用完就丢掉。",
        BROWSER:
          "查询码只在这个浏览器里使用，不会发给服务器，也不会被保存。内容也在这里打开，服务器看不到。",
      },
      notes: [
        "您什么时候来看过，我们不记录，工作人员也看不到。",
        "打开以后 15 分钟没有操作，要再输一次查询码才能继续，没有发送的文字会留着。离开前请点“锁上并离开”。",
        "查询码丢失后，任何人都无法找回。可以重新举报，并说明以前报过。",
      ],
      kept: "您刚才写的话还在下面，重新输入查询码后就能发出。",
    },
    title: "举报进展",
    received: "收到日期",
    sealedBy: {
      SERVER: "由服务器在内存里封存",
      BROWSER: "在您的浏览器里封存",
    },
    release: "程序版本 {release}",
    close: "锁上并离开",
    closed: "页面已经锁上。再看时请重新输入查询码。",
    idle: "页面 15 分钟没有操作，为了您的安全已经锁上，打开的内容已从页面上清除。再看时请重新输入查询码。",
    refresh: "看有没有新消息",
    refreshed: "已经是最新的了。",
    busy: {
      OPENING: "正在核对查询码，需要几秒钟……",
      READING: "正在读取……",
      SENDING: "正在加密并发送……",
      FILES: "正在加密并上传文件，请不要关闭页面……",
      SAVING: "正在取回并打开文件……",
    },
    clockTitle: "现在的期限",
    clocks: {
      ACCEPT: "决定是否受理，最迟",
      FINISH: "查办完毕，最迟",
      REWARD: "确定奖励并通知您，最迟",
      CLAIM: "您申领奖励的最后一天",
      PAY: "付款，最迟",
    },
    late: "已逾期",
    lateNote: "承办机构没有按期办完，这里如实标出。",
    timelineTitle: "办理过程",
    timeline: {
      RECEIVED: "举报已登记，交给受理机构。",
      OPENED: "受理机构的工作人员打开了举报，开始审查。",
      ACCEPTED: "已受理，进入核查。",
      REFUSED: "决定不予受理：{reason}。",
      TRANSFERRED:
        "不属于本机构职责，应由{target}受理，请向其反映。本站没有把您的举报转给对方。",
      BEING_CHECKED: "核查人员正在调查。",
      MESSAGE: "受理机构给您发来一条消息，请看“消息”一栏。",
      FILE: "受理机构给您发来文件，请看“文件”一栏。",
      HANDED_OVER:
        "举报由{from}移交{to}继续办理，办理期限不变。{from}已不能再打开您的举报。",
      STRUCK_OUT: "按您的要求，{from}已不能再打开您的举报，改由{to}办理。",
      IDENTITY_OPENED:
        "工作人员打开了您的姓名和联系方式，理由：{identityReason}。",
      DECIDED: "查实情况已由第二人复核确认。",
      CLOSED: "已办结：{outcomeClass}。",
      REWARD_PREPARING: "正在核定奖励。",
      REWARD_READY: "奖励已经批准，可以申领。请看“奖励”一栏。",
      REWARD_NONE: "没有奖励：{code}。",
      CLAIMED: "您已提交收款信息，财务正在办理付款。",
      PAID: "奖励已付清。",
      DECLINED: "您放弃了这笔奖励。",
      LAPSED: "到期没有申领，奖励按自动放弃处理。",
    },
    unknownEntry: "有一条新的办理记录。",
    outcomeClasses: {
      SUBSTANTIATED: "举报属实，已依法处理",
      NOT_SUBSTANTIATED: "经查，举报的事项没有得到证实",
      NOT_FILED: "经核查，没有立案",
    },
    targets: {
      POLICE: "公安机关",
      DISCIPLINE: "纪检监察机关",
      HEALTH: "卫生健康部门",
      MARKET: "市场监督管理部门",
      OTHER: "有权处理的部门",
    },
    messagesTitle: "消息",
    noMessages: "还没有消息。",
    messageNotOpened:
      "这条消息打不开：内容已损坏，或不是按规定格式封存的。您可以写消息请受理机构重发。",
    sides: { TIPSTER: "您", STAFF: "受理机构" },
    write: {
      label: "给受理机构写消息",
      hint: "最多 5,000 字。不要写能认出您的内容。",
      send: "发送消息",
      sent: "消息已经封存并发出。",
    },
    takeBack: {
      title: "撤回这条消息",
      lead: "受理机构还没有拿到它。撤回就是删除，不能恢复；记录里只留下它曾经存在和已经撤回。",
      confirm: "确定撤回",
      done: "消息已经撤回并删除。",
      tooLate: "已交给受理机构，不能撤回",
    },
    filesTitle: "文件",
    noFiles: "没有文件。",
    nameUnknown: "（文件名暂时读不出）",
    nameNotRead: "（名称还没有读取）",
    moreNames: "读取较早文件的名称",
    save: "保存到本机",
    saveNote:
      "受理机构发来的文件请先想好再保存：保存后它会留在这台设备上，不受本站保护。不要打开您不认识的文件。",
    saved: "文件已交给浏览器保存。看完请记得删除。",
    addFiles: {
      label: "补充文件",
      hint: "一次最多 50 个，每个不超过 100 MB，合计不超过 400 MB。文件一到就加密封存，您交的文件之后只在这里列出名称，不能下载。",
      browserHint:
        "一次最多 50 个，每个不超过 1 GB。文件先在您的浏览器里加密封存，再上传；照片里的地点、设备等信息会先清除。您交的文件之后只在这里列出名称，不能下载。",
      send: "上传所选文件",
      added: "已封存并交给受理机构 {count} 个文件。",
      alreadyThere: "这些文件刚才已从同一页面交过，没有重复登记：{names}",
    },
    access: {
      title: "谁能看到您的举报",
      lead: "只有下面的机构拿着能打开它的密钥。每次打开都有记录。",
      nobody: "现在没有任何机构能打开它。",
      since: "从 {day} 起",
      noIdentity: "您没有留下姓名，没有任何人能看到您是谁。",
      identity: "您留下的姓名和联系方式另外封存，打开时必须写明理由。",
      openings: "您的姓名被打开的记录",
      opened: "{day}，理由：{reason}",
      neverOpened: "到现在为止，还没有人打开过您的姓名。",
      struckOut: "您已经排除的机构",
    },
    strikeOut: {
      title: "不想让“{office}”办理",
      lead: "您可以排除这个机构，例如它与被举报人有关系。您的举报会马上交给上一级的“{to}”。",
      points: [
        "被排除的机构从此打不开您的举报，也看不到它；它写下的办案记录会作废。它已经看过的内容，没有办法让它忘掉。",
        "以后也不会再把举报交回给它。",
        "决定是否受理的最后一天不变。",
        "只有在作出受理决定以前才可以排除，排除以后不能恢复。",
      ],
      confirm: "我确定排除“{office}”",
      send: "排除这个机构",
      done: "已经排除。现在只有新的机构能打开您的举报。",
      TOO_LATE: "受理机构已经作出决定，现在不能再排除机构了。",
      NO_OFFICE_ABOVE: "上面没有别的机构可以接办，所以不能排除现在的机构。",
    },
    rewardTitle: "奖励",
    reward: {
      PREPARING:
        "正在核定：先由一人核对，再由另一人独立复算，最后由负责人批准。批准后这里会显示金额和算法。",
      READY: "奖励已经批准。",
      NONE: "这份举报没有奖励。",
      CLAIMED: "收款信息已封存，只有财务能打开。付款完成后这里会写明。",
      PAID: "奖励已付清。",
      DECLINED: "您放弃了这笔奖励，手续已经结束。",
      LAPSED: "最后一天已过，没有申领，奖励按自动放弃处理。",
    },
    reason: "理由：{reason}。",
    amount: "{yuan} 元",
    claimBefore: "请在 {day} 以前（含当天）申领。逾期视为放弃。",
    worksheetTitle: "这笔钱是怎么算出来的",
    claim: {
      title: "申领奖励",
      lead: {
        SERVER:
          "填写收款账户。这些内容在服务器内存里加密，只有财务机构能打开；办案人员看不到钱付给了谁，财务也看不到举报写了什么。",
        BROWSER:
          "填写收款账户。这些内容在您的浏览器里加密，只有财务机构能打开；办案人员看不到钱付给了谁，财务也看不到举报写了什么。",
      },
      name: "收款人姓名",
      nameHint: "与银行账户的户名一致。",
      idNumber: "收款人身份证号码",
      idNumberHint:
        "规定要求凭本人有效身份证明领取。共 18 位，最后一位可以是 X。",
      bank: "开户银行",
      bankHint: "写到支行，例如“某银行某市某某支行”。",
      account: "银行账号",
      accountAgain: "再填一遍银行账号",
      accountHint: "请照着银行卡或存折填写，中间可以有空格。",
      send: "提交收款信息",
      sent: "收款信息已经封存，交给财务办理。",
    },
    decline: {
      title: "不想要这笔奖励",
      lead: "放弃以后不能恢复；举报的办理结果不受影响。",
      confirm: "我确定放弃这笔奖励",
      send: "放弃奖励",
      sent: "已记录您放弃奖励。",
    },
  },
  {
    entry: {
      title: "Look into your inbox",
      lead: "Type in the 24-digit tracking code you were given. Here you can follow the report, exchange messages, add files and claim a reward.",
      label: "Tracking code",
      hint: "Six groups of four digits. Spaces, hyphens and full-width digits do no harm.",
      open: "Open",
      wait: "Checking takes a few seconds; please wait.",
      notesTitle: "Good to know",
      codeNote: {
        SERVER:
          "The code never appears in an address and is not kept. It goes to the server, which uses it in memory and forgets it.",
        BROWSER:
          "The code stays in this browser: it is neither sent to the server nor kept. The contents are opened here too; the server cannot see them.",
      },
      notes: [
        "We do not record when you look in, and staff cannot see it.",
        "After 15 minutes without doing anything you need the code again to go on; text you have not sent is kept. Press “Lock and leave” before you go.",
        "A lost code cannot be restored by anybody. You can report again and say that you did so before.",
      ],
      kept: "What you were writing is still below. Once you have typed in the code again you can send it.",
    },
    title: "Your report",
    received: "Received",
    sealedBy: {
      SERVER: "sealed by the server in memory",
      BROWSER: "sealed in your browser",
    },
    release: "program {release}",
    close: "Lock and leave",
    closed: "The page is locked. To look in again, type in your code.",
    idle: "Nothing was done for 15 minutes, so the page was locked for your safety and what was open is gone from it. To look in again, type in your code.",
    refresh: "Check for news",
    refreshed: "This is the latest.",
    busy: {
      OPENING: "Checking the code; this takes a few seconds…",
      READING: "Reading…",
      SENDING: "Encrypting and sending…",
      FILES: "Encrypting and uploading; please keep this page open…",
      SAVING: "Fetching and opening the file…",
    },
    clockTitle: "Running now",
    clocks: {
      ACCEPT: "Decision whether to accept it, at the latest",
      FINISH: "End of the check, at the latest",
      REWARD: "Reward settled and notice to you, at the latest",
      CLAIM: "Last day for you to claim the reward",
      PAY: "Payment, at the latest",
    },
    late: "late",
    lateNote: "The office did not finish in time. We say so here.",
    timelineTitle: "What has happened",
    timeline: {
      RECEIVED:
        "Your report was registered and handed to the office in charge.",
      OPENED: "Staff of the office opened it and began to look at it.",
      ACCEPTED: "It was accepted and will be checked.",
      REFUSED: "It was not accepted: {reason}.",
      TRANSFERRED:
        "It lies outside the duties of this authority. It is a matter for {target}: please turn to them. This site has not passed your report on.",
      BEING_CHECKED: "Investigators are checking it.",
      MESSAGE:
        "The office has sent you a message; see “Messages” on this page.",
      FILE: "The office has sent you files; see “Files” on this page.",
      HANDED_OVER:
        "{from} handed the report over to {to}, which goes on with it. The time limits stay the same. {from} can no longer open your report.",
      STRUCK_OUT:
        "As you asked, {from} can no longer open your report. {to} handles it now.",
      IDENTITY_OPENED:
        "Staff opened your name and contact. Reason: {identityReason}.",
      DECIDED: "A second person confirmed what was found.",
      CLOSED: "Closed: {outcomeClass}.",
      REWARD_PREPARING: "The reward is being worked out.",
      REWARD_READY:
        "The reward is approved and can be claimed; see “Reward” on this page.",
      REWARD_NONE: "No reward: {code}.",
      CLAIMED:
        "You have handed in where to pay. Finance is preparing the payment.",
      PAID: "The reward has been paid.",
      DECLINED: "You gave up the reward.",
      LAPSED: "It was not claimed in time and counts as given up.",
    },
    unknownEntry: "There is a new entry.",
    outcomeClasses: {
      SUBSTANTIATED: "the report proved true and was dealt with under the law",
      NOT_SUBSTANTIATED: "the check did not bear out what was reported",
      NOT_FILED: "after the check no case was opened",
    },
    targets: {
      POLICE: "the police",
      DISCIPLINE: "the discipline and supervision authority",
      HEALTH: "the health authority",
      MARKET: "the market regulator",
      OTHER: "the authority in charge",
    },
    messagesTitle: "Messages",
    noMessages: "No messages yet.",
    messageNotOpened:
      "This message does not open: it is damaged or was not sealed as it should be. You can write to the office and ask for it again.",
    sides: { TIPSTER: "You", STAFF: "The office" },
    write: {
      label: "Write to the office",
      hint: "At most 5,000 characters. Write nothing that gives you away.",
      send: "Send the message",
      sent: "Your message was sealed and sent.",
    },
    takeBack: {
      title: "Take this message back",
      lead: "The office has not been handed it yet. Taking it back deletes it for good; the record only says that there was one and that it was taken back.",
      confirm: "Yes, take it back",
      done: "The message was taken back and deleted.",
      tooLate: "handed to the office, cannot be taken back",
    },
    filesTitle: "Files",
    noFiles: "No files.",
    nameUnknown: "(name cannot be read at the moment)",
    nameNotRead: "(name not read yet)",
    moreNames: "Read the names of older files",
    save: "Save to this device",
    saveNote:
      "Think before you save a file from the office: it then stays on this device, where this site cannot protect it. Do not open files you do not recognise.",
    saved:
      "The file was handed to your browser. Please delete it when you have read it.",
    addFiles: {
      label: "Add files",
      hint: "At most 50 at a time, 100 MB each and 400 MB together. A file is encrypted as it arrives; what you hand in is only listed here by name and cannot be downloaded.",
      browserHint:
        "At most 50 at a time, 1 GB each. A file is sealed in your browser before it is uploaded; place, device and the like in photos are taken out first. What you hand in is only listed here by name and cannot be downloaded.",
      send: "Upload the chosen files",
      added: "Files sealed and handed to the office: {count}.",
      alreadyThere:
        "Handed in from this page just now already, not registered twice: {names}",
    },
    access: {
      title: "Who can read your report",
      lead: "Only the offices below hold a key that opens it. Each opening is recorded.",
      nobody: "At the moment no office can open it.",
      since: "since {day}",
      noIdentity:
        "You left no name; there is nothing that could tell anybody who you are.",
      identity:
        "The name and contact you left are sealed apart. Whoever opens them has to give a reason.",
      openings: "Who opened your name",
      opened: "{day}, reason: {reason}",
      neverOpened: "So far nobody has opened your name.",
      struckOut: "Offices you have excluded",
    },
    strikeOut: {
      title: "I do not want “{office}” to handle it",
      lead: "You can exclude this office, for instance when it is close to those you report. Your report then goes at once to “{to}”, the office above.",
      points: [
        "The excluded office can no longer open your report or see it, and its notes become void. What it has already read it cannot be made to forget.",
        "The report will never be handed back to it.",
        "The last day to decide whether to accept it stays the same.",
        "This is possible only until that decision, and it cannot be undone.",
      ],
      confirm: "I am sure that I want to exclude “{office}”",
      send: "Exclude this office",
      done: "Done. From now on only the new office can open your report.",
      TOO_LATE: "The office has already decided; it can no longer be excluded.",
      NO_OFFICE_ABOVE:
        "There is no other office above that could take the report, so the present one cannot be excluded.",
    },
    rewardTitle: "Reward",
    reward: {
      PREPARING:
        "Being worked out: one person confirms the facts, another computes it again on their own, a leader approves. Then the sum and how it came about appear here.",
      READY: "The reward is approved.",
      NONE: "There is no reward for this report.",
      CLAIMED:
        "Where to pay is sealed; only finance can open it. This page will say when it is paid.",
      PAID: "The reward has been paid.",
      DECLINED: "You gave up this reward; nothing more will follow.",
      LAPSED:
        "The last day passed without a claim; the reward counts as given up.",
    },
    reason: "Reason: {reason}.",
    amount: "{yuan} yuan",
    claimBefore:
      "Please claim it by {day} (that day included). After that it counts as given up.",
    worksheetTitle: "How the sum came about",
    claim: {
      title: "Claim the reward",
      lead: {
        SERVER:
          "Tell us where to pay. It is encrypted in the server’s memory, and only the finance office can open it: the people on the case never learn who was paid, and finance never learns what the report said.",
        BROWSER:
          "Tell us where to pay. It is encrypted in your browser, and only the finance office can open it: the people on the case never learn who was paid, and finance never learns what the report said.",
      },
      name: "Name of the account holder",
      nameHint: "Exactly as at the bank.",
      idNumber: "Resident identity card number",
      idNumberHint:
        "The rules ask for the payee’s own identity document. 18 characters; the last may be X.",
      bank: "Bank and branch",
      bankHint: "Down to the branch.",
      account: "Account number",
      accountAgain: "Account number once more",
      accountHint: "Copy it from the card or bank book; spaces do no harm.",
      send: "Hand in",
      sent: "Where to pay was sealed and handed to finance.",
    },
    decline: {
      title: "I do not want this reward",
      lead: "This cannot be undone. What happens with the report does not change.",
      confirm: "I am sure that I give up this reward",
      send: "Give up the reward",
      sent: "It is on record that you gave up the reward.",
    },
  },
);
