/** Kinds of entries by what they are about, for whoever searches the log. */
export const kindGroups = [
  "TIPSTER",
  "CASE",
  "READ",
  "CLOCK",
  "REWARD",
  "FINANCE",
  "KEYS",
  "PEOPLE",
  "LOG",
] as const;
export type KindGroup = (typeof kindGroups)[number];

export function isKindGroup(text: string): text is KindGroup {
  return kindGroups.some((group) => group === text);
}

const patterns: readonly (readonly [KindGroup, RegExp])[] = [
  [
    "TIPSTER",
    /^(TIP_|TIPSTER_|OFFICE_STRUCK_OUT$|REWARD_CLAIMED$|REWARD_DECLINED$)/,
  ],
  [
    "READ",
    /^((?:LEAD|FILE)_OPENED(?:_AGAIN)?|IDENTITY_OPENED|CASE_DOCUMENT_OPENED|LEAD_EXPORTED|LEAD_PRINTED|CLAIM_OPENED)$/,
  ],
  ["CLOCK", /^(CLOCK_|DELAY_)/],
  ["KEYS", /^(OFFICE_KEY_|RECOVERY_|LEADS_REWRAPPED$)/],
  ["PEOPLE", /^(STAFF_S|PERSON_|OFFICE_|PASS|SECOND_FACTOR)/],
  ["REWARD", /^(REWARD_|RULE_SET_)/],
  ["FINANCE", /^(CLAIM_|LEDGER_)/],
  [
    "CASE",
    /^(LEAD_|CHECK_|NOTE_|STAFF_|CASE_|HAND_OVER_|FILING_|FINDINGS_|FACT_)/,
  ],
];

/** What fits none is about the log and the deployment themselves. */
export function groupOf(kind: string): KindGroup {
  return patterns.find(([, pattern]) => pattern.test(kind))?.[0] ?? "LOG";
}
