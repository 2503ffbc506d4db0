import {
  closeSync,
  mkdirSync,
  openSync,
  statSync,
  truncateSync,
} from "node:fs";
import { resolve } from "node:path";
import pg from "pg";
import type { CommandContext } from "./command-line.server";
import {
  DatabaseStartError,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from "./embedded-postgres.server";
import {
  ConfigurationError,
  EXIT_BAD_CONFIGURATION,
  loadEnv,
  type Env,
  mayHoldDemoData,
} from "./env.server";
import {
  isUpToDate,
  migrate,
  migrationState,
  MigrationError,
} from "./migrate.server";
import {
  ChildStartError,
  supervise,
  type Supervisor,
} from "./supervisor.server";

/** Fills an empty database with invented offices, people and leads (`app/server/cli/demo.server.ts`). */
export type LoadDemo = (context: CommandContext) => Promise<unknown>;

type Parts = {
  /** folder of the built server.js and worker.js */
  readonly buildFolder: string;
  readonly log: (line: string) => void;
  readonly loadDemo: LoadDemo | undefined;
};

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

/** The parent of all: database, migrations, demo data, then web and worker. Resolves with the exit code when it has ended. */
export async function runPortal({
  buildFolder,
  log,
  loadDemo,
}: Parts): Promise<number> {
  const env = loadEnv();
  let database: EmbeddedPostgres | undefined;
  let processes: Supervisor | undefined;
  const ending = endSignal(() => {
    processes?.kill();
    void (database?.stop() ?? Promise.resolve()).finally(() =>
      process.exit(130),
    );
  });
  try {
    if (!env.DATABASE_URL) {
      database = await startEmbeddedPostgres({ dataDir: env.DATA_DIR, log });
      log(
        {
          created: "database created",
          started: "database started",
          running: "database was still running, joined",
        }[database.found],
      );
    }
    const url = env.DATABASE_URL ?? database!.url;
    await bringUpToDate(url, log);
    if (!ending.signal.aborted) await loadDemoOnce({ env, url, log, loadDemo });
    if (!ending.signal.aborted) {
      processes = startProcesses({ env, url, buildFolder, log });
      await Promise.race([processes.ready, ending.begun]);
      if (!ending.signal.aborted) await announce(env, log);
      await ending.begun;
      log("ending web and worker");
    }
    return 0;
  } catch (error) {
    const known = [
      ChildStartError,
      ConfigurationError,
      DatabaseStartError,
      MigrationError,
    ].some((kind) => error instanceof kind);
    const text =
      error instanceof Error
        ? known
          ? error.message
          : (error.stack ?? error.message)
        : String(error);
    const where =
      error instanceof ChildStartError && env.NODE_ENV !== "production"
        ? ` See ${logPath(env)}.`
        : "";
    process.stderr.write(`${text}${where}\n`);
    return error instanceof ConfigurationError ? EXIT_BAD_CONFIGURATION : 1;
  } finally {
    await processes?.stop();
    if (database) log("stopping the database");
    await database?.stop();
    log("ended");
  }
}

/** npm passes on the Ctrl-C that the terminal has sent to its child already: two signals so close are one wish. */
const SAME_WISH_MS = 500;

/** First Ctrl-C, SIGTERM or closed terminal: end in order. A second one: `force`. */
function endSignal(force: () => void) {
  const controller = new AbortController();
  const begun = new Promise<void>((done) =>
    controller.signal.addEventListener("abort", () => done(), { once: true }),
  );
  let first = 0;
  const onSignal = () => {
    if (!controller.signal.aborted) {
      first = Date.now();
      controller.abort();
    } else if (Date.now() - first > SAME_WISH_MS) force();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(name, onSignal);
  return { signal: controller.signal, begun };
}

async function bringUpToDate(
  url: string,
  log: (line: string) => void,
): Promise<void> {
  const { unknown } = await migrationState(url);
  if (unknown.length > 0)
    throw new MigrationError(
      `The database was last used by a newer release of Yanlu (${unknown.at(-1)}). Start that release, or restore a backup made by this one.`,
    );
  const { applied } = await migrate(url);
  if (applied.length > 0) log(`migrations applied: ${applied.length}`);
  const state = await migrationState(url);
  if (!isUpToDate(state))
    throw new MigrationError(
      `Migrations and database do not agree (${[...state.failed, ...state.edited, ...state.pending].join(", ")}); see node bin/yanlu.mjs migrate status.`,
    );
}

type DemoParts = { readonly env: Env; readonly url: string } & Pick<
  Parts,
  "log" | "loadDemo"
>;

async function loadDemoOnce({
  env,
  url,
  log,
  loadDemo,
}: DemoParts): Promise<void> {
  if (!loadDemo || !mayHoldDemoData(env) || !(await wantsDemoData(url))) return;
  log("loading demo data");
  await loadDemo({
    env: { ...env, DATABASE_URL: url },
    json: () => false,
    output: (_json, text) => log(text),
    file: (path) => resolve(path),
    progress: log,
    withDatabase: (use) => use(url),
  });
  log("demo data loaded");
}

/** Empty, or with a demo that was cut off half way: the rest is loaded then. */
async function wantsDemoData(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const marks = await client.query<{ key: string }>(
      "select key from setting where key in ('demo', 'demoLoaded') and value = 'true'::jsonb",
    );
    const keys = marks.rows.map((row) => row.key);
    if (keys.includes("demo")) return !keys.includes("demoLoaded");
    return (await client.query("select 1 from office limit 1")).rowCount === 0;
  } finally {
    await client.end();
  }
}

type ProcessParts = { readonly env: Env; readonly url: string } & Pick<
  Parts,
  "buildFolder" | "log"
>;

function startProcesses({
  env,
  url,
  buildFolder,
  log,
}: ProcessParts): Supervisor {
  const shared = { DATABASE_URL: url };
  // under a service manager its journal keeps the log; at a terminal the lines would bury what a person reads
  const output = env.NODE_ENV === "production" ? undefined : openLog(env, log);
  const children = ["server", "worker"].map((name) => ({
    name: name === "server" ? "web" : name,
    file: resolve(buildFolder, `${name}.js`),
    env: shared,
    ...(output !== undefined && { output }),
  }));
  const processes = supervise({ children, log });
  return {
    ...processes,
    async stop() {
      await processes.stop();
      if (output !== undefined) closeSync(output);
    },
  };
}

function logPath(env: Env): string {
  return resolve(env.DATA_DIR, "portal.log");
}

function openLog(env: Env, log: (line: string) => void): number {
  mkdirSync(env.DATA_DIR, { recursive: true });
  const path = logPath(env);
  const file = openSync(path, "a", 0o600);
  if (statSync(path).size > LOG_LIMIT_BYTES) truncateSync(path);
  log(`web and worker write their log to ${path}`);
  return file;
}

type SignIns = {
  readonly password: string;
  readonly people: readonly {
    readonly loginName: string;
    readonly displayName: string;
    readonly roles: readonly string[];
  }[];
};

async function announce(env: Env, log: (line: string) => void): Promise<void> {
  log(`ready: ${env.ORIGIN}`);
  const signIns = await demoSignIns(env);
  if (!signIns) return;
  const seen = new Set<string>();
  const lines = signIns.people.flatMap(({ loginName, displayName, roles }) => {
    const role = roles.find((one) => !seen.has(one));
    if (!role) return [];
    seen.add(role);
    return [`  ${role.padEnd(14)} ${loginName.padEnd(24)} ${displayName}`];
  });
  const head = `Demo sign-ins, password ${signIns.password} for all (${env.ORIGIN}/zh/staff/sign-in):`;
  const tail = `Everyone, with the current one-time codes and tracking codes to try: ${env.ORIGIN}/dev/sign-ins`;
  process.stdout.write(
    `\n${[head, ...lines, tail, "Ctrl-C ends Yanlu."].join("\n")}\n`,
  );
}

/** Asked of the running portal: it alone knows whether this is a demo. */
async function demoSignIns(env: Env): Promise<SignIns | undefined> {
  if (env.NODE_ENV === "production" || env.SURFACE === "public")
    return undefined;
  const host =
    env.HOST === "0.0.0.0" || env.HOST === "::" ? "127.0.0.1" : env.HOST;
  try {
    const answer = await fetch(`http://${host}:${env.PORT}/dev/sign-ins.json`, {
      signal: AbortSignal.timeout(5_000),
    });
    return answer.ok ? ((await answer.json()) as SignIns) : undefined;
  } catch {
    return undefined;
  }
}
