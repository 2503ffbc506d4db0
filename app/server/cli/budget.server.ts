import { CodedError } from "#app/domain/shared/coded-error";
import { formatYuan, parseYuan, type Fen } from "#app/domain/shared/fen";
import { grantBudget } from "#app/services/ledger/grant-budget.server";
import { CommandFailure, type RegisterCommand } from "../command-line.server";
import { buildDeps } from "../deps.server";

type GrantOptions = {
  readonly office: string;
  readonly year: string;
  readonly yuan: string;
  readonly once?: string;
};

const sentences: Readonly<Record<string, (options: GrantOptions) => string>> = {
  OFFICE_MISSING: ({ office }) => `There is no finance office ${office}.`,
  GRANT_DIFFERS: ({ once }) =>
    `The key ${once} was used for another grant; nothing was booked.`,
};

export const register: RegisterCommand = (
  program,
  { env, output, withDatabase },
) => {
  const budget = program
    .command("budget")
    .description("money that finance offices may promise as rewards");
  budget
    .command("grant")
    .description("book money the authority granted to a finance office")
    .requiredOption("--office <code>", "code of the finance office")
    .requiredOption(
      "--year <YYYY>",
      "budget year: rewards approved in it are paid from it",
    )
    .requiredOption("--yuan <amount>", "amount in yuan, such as 500000.00")
    .option(
      "--once <key>",
      "number of the grant's document: the same key is booked once, however often the command runs",
    )
    .action((options: GrantOptions) => {
      const budgetYear = yearOf(options.year);
      const amountFen = amountOf(options.yuan);
      return withDatabase(async (DATABASE_URL) => {
        const parts = await buildDeps({ ...env, DATABASE_URL });
        try {
          const { granted, availableFen } = await grantBudget(parts.deps, {
            officeCode: options.office,
            budgetYear,
            amountFen,
            once: options.once ?? null,
          });
          output(
            {
              granted,
              office: options.office,
              year: budgetYear,
              availableFen: Number(availableFen),
            },
            `${granted ? `granted ${formatYuan(amountFen)} yuan` : "booked before, nothing changed"}; ${yuanOf(availableFen)} yuan available in ${budgetYear}`,
          );
        } catch (error) {
          const sentence =
            error instanceof CodedError && sentences[error.code]?.(options);
          throw sentence ? new CommandFailure(sentence) : error;
        } finally {
          await parts.close();
        }
      });
    });
};

function yearOf(text: string): number {
  if (!/^2[01]\d\d$/.test(text))
    throw new CommandFailure("--year is a year such as 2026.");
  return Number(text);
}

function amountOf(text: string): Fen {
  let amount;
  try {
    amount = parseYuan(text);
  } catch {
    throw new CommandFailure(
      "--yuan is an amount such as 500000 or 500000.00.",
    );
  }
  if (amount === 0) throw new CommandFailure("--yuan must be more than 0.");
  return amount;
}

/** A budget that was cut may be below 0. */
function yuanOf(value: bigint): string {
  return value < 0n
    ? `-${formatYuan(Number(-value) as Fen)}`
    : formatYuan(Number(value) as Fen);
}
