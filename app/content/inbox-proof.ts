import { defineWords } from "./words";

/** What the inbox says of the log: its own file, because it comes with a part of the program of its own. */
export const inboxProofWords = defineWords(
  {
    title: "有日志为证",
    checking: "正在核对日志里的证明……",
    notRead:
      "这一次没有读到日志里的证明，别的内容不受影响。请过一会儿点“看有没有新消息”。",
    allIn: "全部 {count} 步都写进了日志，完整到{day}。{by}",
    someWait:
      "{count} 步已写进日志，完整到{day}；另有 {waiting} 步等着写进去，最迟{byDay}。{by}",
    onlyWait: "{waiting} 步等着写进日志，最迟{byDay}；每一步都有签字承诺。{by}",
    by: {
      BROWSER: "签名和证明由这个页面自己核对过。",
      SERVER: "签名和证明由服务器核对过，因为现在没有用到程序。",
    },
    overdue:
      "有 {waiting} 步早该写进日志：签字承诺的最后一天是{byDay}，到现在还没有。承诺没有兑现，请另存证明文件。",
    wrongTitle: "日志里的证明对不上",
    wrong: "{problems}。举报还在，查询码照常可用。",
    wrongSteps: [
      "换一台设备、换一个网络再看一次。",
      "还是对不上的，请另存证明文件，交给您信任的监督机构：文件里有本机构自己的签字。",
    ],
    /** in the order of how much they tell; several codes of the check share a sentence */
    problems: {
      FILE: "证明文件不完整，或者被改动过",
      KEY: "签名用的不是公布的密钥",
      CHECKPOINT: "检查点的签名或内容不对",
      ENTRY: "有记录不在日志里，或者被改动过",
      PROMISE: "签字承诺和记录对不上",
      STATEMENT: "日志声明的全部记录，和给您看的不一样",
      OTHER_LEAD: "这是别的举报的证明，不是您的",
    },
    fold: "看每一步的证明",
    foldLead:
      "日志只能往后加，写进去的改不了，也抽不掉。下面是其中和这份举报有关的记录；数字是它在日志里的位置。",
    inner:
      "另有 {inner} 条是机构内部的事（例如由谁承办），只告诉您它们的指纹，内容不给您看；以后想添想删都会被发现。",
    place: "第 {index} 项",
    waits: "最迟{byDay}写入",
    broken: "最迟{byDay}，没有写入",
    wrongState: "对不上",
    times: "（{count} 次）",
    checkpoint: "核对到的检查点",
    size: "日志共有 {size} 条",
    upToDay: "完整到{day}",
    root: "根哈希",
    noCheckpoint: "日志还没有检查点。",
    keys: "日志公钥",
    keysHint: "应当和别处公布的一样",
    witnesses: "见证人",
    witnessed: "{name}（{day}）",
    noWitness: "这个检查点没有见证人会签。",
    save: "另存证明文件",
    saveHint:
      "一般不用存，凭查询码随时能看。文件里有日期、机构和线索的编号，没有举报的文字；但它能证明，拿着它的人多半就是举报人。有人逼您承认的时候，它对您不利。",
    check: "打开核对页（新窗口）",
    neglect: {
      title: "逾期没有办，可以拿出证明",
      late: "{what}，最迟应在{dueDay}。日志完整记到{upToDay}，里面没有这一步。",
      what: {
        ACCEPT: "决定是否受理",
        FINISH: "查办完毕",
        REWARD: "确定奖励并通知您",
        PAY: "付款",
      },
      soon: "期限已过。证明要等日志的下一个检查点，请明天再来看；那时这里可以另存一份给监督机构的文件。",
      lead: "您可以另存一份文件，交给信任的监督机构：",
      proves:
        "它证明：您的举报{day}写进日志，是第 {index} 项；上面的期限已过；到{upToDay}的检查点（共 {size} 条）为止，日志里没有该有的那一步。这些都有本机构自己的签字，它否认不了，以后也补不进去。",
      checks:
        "谁都能检查，不用登录，也不用相信本站：在下面的核对页里，用从那里下载、断网也能打开的离线核对页，或者用命令 yanlu log verify-proof。",
      gives:
        "它会透露：各步的日期、机构和线索的编号。没有举报的文字，也没有姓名；但它能证明，拿着它的人多半就是举报人。请只交给您信任的人。",
      save: "另存给监督机构的文件",
    },
  },
  {
    title: "What the log proves",
    checking: "Checking the proof from the log…",
    notRead:
      "The proof from the log could not be read this time; all else on this page is complete. Please press “Look for news” in a while.",
    allIn:
      "All {count} steps stand in the log, which is complete up to {day}. {by}",
    someWait:
      "{count} steps stand in the log, which is complete up to {day}; {waiting} more wait to be written into it, by {byDay} at the latest. {by}",
    onlyWait:
      "{waiting} steps wait to be written into the log, by {byDay} at the latest; for each there is a signed promise. {by}",
    by: {
      BROWSER: "Signatures and proofs were checked by this page itself.",
      SERVER:
        "Signatures and proofs were checked by the server, because no program is running here.",
    },
    overdue:
      "{waiting} steps should have been in the log by {byDay}, as was promised and signed, and are not. The promise was not kept; please save the proof file.",
    wrongTitle: "The proof from the log does not agree",
    wrong:
      "{problems}. Your report is still there, and the tracking code is good.",
    wrongSteps: [
      "Look once more from another device and another network.",
      "If it still does not agree, save the proof file and give it to an oversight body you trust: the authority’s own signature is in it.",
    ],
    problems: {
      FILE: "The proof file is incomplete or was changed",
      KEY: "It is not signed by a published key",
      CHECKPOINT: "The checkpoint is not right, or not rightly signed",
      ENTRY: "An entry is not in the log, or was changed",
      PROMISE: "A signed promise does not fit its entry",
      STATEMENT:
        "What the log states to be all entries is not what you are shown",
      OTHER_LEAD: "This is the proof of another report, not of yours",
    },
    fold: "See the proof of each step",
    foldLead:
      "The log can only grow: what stands in it cannot be changed or taken out. These are its entries about your report; the number is the place of each in the log.",
    inner:
      "{inner} more are inner business of the office (such as who handles it). You are told their fingerprints, not their content; adding or removing one later would show.",
    place: "entry {index}",
    waits: "waits, by {byDay} at the latest",
    broken: "due by {byDay}, not there",
    wrongState: "does not agree",
    times: "({count} times)",
    checkpoint: "Checkpoint it was checked against",
    size: "{size} entries in the log",
    upToDay: "complete up to {day}",
    root: "Root hash",
    noCheckpoint: "The log has no checkpoint yet.",
    keys: "Keys of the log",
    keysHint: "must be those published elsewhere",
    witnesses: "Witnesses",
    witnessed: "{name} ({day})",
    noWitness: "No witness has countersigned this checkpoint.",
    save: "Save the proof file",
    saveHint:
      "Usually not needed: with the tracking code you can look at any time. The file has days and the numbers of office and lead, and no word of your report; but it shows that whoever holds it is probably the one who sent it. If somebody forces you to confess, it speaks against you.",
    check: "Open the checking page (new window)",
    neglect: {
      title: "A deadline was missed, and you can prove it",
      late: "{what} was due by {dueDay}. The log is complete up to {upToDay}, and this step is not in it.",
      what: {
        ACCEPT: "The decision whether to accept your report",
        FINISH: "The end of the check",
        REWARD: "Fixing the reward and telling you",
        PAY: "The payment",
      },
      soon: "The deadline has passed. The proof needs the next checkpoint of the log: please look again tomorrow. Then you can save a file for an oversight body here.",
      lead: "You can save a file for an oversight body you trust:",
      proves:
        "What it proves: your report was written into the log under {day} as entry {index}; the deadline above has passed; and up to the checkpoint of {upToDay} ({size} entries) the log does not have the step it should have. The authority itself has signed all this: it cannot deny it, nor put the step in afterwards.",
      checks:
        "Who can check it: anybody, without signing in and without trusting this site: on the checking page below, with the offline checker that can be downloaded there, or with the command yanlu log verify-proof.",
      gives:
        "What it gives away: the days of the steps, and the numbers of office and lead. No word of your report and no name; but it shows that whoever holds it is probably the one who sent it. Give it only to people you trust.",
      save: "Save the file for an oversight body",
    },
  },
);
