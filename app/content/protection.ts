import { defineWords } from "./words";

export const protectionWords = defineWords(
  {
    title: "怎样保护您",
    lead: "我们不请您“相信”我们。下面写清楚我们做了什么、做不到什么，您自己判断要写多少。",
    promisesTitle: "我们的承诺",
    promises: [
      {
        title: "没存的东西，泄露不了",
        text: "不要求登录，不用 Cookie，不记录网络地址和浏览器信息，不加载任何第三方内容。关于您的一切只记到“哪一天”，不记钟点。",
      },
      {
        title: "必须存的，先封存再存",
        text: "举报内容、文件、文件名、来往消息、姓名和收款信息都先加密，再写入硬盘。数据库、硬盘、备份被偷走，也读不出来。",
      },
      {
        title: "只有该看的人能看",
        text: "只有承办机构的工作人员能打开，每次打开都有记录。系统管理员手里没有钥匙；他可以增设机构和人员，但每一次都写进记录，查得到。",
      },
      {
        title: "办案和付钱分开",
        text: "办案的人看不到钱付给了谁；财务看到金额和账户，看不到举报的内容和编号。",
      },
      {
        title: "实名另存",
        text: "选择实名的，姓名和联系方式单独封存。工作人员要看，必须选明理由，您的查询页会列出这次记录。",
      },
      {
        title: "不会悄悄消失",
        text: "每一步都写进只能增加、不能修改的记录。期限两边都看得见，超过了就写“已逾期”。",
      },
      {
        title: "您来过，没人知道",
        text: "您打开查询页，我们不留任何记录，工作人员看不到您什么时候来过。",
      },
    ],
    lawTitle: "法律怎么说",
    law: [
      "医疗保障行政部门应当对举报人的信息保密（《医疗保障基金使用监督管理条例》第三十五条）。",
      "泄露个人信息、商业秘密的，依法给予处分（同条例第四十六条）。",
      "不得把举报人的个人信息、举报情况泄露给被举报人或者与办理无关的人（医保办发〔2022〕22号）。",
    ],
    limitsTitle: "我们做不到的",
    limits: [
      {
        title: "内容会说话",
        text: "只有您知道的细节、您的口气、照片里的角落，都可能让人认出您。",
      },
      {
        title: "没有 JavaScript 时，服务器见过一眼",
        text: "打开了 JavaScript，内容在您的浏览器里封存，服务器只看到交给哪个机构、几个文件、大致多大、有没有留姓名、哪一天。没有 JavaScript，由服务器在内存里封存：封存之前的一瞬间，内容在服务器内存里。举报页会写明现在是哪一种。",
      },
      {
        title: "不安全的设备",
        text: "手机、电脑里有监控软件的，什么加密都没有用。请用自己信得过的设备，不要用单位的。",
      },
      {
        title: "网络上看得到您来过",
        text: "网络管理员可能看到您访问了本站，但看不到您写了什么。请不要用单位的网络。",
      },
      {
        title: "特别的金额",
        text: "有的地方奖励不多，一笔特别的数目，知情的人可能猜到和哪个案子有关。",
      },
      { title: "查询码", text: "谁拿到谁就能看、能回、能领奖。丢了找不回来。" },
    ],
    selfTitle: "您自己可以做的",
    self: [
      "用自己的手机或电脑、自己的网络，不在单位填。",
      "交照片、文档之前，去掉拍摄地点和作者信息，或者只交截图。",
      "不把举报的事告诉别人，包括同事。",
      "抄好查询码以后关掉窗口；公用设备再清除浏览记录。",
    ],
    truthTitle: "您的责任",
    truth:
      "举报人应当对举报内容和提供材料的真实性负责。记错、看错不要紧；故意捏造事实诬告陷害他人的，依法承担责任。",
    keepTitle: "保存多久",
    keep: "我们查到的规定没有写明举报材料要保存多少年。个人信息依《个人信息保护法》第十九条，只保存到实现办理目的所必要的最短时间。上传了却没有随举报发送的文件，当天之后再保留两个整天，在第三天清除。",
  },
  {
    title: "How you are protected",
    lead: "We do not ask you to trust us. Here is what we do and what we cannot do, so that you can judge for yourself how much to write.",
    promisesTitle: "What we promise",
    promises: [
      {
        title: "What is not kept cannot leak",
        text: "No account, no cookies, no record of network address or browser, nothing loaded from third parties. About you we note the day, never the hour.",
      },
      {
        title: "What must be kept is sealed first",
        text: "Reports, files, file names, messages, names and payee details are encrypted before they reach a disk. Whoever steals the database, the disk or the backups cannot read them.",
      },
      {
        title: "Only those in charge can read it",
        text: "Only staff of the office in charge can open it, and every opening is on record. The system’s administrator holds no key; they can add offices and people, but each time the record shows it.",
      },
      {
        title: "Case and money are kept apart",
        text: "The people on the case never see who was paid; finance sees sum and account, never what the report said nor its number.",
      },
      {
        title: "A real name is kept elsewhere",
        text: "If you sign, your name and contact are sealed separately. Staff must choose a reason before they open them, and your inbox shows that they did.",
      },
      {
        title: "Nothing vanishes quietly",
        text: "Every step goes into a record that can only grow. Both sides see the same deadlines, and a missed one says “late”.",
      },
      {
        title: "Nobody knows that you looked",
        text: "When you open your inbox, nothing is recorded, and staff cannot see when you were there.",
      },
    ],
    lawTitle: "What the law says",
    law: [
      "The authority must keep information about reporters secret (Regulation on the Supervision of the Use of Medical Security Funds, art. 35).",
      "Those who leak personal information or trade secrets are disciplined (same regulation, art. 46).",
      "Information about the reporter or the report may not be given to the reported party or to anybody not handling it (医保办发〔2022〕22号).",
    ],
    limitsTitle: "What we cannot do",
    limits: [
      {
        title: "Content speaks",
        text: "A detail that only you know, your way of writing, the corner of a photograph can give you away.",
      },
      {
        title: "Without JavaScript the server sees it for a moment",
        text: "With JavaScript your browser seals the report, and the server sees only which office it goes to, how many files, roughly how large all is, whether you left a name, and the day. Without JavaScript the server seals it in its memory: for that moment the content is there. The report page says which of the two it is.",
      },
      {
        title: "Unsafe devices",
        text: "No encryption helps if there is spyware on the telephone or computer. Use one you trust, not your employer’s.",
      },
      {
        title: "The network sees that you were here",
        text: "Whoever runs the network may see that you visited this site, though not what you wrote. Do not use your employer’s network.",
      },
      {
        title: "Unusual sums",
        text: "Where few rewards are paid, those who know the case may guess it from an unusual sum.",
      },
      {
        title: "The tracking code",
        text: "Whoever has it can read, answer and claim. A lost one cannot be restored.",
      },
    ],
    selfTitle: "What you can do",
    self: [
      "Use your own device and your own network, not those at work.",
      "Remove place and author from photographs and documents, or hand in a screenshot.",
      "Tell nobody that you reported, colleagues included.",
      "Close the window once you have written down the code; on a shared device clear the history too.",
    ],
    truthTitle: "Your duty",
    truth:
      "Reporters answer for the truth of what they write and hand in. An honest mistake does no harm; inventing facts in order to have somebody punished has legal consequences.",
    keepTitle: "How long it is kept",
    keep: "The rules we could find name no number of years for reports. Personal information is kept for the shortest time that handling requires (Personal Information Protection Law, art. 19). Files that were uploaded but never sent with a report are kept for the day of the upload and two whole days more, and are deleted on the third day.",
  },
);
