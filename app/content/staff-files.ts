import { defineWords } from "./words";

/** Files, documents, printing and export on the lead page. */
export const staffFileWords = defineWords(
  {
    // who sealed the tip
    sealedByBrowser:
      "由举报人的浏览器加密，服务器未见过原文（加密程序版本 {release}）。",
    sealedByServer: "举报人未使用脚本，由服务器在内存中加密后保存。",

    // what the list in the tip says
    variant: {
      CLEANED: "已清除拍摄信息等隐藏内容的副本",
      ORIGINAL: "原件",
      UNKNOWN: "原样（未检查隐藏内容）",
    },
    standingAsSent: "与举报人封存的一致",
    standingNotListed:
      "不在举报人随举报封存的清单内：之后补充的，只有日志能证明来源",
    checkAll: "逐个核对文件",
    checking: "正在核对第 {position} 个，共 {count} 个……",
    checkHint: "核对要读取每个文件，会在日志中记为打开附件。",
    balanceAll: "随举报封存的 {count} 个文件齐全，与举报人发出的一致。",
    balanceOpen:
      "举报人随举报封存了 {count} 个文件的清单，尚有 {unchecked} 个文件没有核对。",
    balanceMissing:
      "举报人随举报封存了 {count} 个文件的清单，其中 {missing} 个不在这里或已被替换。请报告负责人，勿据此认定。",
    balanceExtra:
      "另有 {extra} 个文件不在清单内，是之后补充的：封存的清单证明不了它们由举报人发出、有无遗漏，只能与日志中记下的密文摘要核对。",

    // the viewer
    redact: "制作遮盖副本",
    showFailed: "浏览器显示不了这个文件，只能下载。",
    backToView: "返回预览",

    // redacted copies
    redactTitle: "遮盖副本",
    redactHint:
      "在页面上拖动，画出要遮盖的区域；也可以用“添加方框”再填写位置。保存的是重新绘制的图像，不含原文件的任何内容和属性。",
    redactPageOf: "第 {page} 页，共 {pages} 页",
    redactPrevious: "上一页",
    redactNext: "下一页",
    redactLoading: "正在绘制本页……",
    redactPageFailed: "这一页画不出来，不能制作副本。",
    redactCanvas: "第 {page} 页，拖动以画出方框",
    redactAdd: "添加方框",
    redactBox: "方框 {position}",
    redactLeft: "左（%）",
    redactTop: "上（%）",
    redactWidth: "宽（%）",
    redactHeight: "高（%）",
    redactRemove: "删除方框 {position}",
    redactRemoveShort: "删除",
    redactUndo: "撤销",
    redactPreview: "按最终效果显示",
    redactLeaveOut: "副本中不含本页",
    redactSave: "加密保存副本",
    redactSaving: "正在处理第 {page} 页，共 {pages} 页……",
    redactSaved: "副本已用本案密钥加密保存。",
    redactName: "遮盖副本-附件{position}",
    redactTextHint:
      "选中要遮盖的文字，再按“遮盖所选”；或写出词语，遮盖它的每一处。遮盖处一律为五个方块，看不出原来的字数。",
    redactTextLabel: "副本的文字",
    redactTextCover: "遮盖所选",
    redactTextFind: "要遮盖的词语",
    redactTextCoverAll: "遮盖每一处",
    redactTextCovered: "已遮盖 {count} 处。",
    redactTextNone: "没有选中文字，或没有找到。",
    redactTextTooLong: "文字太长，不能在这里制作副本。",
    redactNeedsCaseKey: "接收审查之后才能保存遮盖副本。",

    documents: "遮盖副本",
    documentsNone: "还没有遮盖副本。",
    documentsHint: "用本案密钥加密，只有承办机构能看；每次打开都记入日志。",
    documentEntry: "副本 {position}",
    documentOf: "由附件 {position} 制作",

    // files for the tipster
    send: "给举报人发送文件",
    sendHint:
      "每个不超过 50 MB，一次最多 {most} 个。文件在本机加密，举报人凭查询码可以看到文件名和内容。发送前请确认文件里没有不应告知举报人的内容和属性。",
    sendChoose: "选择文件",
    sendButton: "加密并发送",
    sendProgress: "正在加密第 {position} 个，共 {count} 个……",
    sendDone: "已发送 {count} 个文件。",

    // printing
    print: "打印",
    printHint: "打印会记入日志，每页带有打印人、时间和线索编号。",
    printOnlyByButton:
      "请使用页面下方的“打印”按钮：打印须先记入日志，并在每页加注打印人。",
    printMark: "{person}（{loginName}） {at} 线索 {number}",

    // export
    export: "导出",
    exportTitle: "导出本线索",
    exportText:
      "导出举报内容、消息、办案记录、附件和副本，不含举报人身份。文件用 age 格式加密，凭对应的密钥或口令，用 age 程序打开，里面是 zip 压缩包。导出会记入日志。",
    exportTo: "加密方式",
    exportToRecipient: "给收件人的 age 公钥",
    exportToPassphrase: "用口令",
    exportRecipient: "收件人公钥",
    exportRecipientHint: "以 age1 开头，向收件人当面或电话核对。",
    exportPassphrase: "口令",
    exportPassphraseHint: "至少 {least} 个字符。请用另外的途径告知收件人。",
    exportPassphraseAgain: "再输入一次口令",
    exportStart: "导出",
    exportProgress: "正在加入第 {position} 个文件，共 {count} 个……",
    exportFinishing: "正在完成加密……",
    exportDone: "已导出：{name}",
    exportAgain: "如果下载没有开始，请点这里",
    exportClose: "关闭",

    // the texts in an export
    textTitle: "线索 {number}",
    textExported: "导出：{person}，{at}",
    textUnreadable: "（无法解开）",
  },
  {
    sealedByBrowser:
      "Sealed in the tipster's browser; the server never saw the text (sealing program: release {release}).",
    sealedByServer:
      "The tipster used no scripts; the server sealed it in memory before storing it.",

    variant: {
      CLEANED: "copy cleaned of hidden particulars",
      ORIGINAL: "original",
      UNKNOWN: "as it was (not looked into for hidden particulars)",
    },
    standingAsSent: "is what the tipster sealed",
    standingNotListed:
      "sent later, not in the sealed list of the tip: proven only by the log",
    checkAll: "Check every file",
    checking: "Checking {position} of {count}…",
    checkHint:
      "Checking reads each file, which the log records as an opening of the file.",
    balanceAll:
      "All {count} files sealed with the tip are here and as the tipster sent them.",
    balanceOpen:
      "The tip carries a sealed list of {count} files; {unchecked} files here are not checked yet.",
    balanceMissing:
      "The tip carries a sealed list of {count} files; {missing} of them are missing or were exchanged. Tell the leader and rely on nothing here until it is explained.",
    balanceExtra:
      "{extra} more files were sent later and are not in the sealed list. That list proves neither that the tipster sent them nor that none is missing; only the hashes of the sealed files in the log do.",

    redact: "Make a redacted copy",
    showFailed: "The browser cannot show this file; it can only be downloaded.",
    backToView: "Back to the preview",

    redactTitle: "Redacted copy",
    redactHint:
      "Drag over the page to draw what shall be covered, or add a box and type its place. What is saved is drawn anew as pictures, with nothing of the original file or its properties.",
    redactPageOf: "Page {page} of {pages}",
    redactPrevious: "Previous page",
    redactNext: "Next page",
    redactLoading: "Drawing the page…",
    redactPageFailed: "This page cannot be drawn, so no copy can be made.",
    redactCanvas: "Page {page}: drag to draw a box",
    redactAdd: "Add a box",
    redactBox: "Box {position}",
    redactLeft: "Left (%)",
    redactTop: "Top (%)",
    redactWidth: "Width (%)",
    redactHeight: "Height (%)",
    redactRemove: "Remove box {position}",
    redactRemoveShort: "Remove",
    redactUndo: "Undo",
    redactPreview: "Show as it will be saved",
    redactLeaveOut: "Leave this page out of the copy",
    redactSave: "Seal and save the copy",
    redactSaving: "Working on page {page} of {pages}…",
    redactSaved: "The copy is sealed with the key of this case and saved.",
    redactName: "redacted-file-{position}",
    redactTextHint:
      "Select what shall be covered and press “Cover selection”, or type a word to cover it everywhere. Each place becomes five blocks, so that its length does not show.",
    redactTextLabel: "Text of the copy",
    redactTextCover: "Cover selection",
    redactTextFind: "Word to cover",
    redactTextCoverAll: "Cover everywhere",
    redactTextCovered: "{count} places covered.",
    redactTextNone: "Nothing is selected, or nothing was found.",
    redactTextTooLong: "The text is too long for a copy to be made here.",
    redactNeedsCaseKey:
      "A redacted copy can be saved once the lead has been taken up.",

    documents: "Redacted copies",
    documentsNone: "No redacted copies yet.",
    documentsHint:
      "Sealed with the key of this case; only the handling office can read them. Each opening is logged.",
    documentEntry: "Copy {position}",
    documentOf: "made from file {position}",

    send: "Send files to the tipster",
    sendHint:
      "At most 50 MB each and {most} at once. Files are sealed on this machine; the tipster sees names and contents with the tracking code. Make sure beforehand that neither content nor properties tell what the tipster must not learn.",
    sendChoose: "Choose files",
    sendButton: "Seal and send",
    sendProgress: "Sealing {position} of {count}…",
    sendDone: "{count} files sent.",

    print: "Print",
    printHint:
      "Printing is logged; each page carries who printed it, when, and the number of the lead.",
    printOnlyByButton:
      "Please use the “Print” button at the end of the page: a print is logged first, and each page says who printed it.",
    printMark: "{person} ({loginName}) {at} lead {number}",

    export: "Export",
    exportTitle: "Export this lead",
    exportText:
      "Exports the tip, messages, case notes, files and copies, without the tipster's identity. The file is sealed in the age format: with the right key or passphrase the age program opens it, and inside is a zip archive. The export is logged.",
    exportTo: "Sealed how",
    exportToRecipient: "to the age recipient of who will read it",
    exportToPassphrase: "with a passphrase",
    exportRecipient: "Recipient",
    exportRecipientHint:
      "Begins with age1; compare it with the reader in person or by telephone.",
    exportPassphrase: "Passphrase",
    exportPassphraseHint:
      "At least {least} characters. Tell it to the reader by another way.",
    exportPassphraseAgain: "Passphrase once more",
    exportStart: "Export",
    exportProgress: "Adding file {position} of {count}…",
    exportFinishing: "Finishing…",
    exportDone: "Exported: {name}",
    exportAgain: "If the download did not start, press here",
    exportClose: "Close",

    textTitle: "Lead {number}",
    textExported: "Exported by {person}, {at}",
    textUnreadable: "(cannot be opened)",
  },
);
