import { createHash, randomBytes } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { migrate } from "../../app/server/migrate.server";

const ROOT = resolve(import.meta.dirname, "../..");

/** A database of its own, with every migration applied and no rows. `drop` also ends connections left open. */
export type TestDatabase = { readonly url: string; drop(): Promise<void> };

/** Copies the migrated template: about 50 ms. Call it once for each test file (or test) and `drop` it afterwards. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = await ensureTemplate();
  return copyOf(template);
}

/** A database without any table, for tests of the migrations themselves. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return copyOf("template1");
}

function clusterUrl(database?: string): string {
  const given = process.env.TEST_CLUSTER_URL;
  if (!given)
    throw new Error(
      "TEST_CLUSTER_URL is unset: test/setup/cluster.ts must be Vitest's globalSetup",
    );
  const url = new URL(given);
  if (database) url.pathname = `/${database}`;
  return url.href;
}

async function onCluster<T>(
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: clusterUrl() });
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** A copy of any template, such as one of `ensureNamedTemplate`. */
export async function copyOf(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onCluster((client) =>
    client.query(`create database ${name} template ${template}`),
  );
  return {
    url: clusterUrl(name),
    drop: () =>
      onCluster(
        async (client) =>
          void (await client.query(
            `drop database if exists ${name} with (force)`,
          )),
      ),
  };
}

let templateName: Promise<string> | undefined;

function ensureTemplate(): Promise<string> {
  return (templateName ??= migrationsHash().then((hash) =>
    ensureNamedTemplate(`template_${hash}`, "template1", (url) =>
      migrate(url, { root: ROOT }).then(() => undefined),
    ),
  ));
}

/**
 * Makes a template database once for all test files: the first one makes it, the others wait. `from` is copied before
 * `fill` runs: the name of another template, or "migrated". A template that was not finished leaves nothing behind.
 */
export function ensureNamedTemplate(
  name: string,
  from: string,
  fill: (url: string) => Promise<void>,
): Promise<string> {
  return onCluster(async (client) => {
    const source = from === "migrated" ? await ensureTemplate() : from;
    await client.query("select pg_advisory_lock(hashtext($1))", [
      `yanlu test template ${name}`,
    ]);
    const found = await client.query(
      "select 1 from pg_database where datname = $1",
      [name],
    );
    if (found.rowCount === 1) return name;
    const making = `making_${randomBytes(8).toString("hex")}`;
    await client.query(`create database ${making} template ${source}`);
    try {
      await fill(clusterUrl(making));
      await client.query(`alter database ${making} rename to ${name}`);
    } finally {
      await client.query(`drop database if exists ${making} with (force)`);
    }
    return name;
  });
}

async function migrationsHash(): Promise<string> {
  const folder = join(ROOT, "prisma", "migrations");
  const hash = createHash("sha256");
  for (const entry of (await readdir(folder, { recursive: true })).sort())
    if (entry.endsWith(".sql"))
      hash.update(`${entry}\0`).update(await readFile(join(folder, entry)));
  return hash.digest("hex").slice(0, 16);
}
