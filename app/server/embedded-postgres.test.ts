import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import {
  chmod,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  DatabaseStartError,
  startEmbeddedPostgres,
} from "./embedded-postgres.server";

const HOLDER = fileURLToPath(
  new URL("../../test/setup/processes/database-holder.ts", import.meta.url),
);

async function query<T extends object>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function serverPid(dataDir: string): Promise<number> {
  return Number(
    (
      await readFile(join(dataDir, "postgres/data/postmaster.pid"), "utf8")
    ).split("\n")[0],
  );
}

/** An orphan that ended may stay in the table of processes as a zombie. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    return (
      (error as NodeJS.ErrnoException).code === "ENOENT" &&
      process.platform !== "linux"
    );
  }
}

/** Another process that uses the same data folder. */
async function startHolder(
  dataDir: string,
): Promise<{ child: ChildProcess; found: string; url: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", HOLDER, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return {
    child,
    ...(JSON.parse(line.toString()) as { found: string; url: string }),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

describe("embedded PostgreSQL", () => {
  let dataDir: string;
  beforeEach(async () => {
    // mkdtemp folders are closed to other accounts: as root this also tries the way through closed folders
    dataDir = await mkdtemp(join(tmpdir(), "yanlu-postgres-"));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it("is created, stopped, and started again with what it held", async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    expect(first.found).toBe("created");
    await query(first.url, "create table kept as select 42 as answer");
    const pid = await serverPid(dataDir);
    await first.stop();
    await first.stop();
    expect(runs(pid)).toBe(false);

    const second = await startEmbeddedPostgres({ dataDir });
    expect(second.found).toBe("started");
    expect(await query(second.url, "select answer from kept")).toEqual([
      { answer: 42 },
    ]);
    await second.stop();
  });

  it("keeps its password to the owner and opens to nobody without it", async () => {
    const database = await startEmbeddedPostgres({ dataDir });
    expect(
      (await stat(join(dataDir, "postgres/connection.json"))).mode & 0o777,
    ).toBe(0o600);
    const stranger = new URL(database.url);
    stranger.password = "postgres";
    await expect(query(stranger.href, "select 1")).rejects.toThrow(/password/);
    expect(
      await query(
        database.url,
        "select rolsuper from pg_roles where rolname = current_user",
      ),
    ).toEqual([{ rolsuper: false }]);
    await database.stop();
  });

  it("flushes to disk, keeps no commit times, listens on loopback alone", async () => {
    const database = await startEmbeddedPostgres({ dataDir });
    const names = [
      "fsync",
      "full_page_writes",
      "synchronous_commit",
      "track_commit_timestamp",
      "listen_addresses",
      "data_checksums",
    ];
    const rows = await query<{ name: string; setting: string }>(
      database.url,
      "select name, setting from pg_settings where name = any($1)",
      [names],
    );
    expect(
      Object.fromEntries(rows.map(({ name, setting }) => [name, setting])),
    ).toEqual({
      fsync: "on",
      full_page_writes: "on",
      synchronous_commit: "on",
      track_commit_timestamp: "off",
      listen_addresses: "127.0.0.1",
      data_checksums: "on",
    });
    await database.stop();
  });

  it("writes no statement, value or error of a statement to its log", async () => {
    const database = await startEmbeddedPostgres({ dataDir });
    await query(database.url, "create table marks (mark text primary key)");
    await query(database.url, "insert into marks values ($1)", ["canary-mark"]);
    await expect(
      query(database.url, "insert into marks values ($1)", ["canary-mark"]),
    ).rejects.toThrow(/duplicate/);
    await expect(
      query(database.url, "select 'canary-mark'::int"),
    ).rejects.toThrow(/canary-mark/);
    await expect(query(database.url, "select canary_mark")).rejects.toThrow();
    await query(
      database.url,
      "do $$ begin raise warning 'canary-mark'; end $$",
    );
    await database.stop();
    const log = await readFile(join(dataDir, "postgres/server.log"), "utf8");
    expect(log).toContain("database system is ready");
    expect(log).not.toMatch(/canary|duplicate|marks/);
  });

  it("is joined when the process that started it was killed, with every confirmed row", async () => {
    const holder = await startHolder(dataDir);
    await query(holder.url, "create table kept (n int)");
    await query(holder.url, "insert into kept values (1)");
    const pid = await serverPid(dataDir);
    await end(holder.child, "SIGKILL");
    expect(runs(pid)).toBe(true);

    const database = await startEmbeddedPostgres({ dataDir });
    expect(database.found).toBe("running");
    expect(await query(database.url, "select n from kept")).toEqual([{ n: 1 }]);
    await database.stop();
    expect(runs(pid)).toBe(false);
  });

  it("starts again after the server itself was killed", async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first.url, "create table kept as select 7 as n");
    process.kill(await serverPid(dataDir), "SIGKILL");
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 7 }]);
    await second.stop();
    await first.stop();
  });

  it("is stopped by the last one that leaves, whoever came first", async () => {
    const holder = await startHolder(dataDir);
    const database = await startEmbeddedPostgres({ dataDir });
    expect(database.found).toBe("running");
    const pid = await serverPid(dataDir);
    await end(holder.child, "SIGTERM");
    expect(await query(database.url, "select 1 as n")).toEqual([{ n: 1 }]);
    await database.stop();
    expect(runs(pid)).toBe(false);
  });

  it("is started once when several ask at the same moment", async () => {
    const all = await Promise.all(
      [1, 2, 3].map(() => startEmbeddedPostgres({ dataDir })),
    );
    expect(all.map(({ found }) => found).sort()).toEqual([
      "created",
      "running",
      "running",
    ]);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    await Promise.all(all.map((database) => database.stop()));
    expect(await readdir(join(dataDir, "postgres/users"))).toEqual([]);
  });

  describe("says in one sentence what is wrong when", () => {
    const refusal = async () => {
      const error = await startEmbeddedPostgres({ dataDir }).then(
        async (database) => (await database.stop(), new Error("it started")),
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(DatabaseStartError);
      return (error as Error).message;
    };
    const makeOne = async () =>
      (await startEmbeddedPostgres({ dataDir })).stop();

    it("the folder holds something else", async () => {
      await makeOne();
      await rm(join(dataDir, "postgres/data/PG_VERSION"));
      expect(await refusal()).toMatch(/data is not a PostgreSQL database/);
    });

    it("the folder is of another version", async () => {
      await makeOne();
      await writeFile(join(dataDir, "postgres/data/PG_VERSION"), "15\n");
      expect(await refusal()).toMatch(/made by PostgreSQL 15/);
    });

    it("a part is missing", async () => {
      await makeOne();
      await rm(join(dataDir, "postgres/data/global/pg_control"));
      expect(await refusal()).toMatch(/damaged: global\/pg_control is missing/);
    });

    it("the server does not come up", async () => {
      await makeOne();
      await writeFile(
        join(dataDir, "postgres/data/global/pg_control"),
        Buffer.alloc(8192, 1),
      );
      expect(await refusal()).toMatch(
        /did not start: .+\. The log is .+server\.log\.$/,
      );
    });

    it("the connection file is gone", async () => {
      await makeOne();
      await rm(join(dataDir, "postgres/connection.json"));
      expect(await refusal()).toMatch(/connection\.json is missing or damaged/);
    });

    it("the data folder is a file", async () => {
      const file = join(dataDir, "file");
      await writeFile(file, "");
      await expect(startEmbeddedPostgres({ dataDir: file })).rejects.toThrow(
        /cannot be made or written.+DATA_DIR/,
      );
      await chmod(dataDir, 0o700);
    });
  });
});
