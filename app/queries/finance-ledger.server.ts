import { officesWhere } from "#app/domain/access/permissions";
import { balances, reconcile } from "#app/domain/ledger/check-ledger";
import {
  budgetYearOf,
  type LedgerAccount,
  type LedgerKind,
} from "#app/domain/ledger/posting";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";
import { pageOf, pagesFor } from "./page";

/**
 * Books of the actor's finance offices for one budget year: balances over all of it, transactions a page at a time, newest first.
 * What a booking belongs to is left out: a reward's id is casework's.
 */
export async function financeLedger(
  deps: Deps,
  actor: StaffActor,
  {
    year,
    page,
  }: { readonly year?: number | undefined; readonly page?: number | undefined },
) {
  const at = pageOf(page);
  const budgetYear = year ?? budgetYearOf(deps.clock.today());
  const financeOfficeId = { in: [...officesWhere(actor, "finance.read")] };
  const all = await deps.db.ledgerTransaction.findMany({
    where: { financeOfficeId, budgetYear },
    orderBy: [{ day: "desc" }, { id: "asc" }],
    select: {
      id: true,
      kind: true,
      day: true,
      financeOfficeId: true,
      office: { select: { nameZh: true, nameEn: true } },
      postings: {
        orderBy: { line: "asc" },
        select: { account: true, amountFen: true },
      },
    },
  });
  const transactions = all.map((row) => ({
    id: row.id,
    kind: row.kind as LedgerKind,
    day: storedDay(row.day),
    officeId: row.financeOfficeId,
    officeName: row.office.nameZh,
    officeNameEn: row.office.nameEn,
    postings: row.postings.map(({ account, amountFen }) => ({
      account: account as LedgerAccount,
      amountFen: Number(amountFen),
    })),
  }));
  const sums = balances(transactions);
  const { agrees } = reconcile(
    transactions.map((transaction) => ({
      ...transaction,
      financeOfficeId: transaction.officeId,
      budgetYear,
      subjectId: "",
      onceKey: transaction.id,
    })),
  );
  return {
    year: budgetYear,
    /** fen, debit positive; JSON has no bigint */
    balances: Object.fromEntries(
      Object.entries(sums).map(([account, sum]) => [account, Number(sum)]),
    ) as Record<LedgerAccount, number>,
    agrees,
    transactions: transactions.slice(at.skip, at.skip + at.take),
    page: at.page,
    pages: pagesFor(transactions.length),
  };
}
