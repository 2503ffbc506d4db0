import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayInChina } from "#app/domain/shared/day";
import { argon2idNative } from "#app/server/argon2.server";
import { runJourney } from "#app/server/journey/run-journey.server";
import type { SampleTip } from "#app/server/journey/sample-tip";
import { startMailServer } from "#test/setup/mail-server";
import { startPortal, type Portal } from "#test/setup/portal";
import { findMarks, type Leak } from "./search/marks";
import { searchDatabaseFiles, searchFolder, searchRows } from "./search/stores";

/** Ends up in every field a tipster or an officer fills in: text, place, name, contact, file name and content, messages, payee. */
const mark = `MK${randomBytes(9).toString("hex").toUpperCase()}`;
const marked = (id: string, words: string): SampleTip => ({
  id,
  area: { name: `某街道 ${mark}`, adcode: "110000" },
  subject: { kind: "HOS", level: null, name: `某医院 ${mark}` },
  misconduct: ["HOS-01"],
  amounts: { lossFen: 9_230_000, recoveredFen: 9_230_000, fineFen: 0 },
  outcomes: ["RECOVER"],
  evidence: ["PHOTO", "CHAT"],
  reporterKind: "PERSON",
  nameKind: "REAL",
  tip: { lang: "zh", zh: `${words} ${mark} ${"很长的话".repeat(400)}`, en: "" },
});

let portal: Portal;
let mailServer: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
  mailServer = await startMailServer();
  portal = await startPortal({ SMTP_URL: mailServer.url });
}, 180_000);
afterAll(async () => {
  await portal?.stop();
  await mailServer?.stop();
});

async function searchEverything(
  marks: readonly string[],
): Promise<{ readonly leaks: Leak[]; readonly tables: number }> {
  const rows = await searchRows(portal.databaseUrl, marks);
  const files = await searchDatabaseFiles(portal.databaseUrl, marks);
  return {
    tables: rows.tables,
    leaks: [
      ...rows.leaks,
      ...files,
      ...(await searchFolder(portal.dataDir, marks)),
      ...findMarks(
        "output of web and worker",
        Buffer.from(portal.output()),
        marks,
      ),
      ...mailServer.mails.flatMap(({ raw }) =>
        findMarks("mail", Buffer.from(raw), marks),
      ),
    ],
  };
}

test(
  "after a journey nothing that was typed is found in plain form anywhere",
  { timeout: 240_000 },
  async () => {
    const report = await runJourney({
      baseUrl: portal.origin,
      samples: [
        marked(`${mark}A`, "输液记录是补写的"),
        marked(`${mark}B`, "检验报告是套用的"),
      ],
      argon2id: argon2idNative,
      today: dayInChina(new Date()),
      ceilingFen: 10_000_000,
      log: () => {},
    });
    expect(
      report.leads.map(({ problem, reward }) => problem ?? reward),
    ).toEqual(["PAID 184600", "PAID 184600"]);
    const { leaks, tables } = await searchEverything([mark]);
    expect(leaks).toEqual([]);
    // database, queue and storage were looked at, not an empty folder
    expect(tables).toBeGreaterThan(30);
  },
);

test(
  "the search finds a leak in each place where there could be one",
  { timeout: 120_000 },
  async () => {
    const planted = `PL${randomBytes(9).toString("hex").toUpperCase()}`;
    const client = new pg.Client({ connectionString: portal.databaseUrl });
    await client.connect();
    const folder = join(portal.dataDir, "planted");
    try {
      // long enough for PostgreSQL to compress it in its files; the rows show it all the same
      await client.query("create table planted (text text, bytes bytea)");
      await client.query("insert into planted values ($1, $2)", [
        `${planted} ${"x".repeat(20_000)}`,
        Buffer.from(`${planted}-bytes`),
      ]);
      await client.query("insert into setting (key, value) values ($1, $2)", [
        randomUUID(),
        JSON.stringify({
          base64: Buffer.from(`a${planted}`).toString("base64"),
        }),
      ]);
      await mkdir(folder);
      await writeFile(join(folder, "utf16"), Buffer.from(planted, "utf16le"));
      await writeFile(join(folder, `name ${planted}`), "");
      const { leaks } = await searchEverything([planted]);
      const places = leaks.map(({ place }) => place);
      expect(places).toContain("public.planted");
      expect(places).toContain("public.setting");
      expect(places).toContain(`name ${planted}`);
      expect(places.some((place) => place.endsWith("utf16"))).toBe(true);
      expect(places.some((place) => /\/(?:base|pg_wal)\//.test(place))).toBe(
        true,
      );
    } finally {
      await client.end();
      await rm(folder, { recursive: true, force: true });
    }
  },
);
