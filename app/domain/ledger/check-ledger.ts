import { CodedError } from "../shared/coded-error";
import {
  type LedgerAccount,
  type LedgerTransaction,
  assertBalanced,
  ledgerAccounts,
} from "./posting";

export type Balances = Readonly<Record<LedgerAccount, bigint>>;

/** Sum of every account over the given transactions, debit positive, in fen. */
export function balances(
  transactions: readonly Pick<LedgerTransaction, "postings">[],
): Balances {
  const sums = Object.fromEntries(
    ledgerAccounts.map((account) => [account, 0n]),
  ) as Record<LedgerAccount, bigint>;
  for (const { postings } of transactions)
    for (const { account, amountFen } of postings)
      sums[account] += BigInt(amountFen);
  return sums;
}

/** approved = paid + pending + returned + lapsed + declined + clawed back, in fen */
export type Reconciliation = {
  readonly approved: bigint;
  readonly paid: bigint;
  /** committed and payable */
  readonly pending: bigint;
  readonly returned: bigint;
  readonly lapsed: bigint;
  readonly declined: bigint;
  readonly clawedBack: bigint;
  readonly agrees: boolean;
};

export function reconcile(
  transactions: readonly LedgerTransaction[],
): Reconciliation {
  const sums = balances(transactions);
  const approved = balances(
    transactions.filter(({ kind }) => kind === "APPROVE"),
  ).COMMITTED;
  const parts = {
    paid: sums.PAID,
    pending: sums.COMMITTED + sums.PAYABLE,
    returned: sums.RETURNED,
    lapsed: sums.LAPSED,
    declined: sums.DECLINED,
    clawedBack: sums.CLAWED_BACK,
  };
  const total = Object.values(parts).reduce((sum, part) => sum + part, 0n);
  return { approved, ...parts, agrees: total === approved };
}

export type LedgerFault = {
  readonly code:
    | "UNBALANCED"
    | "BOOKED_TWICE"
    | "NEGATIVE_BALANCE"
    | "PAID_EXCEEDS_APPROVED"
    | "NOT_RECONCILED"
    | "BUDGET_NOT_RECONCILED"
    | "CHANGED_BOOK";
  /** the transaction (once key), the reward, or "office year" */
  readonly at: string;
  readonly account?: LedgerAccount;
};

/** What only ever holds money or nothing. BUDGET_AVAILABLE is not here: no approval takes it below 0, and a grant that is cut later is the budget's matter. */
const neverNegative = [
  "COMMITTED",
  "PAYABLE",
  "PAID",
  "RETURNED",
  "CLAWED_BACK",
  "LAPSED",
  "DECLINED",
] as const satisfies readonly LedgerAccount[];

/**
 * Every fault of a ledger, in the order booked; an empty list is a sound ledger. The order of `transactions` is that of the
 * books: a payment before its approval is found even when the sums agree in the end.
 */
export function checkLedger(
  transactions: readonly LedgerTransaction[],
): readonly LedgerFault[] {
  const faults: LedgerFault[] = [];
  const seen = new Set<string>();
  const books = new Map<string, LedgerTransaction[]>();
  const rewards = new Map<string, LedgerTransaction[]>();
  for (const transaction of transactions) {
    const { onceKey, financeOfficeId, budgetYear, subjectId } = transaction;
    try {
      assertBalanced(transaction);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      faults.push({ code: "UNBALANCED", at: onceKey });
      // its figures may not even be integers: it cannot be added up
      continue;
    }
    if (seen.has(onceKey)) faults.push({ code: "BOOKED_TWICE", at: onceKey });
    seen.add(onceKey);
    push(books, `${financeOfficeId} ${budgetYear}`, transaction);
    if (transaction.kind !== "GRANT") push(rewards, subjectId, transaction);
  }

  for (const [rewardId, booked] of rewards) {
    const [first] = booked;
    if (
      booked.some(
        (each) =>
          each.financeOfficeId !== first!.financeOfficeId ||
          each.budgetYear !== first!.budgetYear,
      )
    )
      faults.push({ code: "CHANGED_BOOK", at: rewardId });
    const running = new Map<LedgerAccount, bigint>();
    for (const { postings, onceKey } of booked) {
      for (const { account, amountFen } of postings)
        running.set(account, (running.get(account) ?? 0n) + BigInt(amountFen));
      for (const account of neverNegative)
        if ((running.get(account) ?? 0n) < 0n)
          faults.push({ code: "NEGATIVE_BALANCE", at: onceKey, account });
    }
    const { approved, paid, clawedBack, agrees } = reconcile(booked);
    if (paid + clawedBack > approved)
      faults.push({ code: "PAID_EXCEEDS_APPROVED", at: rewardId });
    if (!agrees) faults.push({ code: "NOT_RECONCILED", at: rewardId });
  }

  for (const [book, booked] of books) {
    const sums = balances(booked);
    if (!reconcile(booked).agrees)
      faults.push({ code: "NOT_RECONCILED", at: book });
    const spent =
      sums.BUDGET_AVAILABLE +
      sums.COMMITTED +
      sums.PAYABLE +
      sums.PAID +
      sums.RETURNED +
      sums.CLAWED_BACK;
    if (
      spent !== -sums.BUDGET_GRANTED ||
      sums.LAPSED + sums.DECLINED !== -sums.RELEASED
    )
      faults.push({ code: "BUDGET_NOT_RECONCILED", at: book });
  }
  return faults;
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
