import { defineWords } from "./words";

/** Choosing, cleaning, sealing and uploading files in the browser; the same words in the report form and the inbox. */
export const uploadWords = defineWords(
  {
    choose: "选择文件",
    chooseHint:
      "可以一次选几个，也可以拖到这里。最多 50 个，每个不超过 1 GB，合计不超过 4 GB。",
    camera: "用相机拍照",
    drop: "松开鼠标，加入这些文件",
    how: "文件先在这台设备上检查、清理、加密，再上传。文件名也加密。传的时候可以继续填写；网络断了会自己接着传。请不要关闭本页。",
    list: "您选的文件",
    looking: "正在检查文件里藏了什么……",
    foundTitle: "这个文件里除了内容，还带着：",
    cannotClean: "这个文件无法清理，会原样加密上传。",
    willStay: "清理不掉",
    present: "有",
    start: "加密并上传",
    startAll: "全部加密并上传",
    pause: "暂停",
    resume: "继续",
    retry: "重试",
    remove: "移除",
    named: "{action}：{name}",
    states: {
      QUEUED: "排队等待上传",
      SEALING: "正在清理和加密……",
      UPLOADING: "正在加密上传",
      PAUSED: "已暂停",
      WAITING_FOR_NETWORK: "网络断了，恢复后会自己接着传",
      FAILED: "没有传完",
      DONE: "已加密上传",
    },
    progress: "已传 {done}，共 {total}",
    speed: "每秒 {speed}",
    left: "约剩 {time}",
    seconds: "{count} 秒",
    minutes: "{count} 分钟",
    hours: "{count} 小时 {minutes} 分钟",
    said: "{name}：{state}",
    percent: "{name}：已传 {percent}%",
    underWay: "还有 {count} 个文件正在上传。传完才能发送。",
    practice: "练习中不上传文件。正式填写时，文件在这一页选择。",
  },
  {
    choose: "Choose files",
    chooseHint:
      "You can choose several, or drag them here. At most 50 files, 1 GB each, 4 GB together.",
    camera: "Take a photo",
    drop: "Let go to add these files",
    how: "Files are examined, cleaned and sealed on this device before they are uploaded, their names included. You can go on filling in the form meanwhile; a broken connection is taken up again by itself. Please keep this page open.",
    list: "Your files",
    looking: "Looking for what is hidden in the file…",
    foundTitle: "Beside its content this file carries:",
    cannotClean: "This file cannot be cleaned. It is sealed as it is.",
    willStay: "cannot be removed",
    present: "present",
    start: "Seal and upload",
    startAll: "Seal and upload all",
    pause: "Pause",
    resume: "Go on",
    retry: "Try again",
    remove: "Remove",
    named: "{action}: {name}",
    states: {
      QUEUED: "Waiting for its turn",
      SEALING: "Cleaning and sealing…",
      UPLOADING: "Sealing and uploading",
      PAUSED: "Paused",
      WAITING_FOR_NETWORK: "No connection; goes on by itself when it is back",
      FAILED: "Not uploaded",
      DONE: "Sealed and uploaded",
    },
    progress: "{done} of {total}",
    speed: "{speed} a second",
    left: "about {time} left",
    seconds: "{count} s",
    minutes: "{count} min",
    hours: "{count} h {minutes} min",
    said: "{name}: {state}",
    percent: "{name}: {percent}% uploaded",
    underWay:
      "Files still being uploaded: {count}. The report can be sent when they are done.",
    practice:
      "Nothing is uploaded while practising. In a real report, files are chosen on this page.",
  },
);

/** "约剩 3 分钟": how long something takes, roughly. */
export function durationText(
  words: {
    readonly seconds: string;
    readonly minutes: string;
    readonly hours: string;
  },
  seconds: number,
): string {
  const put = (text: string, values: Readonly<Record<string, number>>) =>
    Object.entries(values).reduce(
      (done, [name, value]) => done.replace(`{${name}}`, String(value)),
      text,
    );
  if (seconds < 60)
    return put(words.seconds, { count: Math.max(1, Math.ceil(seconds)) });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return put(words.minutes, { count: minutes });
  return put(words.hours, {
    count: Math.floor(minutes / 60),
    minutes: minutes % 60,
  });
}
