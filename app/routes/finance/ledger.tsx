import type { MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Empty, listQuery, Pager } from "#app/components/staff/list";
import { usePageLanguage } from "#app/components/staff/page-language";
import { pageTitle } from "#app/components/staff/page-title";
import { financeWords } from "#app/content/finance";
import { fill } from "#app/content/words";
import { fen, formatYuan } from "#app/domain/shared/fen";
import { ledgerAccounts } from "#app/domain/ledger/posting";
import { financeLedger } from "#app/queries/finance-ledger.server";
import { financeLoader } from "#app/server/guards.server";

export { StaffError as ErrorBoundary } from "#app/components/staff/staff-error";
export const handle = { hydrate: true };
export const meta: MetaFunction = ({ params }) =>
  pageTitle(params.lang, (words) => words.navLedger);

export const loader = financeLoader(
  { can: "finance.read" },
  ({ deps, actor, request }) => {
    const year = new URL(request.url).searchParams.get("year");
    return financeLedger(deps, actor, {
      page: listQuery(request).page,
      year: year !== null && /^20\d{2}$/.test(year) ? Number(year) : undefined,
    });
  },
);

/** Debit left, credit right, as books are kept; a minus sign never stands alone. */
function debit(amountFen: number): number | null {
  return amountFen > 0 ? amountFen : null;
}
function credit(amountFen: number): number | null {
  return amountFen < 0 ? -amountFen : null;
}

export default function LedgerPage() {
  const { year, balances, agrees, transactions, page, pages } =
    useLoaderData<typeof loader>();
  const { language } = usePageLanguage();
  const words = financeWords[language];
  const used = ledgerAccounts.filter((account) => balances[account] !== 0);
  const sum = (side: (amountFen: number) => number | null) =>
    used.reduce((total, account) => total + (side(balances[account]) ?? 0), 0);
  const money = (amountFen: number | null) =>
    amountFen === null ? "" : formatYuan(fen(amountFen));
  const debits = sum(debit);
  const credits = sum(credit);
  const isBalanced = agrees && debits === credits;
  return (
    <>
      <h1>{words.ledgerTitle}</h1>
      <p className="soft">{words.ledgerLead}</p>
      <nav className="pager" aria-label={words.year}>
        <Link to={`?year=${year - 1}`}>
          {fill(words.yearBudget, { year: year - 1 })}
        </Link>
        <p>
          <strong>{fill(words.yearBudget, { year })}</strong>
        </p>
        <Link to={`?year=${year + 1}`}>
          {fill(words.yearBudget, { year: year + 1 })}
        </Link>
      </nav>
      {transactions.length === 0 && page === 1 ? (
        <Empty text={words.ledgerEmpty} />
      ) : (
        <>
          <section className="panel">
            <h2>{words.balances}</h2>
            <p className="check-mark" data-good={isBalanced}>
              {isBalanced ? words.balanced : words.notBalanced}
            </p>
            <table className="staff-table">
              <thead>
                <tr>
                  <th scope="col">{words.account}</th>
                  <th scope="col" className="money">
                    {words.debit}
                  </th>
                  <th scope="col" className="money">
                    {words.credit}
                  </th>
                </tr>
              </thead>
              <tbody>
                {used.map((account) => (
                  <tr key={account}>
                    <th scope="row">{words.accountName[account]}</th>
                    <td className="money">{money(debit(balances[account]))}</td>
                    <td className="money">
                      {money(credit(balances[account]))}
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{words.total}</th>
                  <td className="money">
                    <strong>{money(debits)}</strong>
                  </td>
                  <td className="money">
                    <strong>{money(credits)}</strong>
                  </td>
                </tr>
              </tfoot>
            </table>
          </section>
          <section className="panel">
            <h2>{words.journal}</h2>
            <div className="table-frame">
              <table className="staff-table">
                <thead>
                  <tr>
                    <th scope="col">{words.journalDay}</th>
                    <th scope="col">{words.journalKind}</th>
                    <th scope="col">{words.account}</th>
                    <th scope="col" className="money">
                      {words.debit}
                    </th>
                    <th scope="col" className="money">
                      {words.credit}
                    </th>
                  </tr>
                </thead>
                {transactions.map((transaction) => (
                  <tbody key={transaction.id}>
                    {transaction.postings.map((posting, line) => (
                      <tr key={posting.account}>
                        {line === 0 && (
                          <>
                            <td
                              rowSpan={transaction.postings.length}
                              className="nowrap"
                            >
                              {transaction.day}
                            </td>
                            <td rowSpan={transaction.postings.length}>
                              {words.kindName[transaction.kind]}
                            </td>
                          </>
                        )}
                        <td className="nowrap">
                          {words.accountName[posting.account]}
                        </td>
                        <td className="money">
                          {money(debit(posting.amountFen))}
                        </td>
                        <td className="money">
                          {money(credit(posting.amountFen))}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                ))}
              </table>
            </div>
            <Pager page={page} pages={pages} />
          </section>
        </>
      )}
    </>
  );
}
