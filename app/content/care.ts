import { defineWords } from "./words";

/** What looks after the tipster beside the questions. Keys of `leak.kinds` are the kinds of app/forms/leak-check. */
export const careWords = defineWords(
  {
    leak: {
      title: "发送之前：有 {count} 处可能让人认出您",
      lead: "这是在您写的文字里找到的，只是提醒，不会拦住您，也不会告诉任何人。每一处都请想一想：这件事有多少人知道？知道的人越少，越容易猜到是您。",
      none: "没有找到姓名、电话、床号这一类容易认出您的内容。程序看不出所有的线索，还是请您自己再看一遍。",
      times: "（共 {times} 处）",
      change: "去改",
      changeNamed: "去改：{text}",
      kinds: {
        SELF_NAME: {
          title: "您自己的姓名",
          advice:
            "正文谁办案谁看得到。想实名的，姓名只填在最后专门的一页；不想实名的，请删掉。",
        },
        FEW_KNOW: {
          title: "只有几个人知道的事",
          advice:
            "对方看到这一句，马上能数出是谁说的。可以先写得笼统些，以后在查询页里再补充。",
        },
        OWN_ROLE: {
          title: "您的岗位或身份",
          advice:
            "做这个岗位的一共有几个人？只有一两个的，请写“内部的人”就够了；前面已经可以选身份。",
        },
        KIN_NAME: {
          title: "家人的姓名",
          advice: "从家人能直接找到您。写“我的家人”就可以。",
        },
        HOME: {
          title: "住址",
          advice: "办案不需要知道您住在哪一户，写到街道或村就够了。",
        },
        OWN_DAY: {
          title: "您在场的日子",
          advice:
            "那天在场的有多少人？对方能从排班、监控、收费记录里查那一天。写“某年某月”通常就够了。",
        },
        CLOCK_TIME: {
          title: "准确的钟点",
          advice:
            "准确到分钟，能对上排班表和监控。写“上午”“晚饭以后”一般也够用。",
        },
        PHONE: {
          title: "电话号码",
          advice: "如果是您的，请删掉；如果是对方的，可以留着。",
        },
        ACCOUNT: {
          title: "微信、QQ 等账号",
          advice: "如果是您的，请删掉；如果是对方的，可以留着。",
        },
        EMAIL: {
          title: "电子邮箱",
          advice: "如果是您的，请删掉；如果是对方的，可以留着。",
        },
        ID_NUMBER: {
          title: "证件号码",
          advice:
            "一个号码只属于一个人。如果是您或家人的，请删掉；是别人的，没有必要也不要写。",
        },
        BANK_CARD: {
          title: "银行卡号或账号",
          advice:
            "如果是您的，请删掉：领奖时另有地方填写。如果是收钱的账户，可以留着。",
        },
        PLATE: {
          title: "车牌号",
          advice: "如果是您或家人的车，请删掉；如果是对方用的车，可以留着。",
        },
        BED: {
          title: "床号或房号",
          advice:
            "这张床那段时间住的是谁，医院一查就知道。如果是您或家人住过，请写“某个病房”。",
        },
        RECORD_NUMBER: {
          title: "住院号、票据号等编号",
          advice:
            "一个编号只对应一个人或一次就诊。如果是您或家人的，请先不写，需要核对时再在查询页里告诉核查人员。",
        },
        PATIENT_NAME: {
          title: "病人的姓名",
          advice:
            "这是别人的隐私，也可能从病人找到您。写“一位病人”就可以，需要时核查人员会问。",
        },
        PERSON_NAME: {
          title: "人名",
          advice:
            "如果这就是您要举报的人，请留着，核查用得上。如果是同事、邻居或者给您看病的人，想一想能不能从这个人找到您，可以写“一位同事”。",
        },
      },
    },
    draft: {
      saveTitle: "先存下来，以后再写",
      saveLead:
        "把填写的内容存成一个加密文件，放在您自己选的地方（不含已经选的文件）。本站不留任何东西；忘了口令，谁也打不开。",
      passphrase: "口令",
      passphraseHint:
        "至少 12 个字符（纯数字至少 15 位）。不要用生日、电话，也不要用您在别处用过的密码。",
      again: "再输一次口令",
      generate: "替我想一个",
      generated: "口令（请抄下来，文件里没有）",
      save: "存成文件",
      working: "正在加密……",
      saved:
        "已经交给浏览器保存，文件名是 {name}，可以改名。请记住口令，两样不要放在一起。",
      openTitle: "打开以前存的文件",
      openLead: "文件只在这个浏览器里打开，不会上传。",
      file: "文件",
      open: "打开",
      opened: "已经打开，请接着写。",
    },
    code: {
      checkTitle: "输一遍，核对抄得对不对",
      checkLabel: "照您抄下的查询码输入",
      checkHint: "空格、短横线、全角数字都可以。只在这一页里比对。",
      check: "核对",
      right: "对了，和上面的查询码一样。",
      wrong: "第 {group} 组不一样，请对照上面再看看。",
      short: "还差 {missing} 位。",
      long: "多了 {extra} 位，请检查有没有重复。",
      notDigits: "里面有不是数字的字符，请检查。",
      waysTitle: "别的保存办法",
      print: "打印",
      printHint: "打印出来的纸上只有号码和本站网址。",
      download: "存成文本文件",
      downloaded: "已经交给浏览器保存，文件名是 {name}，里面只有号码和网址。",
      qr: "显示二维码",
      hideQr: "收起二维码",
      qrLabel: "查询码的二维码",
      qrHint:
        "用另一部手机的扫码功能能读出这 24 位数字，里面没有网址。存在手机里的图片别人也能看到，请小心。",
      large: "大字显示",
      readTitle: "念给人听",
      read: "显示读法",
      hideRead: "收起读法",
      one: "数字 1 的读法",
      ones: { YAO: "幺", YI: "一", EN: "用英语念" },
      groupName: "第 {number} 组",
      warning:
        "谁拿到它，谁就能看到进展、以您的名义说话和领奖。不要存在单位的设备或别人看得到的地方。",
      sheet: "号码",
    },
    practice: {
      begin: "先试一遍，什么都不会发出去",
      title: "正在练习",
      banner:
        "您写的内容不会发出去，最后看到的查询码也只是样子。请写编的内容，不要写真的。",
      stop: "结束练习，正式填写",
      files: "练习时不收文件。正式填写时，可以在这里选择文件。",
      finish: "完成练习",
      sentTitle: "练习完成了",
      sent: "什么都没有发出去。正式举报以后，这里会显示您自己的查询码；下面这个是样子，查不到任何东西。",
    },
  },
  {
    leak: {
      title: "Before you send: {count} places that could tell who you are",
      lead: "They were found in what you wrote. This is advice only: nothing is blocked and nobody is told. For each of them ask yourself how many people could know this. The fewer they are, the easier you are to guess.",
      none: "No names, telephone or bed numbers or the like were found. A program does not see every hint; please read your report through once more yourself.",
      times: " ({times} times)",
      change: "Change",
      changeNamed: "Change: {text}",
      kinds: {
        SELF_NAME: {
          title: "Your own name",
          advice:
            "Everybody who works on the case reads the text. If you want to sign, put your name only on the last page made for it; if not, please take it out.",
        },
        FEW_KNOW: {
          title: "What only a few people know",
          advice:
            "Whoever reads this sentence can count who said it. You can keep it vague now and add to it later in your inbox.",
        },
        OWN_ROLE: {
          title: "Your post or position",
          advice:
            "How many people hold this post? If there are one or two, “somebody who works there” is enough; there is a question for your position already.",
        },
        KIN_NAME: {
          title: "A relative’s name",
          advice: "From a relative one comes to you. “A relative” is enough.",
        },
        HOME: {
          title: "An address",
          advice:
            "Nobody needs to know which door is yours; a street or village is enough.",
        },
        OWN_DAY: {
          title: "A day on which you were there",
          advice:
            "How many people were there that day? Rosters, cameras and tills can be looked up by the day. Year and month are usually enough.",
        },
        CLOCK_TIME: {
          title: "An exact time",
          advice:
            "A time to the minute fits a roster and a camera. “In the morning” or “after dinner” usually does as well.",
        },
        PHONE: {
          title: "A telephone number",
          advice: "If it is yours, take it out; if it is theirs, it may stay.",
        },
        ACCOUNT: {
          title: "A WeChat, QQ or other account",
          advice: "If it is yours, take it out; if it is theirs, it may stay.",
        },
        EMAIL: {
          title: "An e-mail address",
          advice: "If it is yours, take it out; if it is theirs, it may stay.",
        },
        ID_NUMBER: {
          title: "The number of an identity document",
          advice:
            "A number belongs to one person. If it is yours or a relative’s, take it out; if it is somebody else’s, leave it out unless it is needed.",
        },
        BANK_CARD: {
          title: "A bank card or account number",
          advice:
            "If it is yours, take it out: there is another place for it when you claim a reward. If the money went there, it may stay.",
        },
        PLATE: {
          title: "A licence plate",
          advice:
            "If the car is yours or a relative’s, take it out; if they use it, it may stay.",
        },
        BED: {
          title: "A bed or room number",
          advice:
            "The hospital can look up who lay there. If it was you or a relative, write “one of the wards”.",
        },
        RECORD_NUMBER: {
          title: "An admission, bill or other number",
          advice:
            "A number belongs to one person or one visit. If it is yours or a relative’s, leave it out for now; you can give it in your inbox when staff need it.",
        },
        PATIENT_NAME: {
          title: "A patient’s name",
          advice:
            "This is somebody else’s private matter, and could lead to you. “A patient” is enough; staff will ask when they need more.",
        },
        PERSON_NAME: {
          title: "A person’s name",
          advice:
            "If this is whom you report, leave it: it helps the check. If it is a colleague, a neighbour or somebody who treated you, ask yourself whether it leads to you; “a colleague” may be enough.",
        },
      },
    },
    draft: {
      saveTitle: "Save it and go on later",
      saveLead:
        "What you have typed goes into an encrypted file that you keep where you like (files you chose are not in it). This site keeps nothing; without the passphrase nobody can open it.",
      passphrase: "Passphrase",
      passphraseHint:
        "At least 12 characters, or 15 if they are all digits. No birthdays, no telephone numbers, no password you use elsewhere.",
      again: "Passphrase once more",
      generate: "Make one for me",
      generated: "Passphrase (write it down; it is not in the file)",
      save: "Save as a file",
      working: "Encrypting…",
      saved:
        "Handed to your browser to save, as {name}; you may rename it. Please remember the passphrase, and keep the two apart.",
      openTitle: "Open a saved file",
      openLead: "The file is opened in this browser only; it is not uploaded.",
      file: "File",
      open: "Open",
      opened: "Opened. Please go on.",
    },
    code: {
      checkTitle: "Type it once to check your copy",
      checkLabel: "Type the code as you wrote it down",
      checkHint:
        "Spaces, hyphens and full-width digits are fine. It is compared in this page only.",
      check: "Compare",
      right: "Right: the same as the code above.",
      wrong: "Group {group} is different. Please look at it again.",
      short: "{missing} digits are missing.",
      long: "There are {extra} digits too many. Is a group in it twice?",
      notDigits: "There is something in it that is not a digit.",
      waysTitle: "Other ways to keep it",
      print: "Print",
      printHint:
        "The sheet shows the number and the address of this site, nothing else.",
      download: "Save as a text file",
      downloaded:
        "Handed to your browser to save, as {name}. Only the number and the address are in it.",
      qr: "Show a QR code",
      hideQr: "Hide the QR code",
      qrLabel: "QR code of the tracking code",
      qrHint:
        "Another telephone can read the 24 digits from it; no address is in it. A picture kept on a telephone can be seen by others: be careful.",
      large: "Large digits",
      readTitle: "Read it to somebody",
      read: "Show how to read it",
      hideRead: "Hide how to read it",
      one: "How to read the digits",
      ones: {
        YAO: "In Chinese, 1 as yao",
        YI: "In Chinese, 1 as yi",
        EN: "In English",
      },
      groupName: "Group {number}",
      warning:
        "Whoever has it can follow the report, speak in your name and claim the reward. Do not keep it on a device of your employer or where others can see it.",
      sheet: "Number",
    },
    practice: {
      begin: "Try it first: nothing is sent",
      title: "This is practice",
      banner:
        "What you write is not sent, and the tracking code at the end is only an example. Please write something made up, not the real thing.",
      stop: "Stop practising and begin for real",
      files:
        "No files are taken in practice. In a real report you can choose them here.",
      finish: "Finish practising",
      sentTitle: "You have finished practising",
      sent: "Nothing was sent. After a real report your own tracking code stands here; the one below is an example and opens nothing.",
    },
  },
);
