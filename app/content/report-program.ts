import { defineWords } from "./words";

/**
 * What the program of the report form says by itself. Apart from `reportWords`: these few are loaded with the page, before
 * anybody has pressed anything, and have to be small.
 */
export const reportProgramWords = defineWords(
  {
    how: "您写的内容在这个浏览器里就加密封存，服务器收到的只是密文：它看不到文字、文件、文件名，也看不到查询码。能打开的只有受理机构的工作人员。要是程序装不上，我们会先告诉您，由您决定要不要改由服务器封存。",
    backButton:
      "页面里的“上一步”和浏览器的后退键都能用。您填的内容只在这个页面里，关掉就没有了，我们不存草稿；没写完的，可以随时存成加密文件，自己保管。",
    leave:
      "有人走近时，按“快速离开”，或者连按三下 Shift 键，页面立刻变白，转到一个普通网站。浏览器的历史记录里仍会有本站的地址。",
    openDraft: "打开以前存的文件",
    loading: "正在装入封存程序……",
    failedTitle: "封存程序没有装上",
    failed:
      "网络断了，或者这个浏览器不支持。到现在为止什么都没有发出去。可以再试一次；也可以不用程序继续：那样内容由服务器在内存里封存，封存之前的一瞬间服务器会见到内容。",
    retry: "再试一次",
    without: "不用程序，由服务器封存",
    serverSeals:
      "现在是由服务器封存：封存程序还没装好您就点了“开始举报”，或者您选了不用程序。这样每按一次“继续”，填的内容都会发给服务器，由它在内存里加密。也可以从这一页起改在这个浏览器里封存：填好的内容会带过去（已经发过的，服务器见过）；文件不会带过去，要重新选。",
    sealHere: "改在这个浏览器里封存",
    sealHereFailed:
      "封存程序没有装上，现在仍由服务器封存。可以再试一次，也可以照旧往下填。",
  },
  {
    how: "What you write is sealed in this browser. The server receives ciphertext only: it sees neither text nor files nor their names, nor your tracking code. Only staff of the office in charge can open it. Should the program not load, we tell you first, and you decide whether the server may seal instead.",
    backButton:
      "Both the “Back” button inside the page and that of your browser work. What you type lives only in this page; when you close it, it is gone. We keep no drafts; you can save an encrypted file of your own at any time.",
    leave:
      "If somebody comes near, press “Leave now” or the Shift key three times: the page goes blank at once and an ordinary site opens. The address of this site stays in your browser’s history.",
    openDraft: "Open a saved file",
    loading: "Loading the sealing program…",
    failedTitle: "The sealing program did not load",
    failed:
      "The connection broke, or this browser cannot run it. Nothing has been sent so far. You can try again, or go on without the program: then the server seals your report in memory and sees its content for a moment before sealing it.",
    retry: "Try again",
    without: "Go on without it; the server seals",
    serverSeals:
      "The server is sealing this report: you pressed “Start” before the sealing program had loaded, or chose to go on without it. With every “Continue” what you typed goes to the server, which encrypts it in memory. From this page on you can have it sealed in this browser instead: what you filled in comes along (what was sent already, the server has seen); files do not and have to be chosen again.",
    sealHere: "Seal it in this browser instead",
    sealHereFailed:
      "The sealing program did not load; the server still seals. You can try again, or go on as before.",
  },
);
