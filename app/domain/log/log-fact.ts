/** One entry of the log as its rules need it: both parts merged, in the order of the index. */
export type LogFact = {
  readonly index: number;
  readonly kind: string;
  /** YYYY-MM-DD */
  readonly day: string;
  /** exact time (ISO 8601), of acts of staff only */
  readonly at: string | null;
  readonly leadId: string | null;
  readonly personId: string | null;
  readonly officeId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

/** What entries can break among themselves, whatever their hashes say. */
export const logFaultCodes = [
  "LEAD_UNKNOWN",
  "LEAD_RECEIVED_TWICE",
  "STATE_NOT_LEGAL",
  "GATE_SKIPPED",
  "NOT_THE_OWNER",
  "DUTIES_NOT_SEPARATE",
  "FINDING_DIFFERS",
  "FIGURES_NOT_LEGAL",
  "CODE_UNKNOWN",
  "OUTCOME_DIFFERS",
  "WRONG_OFFICE",
  "CHANGED_WHILE_OFFERED",
  "HAND_OVER_ONE_SIDED",
  "STRUCK_OUT_OFFICE_BACK",
  "IDENTITY_NOT_GIVEN",
  "IDENTITY_WITHOUT_REASON",
  "CLOCK_NOT_LEGAL",
  "LIMIT_DIFFERS",
  "LIMIT_NOT_NOTED",
  "FACT_NOT_LINKED",
  "REWARD_DIFFERS",
  "ABOVE_CEILING",
  "CLAIM_NOT_OPEN",
  "AMOUNT_DIFFERS",
  "LEDGER_UNBALANCED",
  "POSTINGS_WRONG",
  "NOT_BOOKED",
  "BOOKED_WITHOUT_CAUSE",
  "BOOK_CHANGED",
  "BUDGET_EXCEEDED",
  "SUMS_DIFFER",
  "NOT_IN_THIS_ROLE",
  "ACTED_AFTER_LEAVING",
  "KEY_SHARED_BY_OUTSIDER",
  "CUT_BACKWARDS",
  "DAY_DIFFERS",
  "ENTRY_BACKDATED",
] as const;
export type LogFaultCode = (typeof logFaultCodes)[number];

export type LogFault = {
  readonly code: LogFaultCode;
  /** the entry at which it shows; null for sums of the whole */
  readonly fact: LogFact | null;
  readonly values: Readonly<Record<string, string | number>>;
};

export type ReportFault = (
  code: LogFaultCode,
  fact: LogFact | null,
  values?: Readonly<Record<string, string | number>>,
) => void;

/** A text of an entry; schemas were checked before, so another type is the caller's fault and reads as nothing. */
export function textOf({ data }: LogFact, name: string): string {
  const value = data[name];
  return typeof value === "string" ? value : "";
}
export function fenOf({ data }: LogFact, name: string): number | null {
  const value = data[name];
  return typeof value === "number" ? value : null;
}
export function textsOf({ data }: LogFact, name: string): readonly string[] {
  const value = data[name];
  return Array.isArray(value)
    ? value.filter((each): each is string => typeof each === "string")
    : [];
}
