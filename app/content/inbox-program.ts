import { defineWords } from "./words";

/** What the program of the inbox says before it is loaded. Apart from `inboxWords`, because it comes with the page. */
export const inboxProgramWords = defineWords(
  {
    /** the first note below the code field, by who opens the inbox */
    codeNote: {
      SERVER:
        "现在没有用到程序（没有打开 JavaScript，或者程序还没装好），查询码会发给服务器，由服务器在内存里算出密钥、打开内容，用完就丢掉。查询码不会出现在网址里，也不会被保存。",
      BROWSER:
        "查询码只在这个浏览器里使用，不会发给服务器，也不会被保存。内容也在这里打开，服务器看不到。要是程序装不上，我们会先告诉您。",
    },
    loading: "正在装入程序……",
    failedTitle: "程序没有装上",
    failed:
      "网络断了，或者这个浏览器不支持。查询码还没有发出去。可以再试一次；也可以不用程序继续：那样查询码会发给服务器，内容由服务器在内存里打开，用完就丢掉。",
    retry: "再试一次",
    without: "不用程序，由服务器打开",
  },
  {
    codeNote: {
      SERVER:
        "No program is running (JavaScript is off, or the program has not loaded yet): the code goes to the server, which derives the keys in memory, opens your inbox with them and forgets them. The code never appears in an address and is not kept.",
      BROWSER:
        "The code stays in this browser: it is neither sent to the server nor kept. The contents are opened here too; the server cannot see them. Should the program not load, we tell you first.",
    },
    loading: "Loading the program…",
    failedTitle: "The program did not load",
    failed:
      "The connection broke, or this browser cannot run it. Your code has not been sent. You can try again, or go on without the program: then the code goes to the server, which opens your inbox in memory and forgets it afterwards.",
    retry: "Try again",
    without: "Go on without it; the server opens it",
  },
);
