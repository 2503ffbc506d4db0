import { CodedError } from "../shared/coded-error";
import type { Day } from "../shared/day";
import { type Fen, fen } from "../shared/fen";

/**
 * Accounts of one finance office and budget year. Debit is positive. The reward budget is never mixed with the insurance
 * fund (735号 art. 21), and what is recovered from offenders is another ledger.
 *
 * BUDGET_GRANTED (credit) = BUDGET_AVAILABLE + COMMITTED + PAYABLE + PAID + RETURNED + CLAWED_BACK (debits).
 * COMMITTED: approved, not yet claimed. PAYABLE: claimed, not yet paid. RETURNED: sent back by the bank, waiting for
 * another payee. CLAWED_BACK: paid, taken back for fraud, to be recovered.
 * LAPSED and DECLINED remember given-up rewards whose money is available again; RELEASED (credit) is their counterpart.
 */
export const ledgerAccounts = [
  "BUDGET_GRANTED",
  "BUDGET_AVAILABLE",
  "COMMITTED",
  "PAYABLE",
  "PAID",
  "RETURNED",
  "CLAWED_BACK",
  "LAPSED",
  "DECLINED",
  "RELEASED",
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

export type LedgerKind =
  | "GRANT"
  | "APPROVE"
  | "CLAIM"
  | "PAY"
  | "LAPSE"
  | "DECLINE"
  | "RETURN"
  | "CLAW_BACK";

export type Posting = {
  readonly account: LedgerAccount;
  /** debit positive, credit negative, never 0; fen */
  readonly amountFen: number;
};

export type LedgerTransaction = {
  readonly kind: LedgerKind;
  readonly financeOfficeId: string;
  readonly budgetYear: number;
  readonly day: Day;
  /** the reward; for GRANT the grant */
  readonly subjectId: string;
  /** unique in the ledger: the same thing can be booked once */
  readonly onceKey: string;
  readonly postings: readonly Posting[];
};

/** Which book, and when. A reward stays in the budget year of its approval. */
export type LedgerEntry = {
  readonly financeOfficeId: string;
  readonly budgetYear: number;
  readonly day: Day;
};

export type RewardEntry = LedgerEntry & {
  readonly rewardId: string;
  readonly amountFen: Fen;
  /** 1 for the first claim of a reward; one more after each returned payment */
  readonly attempt?: number;
};

export function grantBudget(
  grant: LedgerEntry & { readonly grantId: string; readonly amountFen: Fen },
): LedgerTransaction {
  return book("GRANT", { ...grant, subjectId: grant.grantId }, [
    ["BUDGET_AVAILABLE", 1],
    ["BUDGET_GRANTED", -1],
  ]);
}

export function approveReward(entry: RewardEntry): LedgerTransaction {
  return bookReward("APPROVE", entry, [
    ["COMMITTED", 1],
    ["BUDGET_AVAILABLE", -1],
  ]);
}

/** @param from RETURNED when the tipster names another payee after a returned payment */
export function claimReward(
  entry: RewardEntry,
  from: "COMMITTED" | "RETURNED" = "COMMITTED",
): LedgerTransaction {
  return bookReward("CLAIM", entry, [
    ["PAYABLE", 1],
    [from, -1],
  ]);
}

export function payReward(entry: RewardEntry): LedgerTransaction {
  return bookReward("PAY", entry, [
    ["PAID", 1],
    ["PAYABLE", -1],
  ]);
}

/** @param from PAYABLE when the bank refused the transfer, PAID when the money came back */
export function returnPayment(
  entry: RewardEntry,
  from: "PAYABLE" | "PAID",
): LedgerTransaction {
  return bookReward("RETURN", entry, [
    ["RETURNED", 1],
    [from, -1],
  ]);
}

/** Not claimed in time: the money is available again (医保办发〔2022〕22号: 视为主动放弃). */
export function lapseReward(
  entry: RewardEntry,
  from: "COMMITTED" | "RETURNED" = "COMMITTED",
): LedgerTransaction {
  return bookReward("LAPSE", entry, givenUp("LAPSED", from));
}

export function declineReward(
  entry: RewardEntry,
  from: "COMMITTED" | "RETURNED" = "COMMITTED",
): LedgerTransaction {
  return bookReward("DECLINE", entry, givenUp("DECLINED", from));
}

/** Paid money taken back for fraud: what is owed stands in CLAWED_BACK until the recovery ledger closes it. */
export function clawBackReward(entry: RewardEntry): LedgerTransaction {
  return bookReward("CLAW_BACK", entry, [
    ["CLAWED_BACK", 1],
    ["PAID", -1],
  ]);
}

/** @throws CodedError LEDGER_UNBALANCED unless there are two or more whole, non-zero postings that add up to 0 */
export function assertBalanced(
  transaction: Pick<LedgerTransaction, "kind" | "postings">,
): void {
  const { kind, postings } = transaction;
  const whole = postings.every(
    ({ amountFen }) => Number.isSafeInteger(amountFen) && amountFen !== 0,
  );
  const sum = whole
    ? postings.reduce((total, { amountFen }) => total + BigInt(amountFen), 0n)
    : 1n;
  if (!whole || postings.length < 2 || sum !== 0n)
    throw new CodedError("LEDGER_UNBALANCED", { values: { kind } });
}

type Sides = readonly (readonly [LedgerAccount, 1 | -1])[];

function givenUp(
  account: "LAPSED" | "DECLINED",
  from: "COMMITTED" | "RETURNED",
): Sides {
  return [
    ["BUDGET_AVAILABLE", 1],
    [from, -1],
    [account, 1],
    ["RELEASED", -1],
  ];
}

function bookReward(
  kind: LedgerKind,
  entry: RewardEntry,
  sides: Sides,
): LedgerTransaction {
  return book(kind, { ...entry, subjectId: entry.rewardId }, sides);
}

function book(
  kind: LedgerKind,
  entry: LedgerEntry & {
    readonly subjectId: string;
    readonly amountFen: Fen;
    readonly attempt?: number;
  },
  sides: Sides,
): LedgerTransaction {
  const { financeOfficeId, budgetYear, day, subjectId, attempt = 1 } = entry;
  const amountFen = fen(entry.amountFen);
  if (amountFen === 0)
    throw new CodedError("INPUT_INVALID", { field: "amountFen" });
  if (!Number.isSafeInteger(budgetYear))
    throw new CodedError("INPUT_INVALID", { field: "budgetYear" });
  const transaction = {
    kind,
    financeOfficeId,
    budgetYear,
    day,
    subjectId,
    onceKey: `${kind}.${subjectId}.${attempt}`,
    postings: sides.map(([account, sign]) => ({
      account,
      amountFen: sign * amountFen,
    })),
  };
  assertBalanced(transaction);
  return transaction;
}

/** The budget year of a day is its calendar year (预算法 art. 18). */
export function budgetYearOf(value: Day): number {
  return Number(value.slice(0, 4));
}
