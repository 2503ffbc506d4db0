import { defineWords } from "./words";

/** While the program seals and sends, and when it breaks down. */
export const reportSealingWords = defineWords(
  {
    title: "正在封存并发送",
    stages: {
      KEYS: "正在生成查询码和密钥",
      SEALING: "正在加密封存",
      SENDING: "正在发送密文",
    },
    progress: "第 {number} 步，共 {total} 步：{stage}",
    wait: "请不要关闭这个页面。封存在您的设备上进行，旧手机可能要十几秒。",
    stoppedTitle: "两条路可以走",
    stopped:
      "封存程序出了问题，您的举报还没有发出去，内容还在这个页面里。可以再按一次“发送举报”；也可以改由服务器封存：内容会以明文传给服务器，由它在内存里加密后再写入硬盘。",
    stoppedFiles: "已经在这里封存的文件不会一起过去，要重新上传。",
    serverSeals: "改由服务器封存",
    receiptNotShown:
      "本站应当给您一份签字承诺，核对它的程序没有装上。请过两天到查询页看“办理过程”下面的核对结果。",
  },
  {
    title: "Sealing and sending",
    stages: {
      KEYS: "making the tracking code and its keys",
      SEALING: "sealing",
      SENDING: "sending the sealed report",
    },
    progress: "Step {number} of {total}: {stage}",
    wait: "Please do not close this page. Sealing happens on your device; an old telephone may need a quarter of a minute.",
    stoppedTitle: "Two ways on",
    stopped:
      "The sealing program had a fault. Your report has not been sent; what you wrote is still in this page. You can press “Send the report” again, or let the server seal it: then the content goes to the server in the clear, which encrypts it in memory before anything reaches a disk.",
    stoppedFiles:
      "Files that were sealed here do not go along and would have to be uploaded again.",
    serverSeals: "Let the server seal it",
    receiptNotShown:
      "This site owes you a signed promise; the program that checks it did not load. Please look below “What has happened” in your inbox in two days.",
  },
);
