import {
  assertBalanced,
  type LedgerTransaction,
} from "#app/domain/ledger/posting";
import { appendLog } from "#app/services/log/append-log.server";
import { newRandomId } from "#app/services/new-id.server";
import type { Transaction } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";

/**
 * Books a transaction once: a second call with the same once key changes nothing. Random ids, because a booking follows a
 * claim within the same second.
 * @returns false when it was booked before
 */
export async function postLedger(
  tx: Transaction,
  transaction: LedgerTransaction,
): Promise<boolean> {
  assertBalanced(transaction);
  const { kind, financeOfficeId, budgetYear, day, subjectId, onceKey } =
    transaction;
  const id = newRandomId();
  const { count } = await tx.ledgerTransaction.createMany({
    data: [
      {
        id,
        financeOfficeId,
        budgetYear,
        kind,
        subjectId,
        onceKey,
        day: dayToStore(day),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await tx.ledgerPosting.createMany({
    data: transaction.postings.map(({ account, amountFen }, index) => ({
      transactionId: id,
      line: index + 1,
      account,
      amountFen: BigInt(amountFen),
    })),
  });
  await appendLog(tx, {
    kind: "LEDGER_POSTED",
    day,
    officeId: financeOfficeId,
    data: {
      transactionId: id,
      ledgerKind: kind,
      budgetYear,
      onceKey,
      postings: transaction.postings.map((posting) => ({ ...posting })),
    },
  });
  return true;
}
