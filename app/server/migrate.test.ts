import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createEmptyDatabase,
  type TestDatabase,
} from "../../test/setup/database";
import {
  createMigration,
  drift,
  isUpToDate,
  migrate,
  migrationState,
} from "./migrate.server";

const SCHEMA = `
generator client {
  provider = "prisma-client"
  output   = "./none"
}
datasource db {
  provider = "postgresql"
}
model Entry {
  id   BigInt @id
  kind String
}
`;
const BY_HAND = `
alter table "Entry" add constraint kind_known check ("kind" in ('a', 'b'));
create unique index one_a on "Entry" ("kind") where "kind" = 'a';
create index by_lower on "Entry" (lower("kind"));
create function refuse() returns trigger language plpgsql as $$
begin
  raise exception 'append only; nothing is changed';
end;
$$;
create trigger append_only before update or delete on "Entry" for each row execute function refuse();
select pg_notify('nobody', '');
`;

describe("migrations", () => {
  let root: string;
  let database: TestDatabase;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "yanlu-migrations-"));
    await mkdir(join(root, "prisma/migrations"), { recursive: true });
    await writeFile(join(root, "prisma/schema.prisma"), SCHEMA);
    database = await createEmptyDatabase();
  });
  afterEach(async () => {
    await database.drop();
    await rm(root, { recursive: true, force: true });
  });

  const add = async (name: string, sql: string) => {
    await mkdir(join(root, "prisma/migrations", name), { recursive: true });
    await writeFile(
      join(root, "prisma/migrations", name, "migration.sql"),
      sql,
    );
  };
  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it("are written from the schema, applied once, and agree with it, also with SQL written by hand", async () => {
    const file = await createMigration(database.url, "init", {
      root,
      now: new Date("2026-03-01T02:03:04Z"),
    });
    expect(file).toBe(
      join(root, "prisma/migrations/20260301020304_init/migration.sql"),
    );
    expect(
      await readFile(
        join(root, "prisma/migrations/migration_lock.toml"),
        "utf8",
      ),
    ).toContain("postgresql");
    await add("20260301020305_rules", BY_HAND);
    expect(await migrate(database.url, { root })).toEqual({
      applied: ["20260301020304_init", "20260301020305_rules"],
    });
    expect(await migrate(database.url, { root })).toEqual({ applied: [] });
    expect(await drift(database.url, { root })).toBeNull();
    expect(await createMigration(database.url, "more", { root })).toBeNull();

    await query(`insert into "Entry" values (1, 'a')`);
    await expect(query(`insert into "Entry" values (2, 'c')`)).rejects.toThrow(
      /kind_known/,
    );
    await expect(query(`insert into "Entry" values (2, 'a')`)).rejects.toThrow(
      /one_a/,
    );
    await expect(query(`delete from "Entry"`)).rejects.toThrow(/append only/);
  });

  it("and schema that differ are drift, which becomes the next migration", async () => {
    await createMigration(database.url, "init", {
      root,
      now: new Date("2026-03-01T00:00:00Z"),
    });
    await writeFile(
      join(root, "prisma/schema.prisma"),
      SCHEMA.replace("kind String", "kind String\n  day DateTime @db.Date"),
    );
    expect(await drift(database.url, { root })).toMatch(
      /ADD COLUMN +"day" DATE NOT NULL/,
    );
    const file = await createMigration(database.url, "day", {
      root,
      now: new Date("2026-03-02T00:00:00Z"),
    });
    expect(await readFile(file!, "utf8")).toMatch(
      /ADD COLUMN +"day" DATE NOT NULL/,
    );
    expect(await drift(database.url, { root })).toBeNull();
  });

  it("leave nothing of one that fails, and continue when it was mended", async () => {
    await add("20260301000000_good", `create table good (n int);`);
    await add(
      "20260302000000_bad",
      `create table half (n int); insert into half values (1); select 1 / 0;`,
    );
    await expect(migrate(database.url, { root })).rejects.toThrow(
      /division by zero/,
    );
    expect(
      await query(
        "select to_regclass('good')::text as good, to_regclass('half')::text as half",
      ),
    ).toEqual([{ good: "good", half: null }]);
    const state = await migrationState(database.url, { root });
    expect(state).toMatchObject({
      applied: ["20260301000000_good"],
      failed: ["20260302000000_bad"],
    });
    expect(isUpToDate(state)).toBe(false);

    await add("20260302000000_bad", `create table half (n int);`);
    expect(await migrate(database.url, { root })).toEqual({
      applied: ["20260302000000_bad"],
    });
    expect(isUpToDate(await migrationState(database.url, { root }))).toBe(true);
  });

  it("are applied once by processes that start together", async () => {
    await add(
      "20260301000000_one",
      `select pg_sleep(0.2); create table one (n int);`,
    );
    const results = await Promise.all(
      [1, 2, 3].map(() => migrate(database.url, { root })),
    );
    expect(results.flatMap(({ applied }) => applied)).toEqual([
      "20260301000000_one",
    ]);
  });

  it("tell what is pending, edited or unknown", async () => {
    await add("20260301000000_one", `create table one (n int);`);
    const nothing = {
      applied: [],
      pending: [],
      failed: [],
      edited: [],
      unknown: [],
    };
    expect(await migrationState(database.url, { root })).toEqual({
      ...nothing,
      pending: ["20260301000000_one"],
    });
    await migrate(database.url, { root });
    await add("20260302000000_two", `create table two (n int);`);
    await add("20260301000000_one", `create table one (n int, m int);`);
    expect(await migrationState(database.url, { root })).toEqual({
      ...nothing,
      applied: ["20260301000000_one"],
      pending: ["20260302000000_two"],
      edited: ["20260301000000_one"],
    });
    await rm(join(root, "prisma/migrations/20260301000000_one"), {
      recursive: true,
    });
    expect((await migrationState(database.url, { root })).unknown).toEqual([
      "20260301000000_one",
    ]);
  });

  it("stand beside the queue's own schema in one database", async () => {
    await query("create schema bullmq; create table bullmq.job (id int)");
    await add("20260301000000_one", `create table one (n int);`);
    expect(await migrate(database.url, { root })).toEqual({
      applied: ["20260301000000_one"],
    });
  });

  it("of this release agree with its schema", async () => {
    const release = resolve(import.meta.dirname, "../..");
    await cp(join(release, "prisma"), join(root, "prisma"), {
      recursive: true,
    });
    expect(await drift(database.url, { root })).toBeNull();
  });

  it("have names without surprises", async () => {
    for (const name of ["", "../x", "Two Words", "a".repeat(61)])
      await expect(
        createMigration(database.url, name, { root }),
      ).rejects.toThrow(/lower-case/);
  });
});
