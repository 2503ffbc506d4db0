import { createHash } from "node:crypto";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Transaction } from "#app/services/ports";

type Book = {
  readonly financeOfficeId: string;
  readonly budgetYear: number;
};

/** What of a budget is neither spent nor promised, in fen. */
export async function availableBudget(
  tx: Transaction,
  { financeOfficeId, budgetYear }: Book,
): Promise<bigint> {
  const { _sum } = await tx.ledgerPosting.aggregate({
    where: {
      account: "BUDGET_AVAILABLE",
      transaction: { financeOfficeId, budgetYear },
    },
    _sum: { amountFen: true },
  });
  return _sum.amountFen ?? 0n;
}

/**
 * That a budget has room for one more reward. Holds the book until the transaction ends: two approvals at the same instant
 * would each see the same money.
 * @throws CodedError BUDGET_EXCEEDED
 */
export async function requireBudget(
  tx: Transaction,
  book: Book & { readonly amountFen: number },
): Promise<void> {
  const key = createHash("sha256")
    .update(`budget ${book.financeOfficeId} ${book.budgetYear}`)
    .digest()
    .readBigInt64BE();
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${key})`;
  if ((await availableBudget(tx, book)) < BigInt(book.amountFen))
    throw new CodedError("BUDGET_EXCEEDED", {
      values: { year: book.budgetYear },
    });
}
