import { defineWords } from "./words";

/** The stand-alone checker: one file that works without this portal. */
export const CHECKER_PATH = "/proof-checker.html";

/** The page that checks a proof file, the stand-alone checker and the report of `yanlu log verify-proof`. */
export const proofWords = defineWords(
  {
    title: "核对证明文件",
    lead: "证明文件是举报人从进展页保存的，名字像 yanlu-proof-2026-03-01.json。任何人都可以核对：记录是不是真的在日志里，有没有被改过，机构有没有超过期限。",
    privacy: "文件只在这个页面里、由您的浏览器读取和核对，不发送到任何地方。",
    privacyServer:
      "您的浏览器没有运行脚本：按下按钮会把文件发给服务器，由服务器核对，核对完就丢弃，不保存。不想交给服务器的，请用下面的离线核对页。",
    privacyFile: "文件只在这个页面里读取和核对，断开网络也能用。",
    self: "中文",
    release: "程序版本",
    notLoaded:
      "核对程序没有加载成功，文件没有发送。请检查网络后再按一次“核对”。",
    label: "证明文件",
    hint: "不超过 2 MB。",
    check: "核对",
    checking: "正在核对……",
    byPage: "由这个页面在您的浏览器里核对，文件没有发送出去。",
    byServer:
      "由服务器核对。您得相信服务器没有说假话；不想依赖它，请用离线核对页，或者另找核对程序。",
    byFile: "由这个离线页面核对，没有用到网络。",
    noFile: "请先选择一个证明文件。",
    tooLarge: "文件超过 2 MB，不会是证明文件。",
    busy: "现在要核对的文件较多。请过一两分钟再试，或者下载下面的离线核对页面，在自己的设备上核对。",
    notRead: "文件读不出来，请重新选择。",
    offlineTitle: "离线核对",
    offline:
      "下载这一个网页，存到任何电脑上，断网打开也能核对。它不依赖本站，本站关停以后仍然能用。",
    download: "下载离线核对页",
    downloadNote: "下载的网页会留在这台设备上。如果您是举报人，请想好再下载。",
    scope:
      "证明只说明：这些事在这些日子记进了日志，之后没有改动。举报的内容不在文件里，证明不说明举报是否属实。",

    good: "核对通过：文件里的 {proven} 项记录都在日志里，内容没有改动。",
    goodAndPromised:
      "核对通过：{proven} 项记录在日志里，内容没有改动；另有 {promised} 项还在等待收录，有日志签名的承诺。",
    broken:
      "文件是真的，而且证明日志没有守信：有 {broken} 项按日志自己的签名早该收录，可日志声称收齐的那天还没有。",
    goodPromised:
      "核对通过：文件没有改动，{promised} 项记录都有日志签名的收录承诺，还没有收录进检查点。过几天请再保存一份。",
    bad: "核对没有通过：这个文件不能当作证明。",
    condition:
      "结论有一个前提：下面的公钥确实是这个机构的日志公钥。请与从别处得到的比对，例如机构公布的、报纸登的、见证人手里的。",
    trusted: "签名的公钥与您给出的一致。",
    problemsTitle: "哪里不对",
    problemOfEntry: "第 {place} 项：{sentence}",
    problems: {
      FILE_NOT_CANONICAL:
        "不是证明文件，或者内容被改动过（哪怕只多一个空格）。",
      KEY_NOT_VALID: "文件里有一个公钥不合格式，或者不属于这个日志。",
      KEY_UNUSED: "文件里有一个公钥没有签过任何内容，不该出现。",
      KEY_NOT_TRUSTED: "签名用的公钥不在您给出的公钥里。",
      WITNESS_NOT_TRUSTED: "有见证人的公钥不在您给出的公钥里。",
      CHECKPOINT_SIGNATURE: "检查点的签名不对。",
      CHECKPOINT_NOT_VALID: "检查点的格式不对。",
      CHECKPOINT_OF_ANOTHER_LOG: "检查点属于另一个日志。",
      CUT_MISSING: "缺少检查点的最后一项记录，或者它与检查点对不上。",
      CUT_NOT_VALID: "检查点的最后一项记录不对。",
      STATEMENT_MISSING: "缺少完整性声明，或者它与检查点对不上。",
      STATEMENT_SIGNATURE: "完整性声明的签名不对。",
      STATEMENT_NOT_VALID: "完整性声明的格式不对。",
      STATEMENT_OF_ANOTHER_CHECKPOINT: "完整性声明说的不是这个检查点。",
      STATED_ENTRY_MISSING: "完整性声明里的一项记录，文件里没有。",
      ENTRY_NOT_VALID: "记录的格式不对。",
      ENTRY_NOT_IN_LOG: "记录不在日志里这个位置，或者被改动过。",
      ENTRY_NOT_STATED: "完整性声明里没有这项记录。",
      ENTRY_OUT_OF_ORDER: "记录的先后次序不对，或者重复。",
      ENTRY_OF_ANOTHER_LEAD: "记录属于另一件举报。",
      PROMISE_SIGNATURE: "收录承诺的签名不对。",
      PROMISE_OF_ANOTHER_ENTRY: "收录承诺说的不是这项记录。",
      FILE_EMPTY: "文件里什么也没有。",
    },
    unknownProblem: "有一处不对（{code}）。",
    entriesTitle: "记录",
    day: "日期",
    what: "事项",
    place: "在日志里的位置",
    state: "状态",
    places: "第 {index} 项",
    waiting: "等待收录",
    states: {
      PROVEN: "在日志里",
      PROMISED: "已承诺收录",
      BROKEN: "承诺没有兑现",
      WRONG: "不对",
    },
    inner:
      "另有 {count} 项是机构的内部记录，文件里只有它们的指纹：它们也已固定在日志里，事后不能增减。",
    neglectTitle: "超过期限的事",
    noNeglect: "到检查点那天，文件里没有超过期限而没有办的事。",
    neglect: {
      ACCEPT:
        "应当在 {dueDay} 以前决定是否受理。日志到 {upToDay} 为止的完整记录里，没有任何决定。",
      FINISH:
        "应当在 {dueDay} 以前查办完毕。日志到 {upToDay} 为止的完整记录里，没有办结。",
      REWARD:
        "应当在 {dueDay} 以前确定奖励并通知举报人。日志到 {upToDay} 为止的完整记录里，没有通知。",
      PAY: "应当在 {dueDay} 以前付款。日志到 {upToDay} 为止的完整记录里，没有付款。",
    },
    checkpointTitle: "检查点",
    noCheckpoint: "还没有检查点。",
    log: "日志名称",
    size: "记录总数",
    upToDay: "收齐到",
    rootHash: "根哈希",
    keys: "日志公钥（请比对）",
    witnesses: "见证人",
    noWitness: "没有",
    witnessedAt: "{name}，{time}（世界时）",
    witnessNotKnown:
      "{name}（密钥 {keyId}，{time} 世界时；不在您给出的见证人里，没有核对）",
  },
  {
    title: "Check a proof",
    lead: "A proof file is saved by a tipster from the inbox; its name looks like yanlu-proof-2026-03-01.json. Anybody can check it: whether the entries really stand in the log, whether anything was changed, whether the office let a time limit pass.",
    privacy:
      "The file is read and checked by your browser, in this page only. Nothing is sent anywhere.",
    privacyServer:
      "Your browser runs no script: the button sends the file to the server, which checks it and keeps nothing. If you would rather not, use the offline checker below.",
    privacyFile:
      "The file is read and checked in this page only; no network is needed.",
    self: "English",
    release: "Release",
    notLoaded:
      "The checking program could not be loaded; the file was not sent. Check your connection and press “Check” again.",
    label: "Proof file",
    hint: "Up to 2 MB.",
    check: "Check",
    checking: "Checking…",
    byPage: "Checked by this page in your browser; the file was not sent.",
    byServer:
      "Checked by the server. You have to believe that it tells the truth; if you would rather not, use the offline checker or a program of your own.",
    byFile: "Checked by this offline page, without any network.",
    noFile: "Choose a proof file first.",
    tooLarge: "This file is larger than 2 MB, so it is no proof file.",
    busy: "Many files are being checked right now. Please try again in a minute or two, or download the checker below and check on your own device.",
    notRead: "The file could not be read. Choose it again.",
    offlineTitle: "Check offline",
    offline:
      "Download this single page to any computer and open it there, with the network off if you like. It does not depend on this portal and works even when the portal is gone.",
    download: "Download the offline checker",
    downloadNote:
      "The downloaded page stays on this device. If you are the tipster, think before you download it.",
    scope:
      "A proof says that these things were entered in the log on these days and were not changed since. What the tip says is not in the file, and the proof does not say whether it is true.",

    good: "Good: all {proven} entries in the file stand in the log, unchanged.",
    goodAndPromised:
      "Good: {proven} entries stand in the log, unchanged; {promised} more wait to be entered, with a signed promise of the log.",
    broken:
      "The file is genuine, and shows that the log did not keep its word: by its own signatures {broken} entries should be in it by the day up to which it calls itself complete, and are not.",
    goodPromised:
      "Good: the file is unchanged and all {promised} entries have a signed promise of the log, but no checkpoint holds them yet. Save a new file in a few days.",
    bad: "Not good: this file proves nothing.",
    condition:
      "This holds if the keys below really are the log keys of this authority. Compare them with what you have from elsewhere: published by the authority, printed in a newspaper, kept by a witness.",
    trusted: "The signing keys are among those you gave.",
    problemsTitle: "What is wrong",
    problemOfEntry: "Entry {place}: {sentence}",
    problems: {
      FILE_NOT_CANONICAL:
        "This is no proof file, or it was changed (be it by one space).",
      KEY_NOT_VALID:
        "A key in the file is malformed or does not belong to this log.",
      KEY_UNUSED:
        "A key in the file signed nothing in it and has no business there.",
      KEY_NOT_TRUSTED: "A signing key is not among the keys you gave.",
      WITNESS_NOT_TRUSTED: "A witness's key is not among those you gave.",
      CHECKPOINT_SIGNATURE: "A signature on the checkpoint is wrong.",
      CHECKPOINT_NOT_VALID: "The checkpoint is malformed.",
      CHECKPOINT_OF_ANOTHER_LOG: "The checkpoint is that of another log.",
      CUT_MISSING:
        "The last entry of the checkpoint is missing, or there is one without a checkpoint.",
      CUT_NOT_VALID: "The last entry of the checkpoint is wrong.",
      STATEMENT_MISSING:
        "The statement of completeness is missing, or there is one without a checkpoint.",
      STATEMENT_SIGNATURE: "A signature on the statement is wrong.",
      STATEMENT_NOT_VALID: "The statement is malformed.",
      STATEMENT_OF_ANOTHER_CHECKPOINT:
        "The statement is about another checkpoint.",
      STATED_ENTRY_MISSING:
        "The statement names an entry that the file does not hold.",
      ENTRY_NOT_VALID: "The entry is malformed.",
      ENTRY_NOT_IN_LOG:
        "The entry does not stand at this place of the log, or was changed.",
      ENTRY_NOT_STATED: "The statement does not name this entry.",
      ENTRY_OUT_OF_ORDER: "The entry is out of order, or stands there twice.",
      ENTRY_OF_ANOTHER_LEAD: "The entry belongs to another tip.",
      PROMISE_SIGNATURE: "A signature on the promise is wrong.",
      PROMISE_OF_ANOTHER_ENTRY: "The promise is about another entry.",
      FILE_EMPTY: "There is nothing in the file.",
    },
    unknownProblem: "Something is wrong ({code}).",
    entriesTitle: "Entries",
    day: "Day",
    what: "What happened",
    place: "Place in the log",
    state: "State",
    places: "entry {index}",
    waiting: "waits",
    states: {
      PROVEN: "in the log",
      PROMISED: "promised",
      BROKEN: "promised and not kept",
      WRONG: "wrong",
    },
    inner:
      "{count} more are inner business of the office; the file holds only their fingerprints. They too are fixed in the log: none can be added or taken away later.",
    neglectTitle: "Time limits that passed",
    noNeglect:
      "Up to the day of the checkpoint the file shows no time limit that passed without the work being done.",
    neglect: {
      ACCEPT:
        "A decision whether to accept was due by {dueDay}. The complete log up to {upToDay} holds none.",
      FINISH:
        "The case was to be finished by {dueDay}. The complete log up to {upToDay} does not show it closed.",
      REWARD:
        "The reward was to be decided and notified by {dueDay}. The complete log up to {upToDay} holds no notice.",
      PAY: "The reward was to be paid by {dueDay}. The complete log up to {upToDay} holds no payment.",
    },
    checkpointTitle: "Checkpoint",
    noCheckpoint: "There is no checkpoint yet.",
    log: "Name of the log",
    size: "Entries in all",
    upToDay: "Complete up to",
    rootHash: "Root hash",
    keys: "Keys of the log (compare them)",
    witnesses: "Witnesses",
    noWitness: "none",
    witnessedAt: "{name}, {time} (UTC)",
    witnessNotKnown:
      "{name} (key {keyId}, {time} UTC; not among the witnesses you named, not checked)",
  },
);
