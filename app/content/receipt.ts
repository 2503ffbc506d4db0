import { defineWords } from "./words";

/** The signed promise of the log, on the page of the tracking code. */
export const receiptWords = defineWords(
  {
    title: "收到的签字承诺",
    right: {
      BROWSER:
        "本机构已签字承诺：这份举报按{day}记录，最迟{byDay}写进只能往后加、改不了的日志。这个页面已经核对：签名出自公布的密钥，记下的正是您刚才封存的内容。",
      SERVER:
        "本机构已签字承诺：这份举报按{day}记录，最迟{byDay}写进只能往后加、改不了的日志。签名由服务器核对过，因为现在没有用到程序。",
    },
    later: "以后凭查询码，可以在查询页里看到每一步是否真的写进了日志。",
    notChecked:
      "签字承诺已经收到，但核对它的程序没有装上，这一次没有核对。请过两天到查询页看“办理过程”下面的核对结果。",
    wrongTitle: "签字承诺对不上",
    wrong:
      "举报已经存下，查询码照常可用，请先抄好。但是本站给的签字承诺不对：{why}。它不能证明您交过这份举报。",
    why: {
      KEY_UNKNOWN: "签名用的不是公布的密钥",
      PROMISE_NOT_VALID: "没有承诺，或者签名是错的",
      ENTRY_NOT_PROMISED: "承诺的是另一条记录",
      ENTRY_OF_ANOTHER_TIP: "记下的不是您刚才封存的内容",
    },
    wrongSteps: [
      "过两天凭查询码打开查询页，看“办理过程”下面的核对结果。",
      "最好换一台设备、换一个网络再看一次。",
      "还是对不上的，请告诉您信任的监督机构。重要的材料请另外留好。",
    ],
    keepTitle: "要不要另存一份凭据？",
    keep: [
      "一般不用。凭查询码，以后随时能在查询页里看到同样的证明，也能在那里另存。",
      "凭据能证明拿着它的人交过举报。有人逼您承认的时候，它对您不利。",
      "我们没有在您的设备上存任何东西。要存，是您自己决定。",
    ],
    save: "另存凭据文件",
    saved:
      "已交给浏览器保存，文件名是 {name}。它会出现在下载记录里；用完请记得删除。",
  },
  {
    title: "Signed promise",
    right: {
      BROWSER:
        "The authority has signed a promise: this report is recorded under {day} and will stand in the log, which can only grow and never be changed, by {byDay}. This page has checked it: the signature is by a published key, and what was recorded is exactly what you sealed just now.",
      SERVER:
        "The authority has signed a promise: this report is recorded under {day} and will stand in the log, which can only grow and never be changed, by {byDay}. The server has checked the signature, because no program is running here.",
    },
    later:
      "With your tracking code you can see in the inbox, at any time, whether each step really stands in the log.",
    notChecked:
      "The signed promise has arrived, but the program that checks it did not load, so it was not checked this time. Please look below “What has happened” in your inbox in two days.",
    wrongTitle: "The signed promise is not right",
    wrong:
      "Your report is stored and the tracking code is good; please write it down first. But the promise that this site gave is wrong: {why}. It cannot prove that you sent this report.",
    why: {
      KEY_UNKNOWN: "it is not signed by a published key",
      PROMISE_NOT_VALID: "there is none, or its signature is wrong",
      ENTRY_NOT_PROMISED: "it promises another entry",
      ENTRY_OF_ANOTHER_TIP: "what was recorded is not what you sealed just now",
    },
    wrongSteps: [
      "Open your inbox with the code in two days and see below “What has happened” whether it agrees.",
      "If you can, look once more from another device and another network.",
      "If it still does not agree, tell an oversight body you trust. Keep important material elsewhere too.",
    ],
    keepTitle: "Should you keep a receipt?",
    keep: [
      "Usually not. With the tracking code you can see the same proof in the inbox at any time, and save it there.",
      "A receipt proves that whoever holds it has sent a report. If somebody forces you to confess, it speaks against you.",
      "We have stored nothing on your device. Whether anything is kept is up to you.",
    ],
    save: "Save a receipt file",
    saved:
      "Handed to your browser as {name}. It will show in the list of downloads; please delete it when you need it no more.",
  },
);
