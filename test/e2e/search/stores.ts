import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Redis } from "ioredis";
import pg from "pg";
import { findMarks, type Leak } from "./marks";

/** Every regular file below a folder. A file that goes while we look (the database's own) is none. */
export async function searchFolder(
  folder: string,
  marks: readonly string[],
): Promise<Leak[]> {
  const leaks: Leak[] = [];
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
    leaks.push(
      ...findMarks(entry.name, Buffer.from(entry.name), marks),
      ...findMarks(path, bytes, marks),
    );
  }
  return leaks;
}

/**
 * Every row of every table of every schema, the queue's too, as text: what PostgreSQL compresses in its files is
 * readable here. Large enough for a test's database, not for a real one.
 */
export async function searchRows(
  url: string,
  marks: readonly string[],
): Promise<{ readonly leaks: Leak[]; readonly tables: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const leaks: Leak[] = [];
    for (const { name } of rows) {
      const found = await client.query<{ row: string }>(
        `select t::text as row from ${name} t`,
      );
      leaks.push(
        ...findMarks(
          name,
          Buffer.from(found.rows.map(({ row }) => row).join("\n")),
          marks,
        ),
      );
    }
    return { leaks, tables: rows.length };
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
): Promise<Leak[]> {
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
    return [
      ...(await searchFolder(join(folder, "base", String(oid)), marks)),
      ...(await searchFolder(join(folder, "pg_wal"), marks)),
      ...findMarks(
        "server.log",
        await readFile(join(CLUSTER, "server.log")),
        marks,
      ),
    ];
  } finally {
    await client.end();
  }
}

/** Every value of a Redis server, in the form of its own dump with compression off. */
export async function searchRedis(
  client: Redis,
  marks: readonly string[],
): Promise<{ readonly leaks: Leak[]; readonly keys: number }> {
  await client.config("SET", "rdbcompression", "no");
  const keys = await client.keys("*");
  const leaks: Leak[] = [];
  for (const key of keys) {
    const dump = await client.dumpBuffer(key);
    leaks.push(...findMarks(`redis ${key}`, Buffer.from(key), marks));
    if (dump) leaks.push(...findMarks(`redis ${key}`, dump, marks));
  }
  return { leaks, keys: keys.length };
}
