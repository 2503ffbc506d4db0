import { grantBudget as grantPosting } from "#app/domain/ledger/posting";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Fen } from "#app/domain/shared/fen";
import { inTransaction } from "#app/services/in-transaction.server";
import { idOf, newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { postLedger } from "./post-ledger.server";
import { availableBudget } from "./require-budget.server";

/**
 * Books money that the authority granted for rewards. With `once` the same grant is booked once, however often it is called.
 * @param input.budgetYear the year in which rewards are approved from it
 * @returns granted false when it was booked before; availableFen what the budget has left now
 * @throws CodedError OFFICE_MISSING (no finance office of this code), GRANT_DIFFERS (`once` was used for another grant)
 */
export async function grantBudget(
  deps: Deps,
  input: {
    readonly officeCode: string;
    readonly budgetYear: number;
    readonly amountFen: Fen;
    readonly once: string | null;
  },
): Promise<{ readonly granted: boolean; readonly availableFen: bigint }> {
  const { officeCode, budgetYear, amountFen, once } = input;
  return inTransaction(deps, async (tx) => {
    const office = await tx.office.findUnique({
      where: { code: officeCode },
      select: { id: true, kind: true },
    });
    if (office?.kind !== "FINANCE") throw new CodedError("OFFICE_MISSING");
    const book = { financeOfficeId: office.id, budgetYear };
    const grantId = once === null ? newRandomId() : idOf("grant", once);
    const posting = grantPosting({
      ...book,
      day: deps.clock.today(),
      grantId,
      amountFen,
    });
    const granted = await postLedger(tx, posting);
    if (!granted) {
      const same = await tx.ledgerPosting.count({
        where: {
          account: "BUDGET_AVAILABLE",
          amountFen: BigInt(amountFen),
          transaction: { ...book, onceKey: posting.onceKey },
        },
      });
      if (same === 0) throw new CodedError("GRANT_DIFFERS");
    }
    return { granted, availableFen: await availableBudget(tx, book) };
  });
}
