import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Redis } from "ioredis";
import pg from "pg";
import { findMarks, type Leak } from "./marks";

/** What was looked at, so that a search of nothing cannot pass for a clean one. */
export type Searched = {
  readonly store: string;
  /** files, rows, keys or mails */
  readonly things: number;
  readonly bytes: number;
  readonly leaks: readonly Leak[];
};

/** Every regular file below a folder. A file that goes while we look (the database's own) is none. */
export async function searchFolder(
  store: string,
  folder: string,
  marks: readonly string[],
): Promise<Searched> {
  const leaks: Leak[] = [];
  let things = 0;
  let searched = 0;
  for (const entry of await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return Buffer.alloc(0);
      throw error;
    });
    things += 1;
    searched += bytes.length;
    leaks.push(
      ...findMarks(entry.name, Buffer.from(entry.name), marks),
      ...findMarks(path, bytes, marks),
    );
  }
  return { store, things, bytes: searched, leaks };
}

/**
 * Every row of every table of every schema, the queue's too, as text: what PostgreSQL compresses in its files is
 * readable here. Large enough for a test's database, not for a real one.
 */
export async function searchRows(
  url: string,
  marks: readonly string[],
): Promise<Searched> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const leaks: Leak[] = [];
    let bytes = 0;
    for (const { name } of rows) {
      const found = await client.query<{ row: string }>(
        `select t::text as row from ${name} t`,
      );
      const text = Buffer.from(found.rows.map(({ row }) => row).join("\n"));
      // bytea is shown in hexadecimal: what lies in it is looked at as it is, too
      const binary = Buffer.from(
        found.rows
          .flatMap(({ row }) => row.match(/\\x[0-9a-f]+/g) ?? [])
          .map((hex) => hex.slice(2))
          .join(""),
        "hex",
      );
      bytes += text.length + binary.length;
      leaks.push(
        ...findMarks(name, text, marks),
        ...findMarks(`${name} (bytes)`, binary, marks),
      );
    }
    return { store: "tables", things: rows.length, bytes, leaks };
  } finally {
    await client.end();
  }
}

/** Where the PostgreSQL of the tests lives (test/setup/cluster.ts). */
const CLUSTER = resolve(import.meta.dirname, "../../../var/test/postgres");

/** The database's own files, the write-ahead log of the whole server and its log, after everything was written out. */
export async function searchDatabaseFiles(
  url: string,
  marks: readonly string[],
): Promise<readonly Searched[]> {
  const connection = JSON.parse(
    await readFile(join(CLUSTER, "connection.json"), "utf8"),
  ) as { readonly adminPassword: string };
  const administrator = new URL(url);
  administrator.username = "postgres";
  administrator.password = connection.adminPassword;
  const client = new pg.Client({ connectionString: administrator.href });
  await client.connect();
  try {
    await client.query("checkpoint");
    const { rows } = await client.query<{ folder: string; oid: number }>(
      `select current_setting('data_directory') as folder, (select oid::int from pg_database where datname = current_database()) as oid`,
    );
    const { folder, oid } = rows[0]!;
    const log = await readFile(join(CLUSTER, "server.log"));
    return [
      await searchFolder(
        "database files",
        join(folder, "base", String(oid)),
        marks,
      ),
      await searchFolder("write-ahead log", join(folder, "pg_wal"), marks),
      {
        store: "database log",
        things: 1,
        bytes: log.length,
        leaks: findMarks("server.log", log, marks),
      },
    ];
  } finally {
    await client.end();
  }
}

/** Every value of a Redis server, in the form of its own dump with compression off. */
export async function searchRedis(
  client: Redis,
  marks: readonly string[],
): Promise<Searched> {
  await client.config("SET", "rdbcompression", "no");
  const keys = await client.keys("*");
  const leaks: Leak[] = [];
  let bytes = 0;
  for (const key of keys) {
    const dump = await client.dumpBuffer(key);
    bytes += key.length + (dump?.length ?? 0);
    leaks.push(...findMarks(`redis ${key}`, Buffer.from(key), marks));
    if (dump) leaks.push(...findMarks(`redis ${key}`, dump, marks));
  }
  return { store: "redis", things: keys.length, bytes, leaks };
}
