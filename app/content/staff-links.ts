import { defineWords } from "./words";

/** Leads that tell of one fact: who was first, and the proof of it. */
export const linkWords = defineWords(
  {
    title: "关联线索",
    text: "多条线索反映同一事实的，在此关联。谁先举报由日志的序号决定，奖励按这个顺序计算。举报人看不到关联，也看不到谁先谁后。",
    none: "没有关联的线索。",
    order: "按日志的先后",
    place: "第 {place}",
    first: "第一举报人",
    thisLead: "本线索",
    index: "日志序号 {index}",
    waits: "等待排入日志",
    hidden: "还有一条线索反映同一事实，由本机构及下级以外的机构办理。",
    hiddenEarlier:
      "还有一条线索反映同一事实，由本机构及下级以外的机构办理，先于本线索。",
    hiddenLater:
      "还有一条线索反映同一事实，由本机构及下级以外的机构办理，后于本线索。",
    notFixed:
      "有举报还没有排入日志。在下一次日志结算之前，顺序未定，不认定谁是第一举报人。",
    proof: "先后的证明",
    proofText:
      "每条举报的登记都是日志中的一片叶子。服务器已核对：这些叶子都在所示检查点之内，序号如上。",
    proofLeaf: "叶子哈希",
    proofSize: "检查点（条目数）",
    proofRoot: "根哈希",
    proofWrong:
      "线索 {number} 的证明与检查点不符：日志可能被改动过。请停止办理，报告系统管理员和审计人员。",
    download: "下载证明（JSON）",
    unlink: "解除关联",
    unlinkConfirm:
      "把本线索移出这一事实的关联？日志会记下由您解除，各线索的举报顺序随之变动。别处机构的线索不受您解除。",
    unlinked: "已解除关联。",
    candidates: "可能反映同一事实的线索",
    candidatesText:
      "依据登记的代码找出：同一地区、同类对象、有相同的行为。未看任何举报内容，是否同一事实由您判断。",
    candidatesNone: "没有找到登记信息相同的线索。",
    sameCodes: "相同的行为",
    linkUnder: "关联",
    byNumber: "按编号关联",
    number: "另一条线索的编号",
    numberHint: "限本机构和下级机构的线索，例如 7K3M-9QX2-VD4H。",
    code: "共同反映的行为",
    link: "关联",
    linkConfirm:
      "确认本线索与 {number} 反映的是同一事实（{code}）？日志会在两条线索上记下由您确认。同一机构和上级能看到本线索的编号、承办机构、状态、收到日期和先后；其他机构只知道另有一条线索，以及它在先还是在后。",
    linked: "已关联。",
    rankHintLogged: "按日志的先后，本线索排第 {rank}；填写其他数字不能提交。",
    rankHintPart:
      "认定的行为中有别人没有举报过的，本线索在这部分排第 1，奖励基数只计这部分。",
    rankHintWaits: "有关联的举报还没有排入日志，下一次日志结算之后才能提交。",
  },
  {
    title: "Linked leads",
    text: "Leads that tell of one fact are linked here. Their order is that of the log, and the reward counts by it. Tipsters see neither the links nor who came first.",
    none: "No linked leads.",
    order: "In the order of the log",
    place: "No. {place}",
    first: "first tip",
    thisLead: "this lead",
    index: "log index {index}",
    waits: "waits for its place in the log",
    hidden:
      "Another lead tells of the same fact. It is neither of this office nor of one under it.",
    hiddenEarlier:
      "Another lead tells of the same fact and came earlier than this one. It is neither of this office nor of one under it.",
    hiddenLater:
      "Another lead tells of the same fact and came later than this one. It is neither of this office nor of one under it.",
    notFixed:
      "A tip has no place in the log yet. Until the next cut the order is not fixed, and nobody is called the first.",
    proof: "Proof of the order",
    proofText:
      "The receipt of each tip is a leaf of the log. The server has checked that these leaves stand in the checkpoint shown, at the indexes above.",
    proofLeaf: "Leaf hash",
    proofSize: "Checkpoint (entries)",
    proofRoot: "Root hash",
    proofWrong:
      "The proof of lead {number} does not fit the checkpoint: the log may have been changed. Stop here, and tell the administrator and the auditor.",
    download: "Download the proof (JSON)",
    unlink: "Take out",
    unlinkConfirm:
      "Take this lead out of the fact? The log keeps that you did, and the order of the other leads changes with it.",
    unlinked: "Taken out.",
    candidates: "Leads that could tell of the same fact",
    candidatesText:
      "Found by registered codes alone: same area, same kind of subject, an act in common. No content was looked at; whether it is the same fact is for you to judge.",
    candidatesNone: "No lead was registered alike.",
    sameCodes: "Acts in common",
    linkUnder: "Link",
    byNumber: "Link by number",
    number: "Number of the other lead",
    numberHint:
      "Of this office or of one under it, for example 7K3M-9QX2-VD4H.",
    code: "The act both tell of",
    link: "Link",
    linkConfirm:
      "Do this lead and {number} tell of one fact ({code})? The log keeps on both leads that you said so. This office and those above it see this lead's number, office, state, received day and place; another office learns only that there is another lead, and whether it came earlier.",
    linked: "Linked.",
    rankHintLogged:
      "By the log this lead is number {rank}; no other figure is accepted.",
    rankHintPart:
      "Of the acts found, this lead alone told some: for that part it is number 1, and the base of the reward counts that part only.",
    rankHintWaits:
      "A linked tip has no place in the log yet: findings can be submitted after the next cut.",
  },
);
