import type { MetadataLabel, MetadataNote } from "#app/domain/codes/metadata";
import { defineWords } from "./words";

/** What is found in files beside their content, and the choice between cleaned copy and original. */
export const metadataWords = defineWords(
  {
    choice: {
      name: "文件里的隐藏信息怎么处理？",
      hint: "照片、文档里往往藏着拍摄地点、手机型号、作者姓名、修改时间。看文件内容看不到，但会泄露您是谁。",
      CLEANED: "去掉隐藏信息后再提交（推荐）",
      CLEANED_HINT: "文件名也换成中性的名称。去不掉的，会逐条告诉您。",
      ORIGINAL: "原样提交",
      ORIGINAL_HINT: "拍摄时间、地点有时正是证据。受理机构会看到全部隐藏信息。",
      BOTH: "两份都提交",
      BOTH_HINT: "受理机构会看到原件里的全部隐藏信息。",
      serverHint:
        "不用脚本上传时，20 MB 以内的文件在服务器内存里清理，不落盘；更大的文件和不认识的格式原样封存。",
    },
    removed: "已去掉：",
    nothing: "没有发现隐藏信息。",
    left: "仍留在文件里：",
    sealedAs: {
      CLEANED: "清理过的副本",
      ORIGINAL: "原件",
      UNKNOWN: "未清理，原样封存",
    },
    notCleanable:
      "清理不了，已原样封存。担心泄露身份的，请移除它，改交截图或翻拍件。",
    labels: {
      GPS_POSITION: "拍摄位置",
      PLACE_NAME: "地名",
      METADATA_TRACK: "随片记录的位置和动作",
      DEVICE_MAKE: "设备品牌",
      DEVICE_MODEL: "设备型号",
      LENS: "镜头",
      MAKER_NOTE: "厂商私有记录",
      COLOUR_PROFILE: "某台设备的色彩配置",
      PRINTER: "打印机",
      AUTHOR: "作者",
      OWNER: "机主",
      LAST_EDITOR: "最后修改的人",
      COPYRIGHT: "版权人",
      COMPANY: "单位",
      MANAGER: "主管",
      REVIEWER: "批注和修订的人",
      SIGNATURE: "数字签名",
      TAKEN_AT: "拍摄时间",
      GPS_TIME: "定位日期",
      CREATED_AT: "创建时间",
      CHANGED_AT: "修改时间",
      PRINTED_AT: "打印时间",
      REVIEWED_AT: "批注和修订的时间",
      TIMECODE: "时间码",
      REVISION_COUNT: "保存次数和版本",
      EDITING_TIME: "编辑总时长（分钟）",
      EDIT_STEPS: "编辑步骤",
      EARLIER_VERSIONS: "旧版本的内容",
      TRACKED_CHANGES: "修订记录（含删去的文字）",
      SOFTWARE: "软件",
      TEMPLATE: "模板",
      THUMBNAIL: "预览图（可能是修改前的样子）",
      FURTHER_PICTURE: "附带的图像或动态照片",
      TITLE: "标题",
      DESCRIPTION: "说明",
      KEYWORDS: "关键词",
      COMMENT: "备注",
      TEXT_TRACK: "字幕或文字轨",
      SERIAL_NUMBER: "设备序列号",
      IMAGE_ID: "图像编号",
      DOCUMENT_ID: "文档编号",
      SAVE_MARKS: "每次保存的编号",
      ORGANISATION_LABEL: "单位的密级标签",
      LINKED_FILE: "电脑里的路径或文件名",
      CONTENT_CREDENTIALS: "内容凭证（来源记录）",
      CUSTOM_PROPERTY: "自定义属性",
      METADATA_BLOCK: "其他隐藏数据",
      TRAILING_DATA: "附在末尾的数据",
      ATTACHMENT: "嵌入的文件",
      MACRO: "宏程序",
    } satisfies Record<MetadataLabel, string>,
    notes: {
      CONTENT_SHOWS_YOU:
        "画面、声音和文字本身仍可能认出您：人脸、口音、反光、字迹、文件编号。程序去不掉这些。",
      FORMAT_UNKNOWN: "不认识这种格式，里面藏着什么看不出来。",
      FILE_DAMAGED: "文件不完整或写法异常，读不全，没有清理。",
      TOO_LARGE_TO_EXAMINE: "文件太大，没有检查。",
      TOO_SLOW_TO_EXAMINE: "网速太慢，文件没有检查，按原样密封。",
      TOO_MUCH_INSIDE: "文件展开后太大或部件太多，没有清理。",
      OLD_OFFICE_OR_ENCRYPTED:
        "旧版 Office、WPS 格式或加了密码的文件，读不了里面的信息。可以另存为 docx、xlsx、pptx 再交。",
      PDF_ENCRYPTED: "PDF 加了密码或权限限制，改不动里面的信息。",
      PDF_HISTORY:
        "PDF 里还留着旧版本的内容，去不掉。可以重新打印成 PDF 再交。",
      PDF_COMPRESSED_PARTS: "PDF 的一部分压缩部件改不动，可能还留着信息。",
      PDF_SIGNED: "PDF 有数字签名，签名里有签名人的信息。清理后签名不再有效。",
      ATTACHMENTS_NOT_EXAMINED: "里面嵌入的文件或图形没有检查。",
      COMMENTS_KEEP_TEXT: "批注人的姓名和时间已去掉，批注的文字还在。",
      TRACKED_CHANGES_KEEP_TEXT:
        "修订记录里删去的文字还在文件里。请先在软件里接受或拒绝全部修订，再交。",
      DOCUMENT_SIGNED:
        "文档有数字签名，签名里有签名人的信息。清理后签名不再有效。",
      MACROS_NOT_EXAMINED: "里面的宏程序没有检查。",
      SMALLER_COPY_KEPT:
        "文件里还有同一画面的小图。裁剪过的照片，小图可能仍是裁剪前的。",
      STREAM_NOT_SEARCHED:
        "画面和声音的数据流没有逐帧检查，个别设备会在里面写入编号。",
      COLOURS_MAY_SHIFT: "去掉了某台设备的色彩配置，颜色可能略有变化。",
    } satisfies Record<MetadataNote, string>,
  },
  {
    choice: {
      name: "What should happen to hidden information in your files?",
      hint: "Photographs and documents often hide where they were taken, the phone’s model, the author’s name and when they were changed. The content does not show it, but it can tell who you are.",
      CLEANED: "Take hidden information out first (advised)",
      CLEANED_HINT:
        "The file gets a neutral name, too. What cannot be taken out is listed.",
      ORIGINAL: "Hand in as it is",
      ORIGINAL_HINT:
        "Time and place of a photograph are sometimes the evidence. The office sees all hidden information.",
      BOTH: "Hand in both",
      BOTH_HINT: "The office sees all hidden information in the original.",
      serverHint:
        "Without scripts, files up to 20 MB are cleaned in the server’s memory and touch no disk; larger files and unknown kinds are sealed as they are.",
    },
    removed: "Taken out: ",
    nothing: "No hidden information was found.",
    left: "Still in the file: ",
    sealedAs: {
      CLEANED: "cleaned copy",
      ORIGINAL: "original",
      UNKNOWN: "not cleaned, sealed as it is",
    },
    notCleanable:
      "It cannot be cleaned and was sealed as it is. If it could give you away, remove it and hand in a screenshot or a photograph of it.",
    labels: {
      GPS_POSITION: "Where it was taken",
      PLACE_NAME: "Name of a place",
      METADATA_TRACK: "Positions and movements along the film",
      DEVICE_MAKE: "Make of the device",
      DEVICE_MODEL: "Model of the device",
      LENS: "Lens",
      MAKER_NOTE: "The maker’s private record",
      COLOUR_PROFILE: "Colour profile of one device",
      PRINTER: "Printer",
      AUTHOR: "Author",
      OWNER: "Owner of the device",
      LAST_EDITOR: "Last changed by",
      COPYRIGHT: "Holder of the copyright",
      COMPANY: "Organisation",
      MANAGER: "Manager",
      REVIEWER: "Who commented or changed",
      SIGNATURE: "Digital signature",
      TAKEN_AT: "Taken",
      GPS_TIME: "Day of the position",
      CREATED_AT: "Made",
      CHANGED_AT: "Changed",
      PRINTED_AT: "Printed",
      REVIEWED_AT: "Commented or changed",
      TIMECODE: "Time code",
      REVISION_COUNT: "Times saved, version",
      EDITING_TIME: "Time spent editing (minutes)",
      EDIT_STEPS: "Steps of editing",
      EARLIER_VERSIONS: "Content of earlier versions",
      TRACKED_CHANGES: "Tracked changes (with deleted text)",
      SOFTWARE: "Software",
      TEMPLATE: "Template",
      THUMBNAIL: "Preview (perhaps from before editing)",
      FURTHER_PICTURE: "Further picture or motion photo",
      TITLE: "Title",
      DESCRIPTION: "Description",
      KEYWORDS: "Keywords",
      COMMENT: "Remark",
      TEXT_TRACK: "Subtitles or text track",
      SERIAL_NUMBER: "Serial number of the device",
      IMAGE_ID: "Number of the picture",
      DOCUMENT_ID: "Number of the document",
      SAVE_MARKS: "Numbers of each saving",
      ORGANISATION_LABEL: "Confidentiality label of an organisation",
      LINKED_FILE: "Path or file name on a computer",
      CONTENT_CREDENTIALS: "Content credentials (record of origin)",
      CUSTOM_PROPERTY: "Custom property",
      METADATA_BLOCK: "Other hidden data",
      TRAILING_DATA: "Data added at the end",
      ATTACHMENT: "File inside the file",
      MACRO: "Macro",
    },
    notes: {
      CONTENT_SHOWS_YOU:
        "Picture, sound and text may still show who you are: faces, voices, reflections, handwriting, file numbers. No program takes these out.",
      FORMAT_UNKNOWN:
        "This kind of file is not known here; what it hides cannot be seen.",
      FILE_DAMAGED:
        "The file is incomplete or written oddly; it was not read to the end and not cleaned.",
      TOO_LARGE_TO_EXAMINE: "The file is too large and was not examined.",
      TOO_SLOW_TO_EXAMINE:
        "The connection was too slow: the file was not examined and is sealed as it is.",
      TOO_MUCH_INSIDE:
        "Unpacked, the file is too large or has too many parts; it was not cleaned.",
      OLD_OFFICE_OR_ENCRYPTED:
        "An old Office or WPS format, or locked with a password: it cannot be read. Save it as docx, xlsx or pptx and hand in that.",
      PDF_ENCRYPTED:
        "The PDF has a password or restrictions; what it says cannot be changed.",
      PDF_HISTORY:
        "The PDF still holds content of earlier versions that cannot be taken out. Print it to a new PDF and hand in that.",
      PDF_COMPRESSED_PARTS:
        "Some compressed parts of the PDF cannot be changed and may still tell something.",
      PDF_SIGNED:
        "The PDF has a digital signature, which names its signer. After cleaning the signature is no longer valid.",
      ATTACHMENTS_NOT_EXAMINED:
        "Files or drawings inside the file were not examined.",
      COMMENTS_KEEP_TEXT:
        "Names and times of comments go; the text of the comments stays.",
      TRACKED_CHANGES_KEEP_TEXT:
        "Text deleted under tracked changes is still in the file. Accept or reject all changes first, then hand it in.",
      DOCUMENT_SIGNED:
        "The document has a digital signature, which names its signer. After cleaning the signature is no longer valid.",
      MACROS_NOT_EXAMINED: "Macros inside were not examined.",
      SMALLER_COPY_KEPT:
        "The file also holds a smaller copy of the picture. If the picture was cropped, the copy may show it before.",
      STREAM_NOT_SEARCHED:
        "Picture and sound themselves were not searched; a few devices write numbers into them.",
      COLOURS_MAY_SHIFT:
        "The colour profile of one device was taken out; colours may look slightly different.",
    },
  },
);
