import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import pg from "pg";
import { expect, test } from "vitest";
import { newMark, runCanary } from "#test/canary/canary";

const quiet = () => {};

/** `npm run canary` plays all grounds and paths; here each path is played once. */
test.each([
  ["sealed", "servers"],
  ["script-free", "embedded"],
] as const)(
  "after a %s journey (%s) nothing that was typed is found in plain form anywhere",
  { timeout: 300_000 },
  async (path, ground) => {
    const result = await runCanary({ path, ground, log: quiet });
    expect(result.problems).toEqual([]);
    expect(result.leaks).toEqual([]);
    // database, queue, storage and mails were looked at, not an empty folder
    for (const { store, bytes } of result.searched)
      if (store !== "temporary folder") expect(bytes, store).toBeGreaterThan(0);
    expect(
      result.searched.find(({ store }) => store === "tables")!.things,
    ).toBeGreaterThan(30);
  },
);

test(
  "the search finds a leak in each place where there could be one",
  { timeout: 300_000 },
  async () => {
    const { leaks } = await runCanary({
      path: "script-free",
      ground: "embedded",
      log: quiet,
      async plant({ databaseUrl, dataDir, mark }) {
        const client = new pg.Client({ connectionString: databaseUrl });
        await client.connect();
        try {
          // long enough for PostgreSQL to compress it in its files; the rows show it all the same
          await client.query("create table planted (text text, bytes bytea)");
          await client.query("insert into planted values ($1, $2)", [
            `${mark} ${"x".repeat(20_000)}`,
            deflateSync(
              Buffer.from(`${mark}-bytes ${randomBytes(9).toString("hex")}`),
            ),
          ]);
          await client.query(
            "insert into setting (key, value) values ($1, $2)",
            [
              randomUUID(),
              JSON.stringify({
                base64: Buffer.from(`a${mark}`).toString("base64"),
              }),
            ],
          );
        } finally {
          await client.end();
        }
        const folder = join(dataDir, "planted");
        await mkdir(folder);
        await writeFile(join(folder, "utf16"), Buffer.from(mark, "utf16le"));
        await writeFile(join(folder, `name ${mark}`), newMark());
      },
    });
    const places = leaks.map(({ place }) => place);
    expect(places).toContain("public.planted");
    expect(places).toContain("public.planted (bytes)");
    expect(places).toContain("public.setting");
    expect(places.some((place) => place.startsWith("name MK"))).toBe(true);
    expect(places.some((place) => place.endsWith("utf16"))).toBe(true);
    expect(places.some((place) => /\/(?:base|pg_wal)\//.test(place))).toBe(
      true,
    );
  },
);
