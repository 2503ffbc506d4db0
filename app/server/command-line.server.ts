import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import {
  DatabaseStartError,
  startEmbeddedPostgres,
} from "./embedded-postgres.server";
import {
  ConfigurationError,
  EXIT_BAD_CONFIGURATION,
  loadEnv,
  type Env,
} from "./env.server";
import { MigrationError } from "./migrate.server";

/**
 * What a command is given. A command is a file `app/server/cli/<name>.server.ts` that exports
 * `register(program, context)`; it is found by its place, no list has to be kept.
 */
export interface CommandContext {
  readonly env: Env;
  /** whether `--json` was given */
  readonly json: () => boolean;
  /** One result on standard output: `json` as one line with `--json`, else `text`. */
  readonly output: (json: unknown, text: string) => void;
  /** Path of a file the operator named, seen from where the tool was called: the tool itself works in the root folder. */
  readonly file: (path: string) => string;
  /** A line about the work on standard error, so that standard output stays one result. */
  readonly progress: (line: string) => void;
  /**
   * Runs `use` with the URL of the database: DATABASE_URL, or the embedded one, joined if it runs and started for the
   * time of the call if not.
   */
  readonly withDatabase: <T>(use: (url: string) => Promise<T>) => Promise<T>;
}

export type RegisterCommand = (
  program: Command,
  context: CommandContext,
) => void;

/** A command's own "no": the sentence is shown without a stack, the process ends with code 1. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

type Call = {
  readonly argv: readonly string[];
  readonly calledFrom: string;
  readonly commands: readonly RegisterCommand[];
};

/** Runs the operator's tool and answers with the exit code. */
export async function runCommandLine({
  argv,
  calledFrom,
  commands,
}: Call): Promise<number> {
  const env = loadEnv();
  const program = new Command("yanlu")
    .description("Yanlu: operator's tool")
    .option("--json", "answer in JSON on standard output")
    .exitOverride()
    .showHelpAfterError("(yanlu --help shows every command)")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 failed, 2 wrong usage, 78 wrong configuration",
    );
  const context: CommandContext = {
    env,
    json: () => program.opts<{ json?: boolean }>().json === true,
    output: (json, text) =>
      process.stdout.write(`${context.json() ? JSON.stringify(json) : text}\n`),
    file: (path) => resolve(calledFrom, path),
    progress: (line) => process.stderr.write(`${line}\n`),
    withDatabase: (use) => withDatabase(env, context, use),
  };
  for (const register of commands) register(program, context);
  for (const command of program.commands) prepare(command);
  try {
    // --json may stand before or after the command
    const json = argv.includes("--json") ? ["--json"] : [];
    await program.parseAsync(
      [...json, ...argv.filter((word) => word !== "--json")],
      { from: "user" },
    );
    return process.exitCode === undefined ? 0 : Number(process.exitCode);
  } catch (error) {
    return report(error, context);
  }
}

function prepare(command: Command): void {
  command.exitOverride();
  command.commands.forEach(prepare);
}

async function withDatabase<T>(
  env: Env,
  context: CommandContext,
  use: (url: string) => Promise<T>,
): Promise<T> {
  if (env.DATABASE_URL) return use(env.DATABASE_URL);
  const database = await startEmbeddedPostgres({
    dataDir: env.DATA_DIR,
    log: context.progress,
  });
  const leave = () => void database.stop().finally(() => process.exit(130));
  process.once("SIGINT", leave).once("SIGTERM", leave);
  try {
    return await use(database.url);
  } finally {
    process.off("SIGINT", leave).off("SIGTERM", leave);
    await database.stop();
  }
}

function report(error: unknown, context: CommandContext): number {
  // commander has printed its own sentence already
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? 0 : EXIT_USAGE;
  const code =
    error instanceof ConfigurationError ? EXIT_BAD_CONFIGURATION : EXIT_FAILED;
  const expected =
    error instanceof CommandFailure ||
    error instanceof ConfigurationError ||
    error instanceof DatabaseStartError ||
    error instanceof MigrationError;
  const message =
    error instanceof Error
      ? expected
        ? error.message
        : (error.stack ?? error.message)
      : String(error);
  if (context.json())
    process.stdout.write(`${JSON.stringify({ error: message })}\n`);
  else process.stderr.write(`${message}\n`);
  return code;
}
