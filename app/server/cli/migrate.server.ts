import { relative } from "node:path";
import { CommandFailure, type RegisterCommand } from "../command-line.server";
import {
  createMigration,
  drift,
  isUpToDate,
  migrate,
  migrationState,
} from "../migrate.server";

export const register: RegisterCommand = (
  program,
  { output, withDatabase },
) => {
  const command = program
    .command("migrate")
    .description(
      "bring the database to this release; applies prisma/migrations",
    )
    .action(() =>
      withDatabase(async (url) => {
        const { applied } = await migrate(url);
        output(
          { applied },
          applied.length === 0
            ? "nothing to apply"
            : applied.map((name) => `applied ${name}`).join("\n"),
        );
      }),
    );

  command
    .command("status")
    .description(
      "compare database and migrations; ends with code 1 when they differ",
    )
    .action(() =>
      withDatabase(async (url) => {
        const state = await migrationState(url);
        const lines = Object.entries(state).flatMap(([kind, names]) =>
          names.map((name) => `${kind.padEnd(8)} ${name}`),
        );
        output(state, lines.join("\n") || "no migrations");
        if (!isUpToDate(state)) process.exitCode = 1;
      }),
    );

  command
    .command("new")
    .argument("<name>", "lower-case letters, digits and underscores")
    .option(
      "--empty",
      "a file for SQL written by hand, also when the schema did not change",
    )
    .description(
      "write a migration file from what prisma/schema.prisma has beyond the migrations; applies nothing",
    )
    .action((name: string, options: { empty?: boolean }) =>
      withDatabase(async (url) => {
        const file = await createMigration(url, name, {
          empty: options.empty === true,
        });
        output(
          { file },
          file
            ? `wrote ${relative(process.cwd(), file)}`
            : "the schema has nothing beyond the migrations",
        );
      }),
    );

  command
    .command("drift")
    .description(
      "ends with code 1 when prisma/schema.prisma says something the migrations do not",
    )
    .action(() =>
      withDatabase(async (url) => {
        const sql = await drift(url);
        if (sql)
          throw new CommandFailure(
            `prisma/schema.prisma and prisma/migrations differ by:\n${sql}`,
          );
        output({ drift: null }, "schema and migrations agree");
      }),
    );
};
