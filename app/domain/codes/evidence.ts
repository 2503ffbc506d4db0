import type { CodeEntry } from "./code-entry";

/** What a tipster can bring. */
export const evidenceKinds = [
  { code: "BILL", zh: "票据、发票", en: "Bills, invoices", basis: null },
  { code: "FEE_LIST", zh: "费用清单", en: "Fee list", basis: null },
  {
    code: "MEDICAL_RECORD",
    zh: "病历、处方",
    en: "Medical records, prescriptions",
    basis: null,
  },
  { code: "PHOTO", zh: "照片", en: "Photographs", basis: null },
  { code: "AUDIO", zh: "录音", en: "Audio recording", basis: null },
  { code: "VIDEO", zh: "录像", en: "Video recording", basis: null },
  { code: "CHAT", zh: "聊天记录", en: "Chat records", basis: null },
  {
    code: "STOCK_RECORD",
    zh: "购销存记录",
    en: "Purchase, sale and stock records",
    basis: null,
  },
  {
    code: "SETTLEMENT_RECORD",
    zh: "结算记录",
    en: "Settlement records",
    basis: null,
  },
  { code: "WITNESS", zh: "证人", en: "Witness", basis: null },
  { code: "OTHER", zh: "其他", en: "Other", basis: null },
] as const satisfies readonly CodeEntry[];

/** How strong the evidence proved; some local tables pay by grade. */
export const evidenceGrades = [
  {
    code: "G1",
    zh: "一级：有详细违法违规事实、线索及有效（直接）证据，协助查处，查实情况与举报完全或基本相符",
    en: "Grade 1: detailed facts, clues and effective (direct) evidence, help in the check, full or nearly full match",
    basis: "广东省征求意见稿（2023-06-01）；湖南省 2025 举报奖励规定",
  },
  {
    code: "G2",
    zh: "二级：有事实、线索及部分证据",
    en: "Grade 2: facts, clues and part of the evidence",
    basis: "广东省征求意见稿（2023-06-01）；湖南省 2025 举报奖励规定",
  },
  {
    code: "G3",
    zh: "三级：有事实或线索，不直接协助查处",
    en: "Grade 3: facts or clues, no direct help",
    basis: "广东省征求意见稿（2023-06-01）；湖南省 2025 举报奖励规定",
  },
] as const satisfies readonly CodeEntry[];
