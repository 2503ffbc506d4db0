import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canonicalJson, type JsonValue } from "#app/crypto/canonical-json";
import { toHex } from "#app/crypto/encoding";
import { cosignLine, verifierKey } from "#app/crypto/tlog/signed-note";
import { checkpointText } from "#app/crypto/tlog/checkpoint";
import { growTiles, subtreeReader } from "#app/crypto/tlog/tiles";
import { rootHash } from "#app/crypto/tlog/tree";
import { hashForLog } from "#app/services/log/append-log.server";
import { entryIdOf } from "#app/services/log/entry-id.server";
import { newestCheckpoint } from "#app/services/log/read-tree.server";
import { leafHashOf } from "#app/services/log/verify-entry.server";
import {
  verifyLog,
  type LogFinding,
} from "#app/services/log/verify-log.server";
import { ed25519 } from "@noble/curves/ed25519.js";
import { playedWorld, type PlayedWorld } from "#test/factories/played-log";

/** Whoever rules the database, triggers off, against a log with tips, decisions, payments and several checkpoints. */
let played: PlayedWorld;
let db: PlayedWorld["world"]["db"];
const tables = [
  "log_entry",
  "log_tile",
  "log_checkpoint",
  "log_cosignature",
  "log_key",
];

beforeAll(async () => {
  played = await playedWorld();
  db = played.world.db;
  for (const table of tables) {
    await db.$executeRawUnsafe(`CREATE TABLE saved_${table} AS TABLE ${table}`);
    await db.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  }
});
afterAll(() => played.world.close());
beforeEach(async () => {
  for (const table of [
    "log_cosignature",
    "log_checkpoint",
    "log_entry",
    "log_tile",
    "log_key",
  ])
    await db.$executeRawUnsafe(`DELETE FROM ${table}`);
  for (const table of tables)
    await db.$executeRawUnsafe(`INSERT INTO ${table} TABLE saved_${table}`);
});

async function verify(options: Partial<Parameters<typeof verifyLog>[1]> = {}) {
  const found: LogFinding[] = [];
  const report = await verifyLog(played.world.deps, {
    ...options,
    found: (finding) => found.push(finding),
  });
  expect(report.ok).toBe(found.length === 0);
  return found;
}
const codes = (found: readonly LogFinding[]) => [
  ...new Set(found.map(({ code }) => code)),
];
const codesAt = (found: readonly LogFinding[], index: number) =>
  found.filter((each) => each.index === index).map(({ code }) => code);

/** An entry with person, time, office and lead, in the middle of a cut. */
async function victim(kind = "LEAD_ACCEPTED") {
  const row = await db.sequencedEntry.findFirstOrThrow({
    where: { kind, leadId: played.paid.leadId },
    orderBy: { index: "asc" },
  });
  return { ...row, at: Number(row.index) };
}

it("is clean before anybody touches it", async () => {
  expect(await verify()).toEqual([]);
});

describe("a column of an entry changed", () => {
  const other = randomUUID();
  it.each([
    ["id", `'${other}'`, "COLUMN_DIFFERS"],
    ["kind", "'LEAD_REFUSED'", "COLUMN_DIFFERS"],
    ["schema_version", "2", "COLUMN_DIFFERS"],
    ["lead_id", `'${other}'`, "COLUMN_DIFFERS"],
    ["claim_id", `'${other}'`, "COLUMN_DIFFERS"],
    ["person_id", `'${other}'`, "COLUMN_DIFFERS"],
    ["office_id", "NULL", "COLUMN_DIFFERS"],
    ["day", "day - 1", "COLUMN_DIFFERS"],
    [
      "entry",
      "replace(entry, 'LEAD_ACCEPTED', 'LEAD_REFUSED')",
      "ENTRY_CHANGED",
    ],
    ["entry", "entry || ' '", "ENTRY_CHANGED"],
    ["entry", "'{'", "ENTRY_CHANGED"],
    [
      "inner_entry",
      `replace(inner_entry, '"at":"2026', '"at":"2025')`,
      "INNER_CHANGED",
    ],
    ["inner_entry", "NULL", "INNER_CHANGED"],
    ["leaf_hash", "sha256('other'::bytea)", "LEAF_COLUMN_CHANGED"],
  ] as const)("%s = %s", async (column, value, code) => {
    const { index, at, id } = await victim();
    await db.$executeRawUnsafe(
      `UPDATE log_entry SET ${column} = ${value} WHERE log_index = ${index}`,
    );
    const found = await verify();
    expect(codesAt(found, at)).toContain(code);
    const named = found.find(
      (each) => each.index === at && each.code === code,
    )!;
    if (column !== "id") expect(named.id).toBe(id);
    // nothing else is blamed but what follows from it in the same lead
    for (const each of found)
      if (each.index !== null && each.index !== at && each.leadId)
        expect(each.leadId).toBe(played.paid.leadId);
  });

  it("log_index: two entries changed places", async () => {
    const [a, b] = [
      await victim("CHECK_STARTED"),
      await victim("LEAD_ACCEPTED"),
    ];
    await db.$executeRaw`UPDATE log_entry SET log_index = -log_index - 1 WHERE log_index IN (${a.index}, ${b.index})`.catch(
      () => null,
    );
    await db.$executeRaw`ALTER TABLE log_entry DROP CONSTRAINT IF EXISTS log_entry_index`;
    await db.$executeRaw`UPDATE log_entry SET log_index = -1 WHERE id = ${a.id}::uuid`;
    await db.$executeRaw`UPDATE log_entry SET log_index = ${a.index} WHERE id = ${b.id}::uuid`;
    await db.$executeRaw`UPDATE log_entry SET log_index = ${b.index} WHERE id = ${a.id}::uuid`;
    const found = await verify();
    expect(found.filter(({ code }) => code === "ENTRY_MOVED")).toMatchObject([
      { index: b.at, id: a.id, values: { was: a.at } },
      { index: a.at, id: b.id, values: { was: b.at } },
    ]);
  });
});

describe("entries taken out or put in", () => {
  it("names one that was deleted by its place", async () => {
    const { index, at } = await victim();
    await db.$executeRaw`DELETE FROM log_entry WHERE log_index = ${index}`;
    const found = await verify();
    expect(found).toContainEqual(
      expect.objectContaining({
        code: "ENTRIES_MISSING",
        index: at,
        values: { from: at, to: at },
      }),
    );
  });

  it("tells a deletion whose gap was closed", async () => {
    const { index, at } = await victim();
    await db.$executeRaw`DELETE FROM log_entry WHERE log_index = ${index}`;
    await renumber(at + 1, -1);
    const found = await verify();
    expect(found.filter(({ code }) => code === "ENTRY_REMOVED")).toMatchObject([
      { index: at },
    ]);
    expect(codes(found)).toContain("LOG_TRUNCATED");
  });

  it("tells an insertion", async () => {
    const { index, at } = await victim();
    await renumber(at, 1);
    const { entry, id } = await forged({ kind: "LEAD_OPENED" });
    await db.$executeRaw`
      INSERT INTO log_entry SELECT ${index}, ${id}::uuid, 'DEMO_LOADED', 1, NULL, NULL, NULL, NULL, day, ${entry}, NULL, ${Buffer.from(leafHashOf(entry))}
      FROM log_entry WHERE log_index = ${index - 1n}`;
    const found = await verify();
    expect(found.filter(({ code }) => code === "ENTRY_INSERTED")).toMatchObject(
      [{ index: at, id }],
    );
  });

  it("tells one put in the place of another", async () => {
    const { index, at } = await victim();
    const { entry, id } = await forged({ kind: "DEMO_LOADED" });
    await db.$executeRaw`
      UPDATE log_entry SET id = ${id}::uuid, kind = 'DEMO_LOADED', lead_id = NULL, person_id = NULL, office_id = NULL,
        entry = ${entry}, inner_entry = NULL, leaf_hash = ${Buffer.from(leafHashOf(entry))}, day = '2026-03-02', schema_version = 1
      WHERE log_index = ${index}`;
    expect(codesAt(await verify(), at)).toContain("ENTRY_REPLACED");
  });

  it("tells one added at the end", async () => {
    const { entry, id } = await forged({ kind: "DEMO_LOADED" });
    await db.$executeRaw`
      INSERT INTO log_entry SELECT max(log_index) + 1, ${id}::uuid, 'DEMO_LOADED', 1, NULL, NULL, NULL, NULL, '2026-03-02', ${entry}, NULL, ${Buffer.from(leafHashOf(entry))}
      FROM log_entry`;
    expect(await verify()).toMatchObject([
      { code: "NOT_IN_TREE", id },
      { code: "ENTRY_BACKDATED", id },
    ]);
  });

  it("tells a log without its end", async () => {
    await db.$executeRaw`DELETE FROM log_entry WHERE log_index >= 80`;
    const found = await verify();
    expect(found).toContainEqual(
      expect.objectContaining({ code: "LOG_TRUNCATED", index: 80 }),
    );
  });

  it("tells a log without its end and tiles by its checkpoints", async () => {
    const cut = await cutBefore();
    await cutOff(cut, { checkpoints: false });
    expect(codes(await verify())).toEqual(["CHECKPOINT_BEYOND"]);
  });

  it("needs a saved checkpoint when everything was cut off together", async () => {
    const { note, size } = (await newestCheckpoint(db))!;
    const cut = await cutBefore();
    await cutOff(cut, { checkpoints: true });
    expect(await verify()).toEqual([]);
    expect(await verify({ saved: [{ name: "kept.txt", note }] })).toMatchObject(
      [{ code: "SAVED_BEYOND", values: { name: "kept.txt", size, end: cut } }],
    );
  });
});

describe("tiles, checkpoints and keys", () => {
  it("names the entry whose hash in a tile was changed", async () => {
    const { at } = await victim();
    await db.$executeRaw`
      UPDATE log_tile SET hashes = overlay(hashes PLACING sha256('x'::bytea) FROM ${at * 32 + 1}::int) WHERE level = 0`;
    const found = await verify();
    expect(found).toMatchObject([{ code: "TILE_CHANGED", index: at }]);
  });

  it("tells a tile that is shorter, longer, or one too many", async () => {
    await db.$executeRaw`UPDATE log_tile SET hashes = substring(hashes FOR octet_length(hashes) - 32)`;
    expect(codes(await verify())).toEqual(["NOT_IN_TREE"]);
    await db.$executeRaw`UPDATE log_tile SET hashes = (SELECT hashes FROM saved_log_tile WHERE level = 0) || sha256('x'::bytea)`;
    expect(codes(await verify())).toEqual(["LOG_TRUNCATED"]);
    await db.$executeRaw`DELETE FROM log_tile`;
    await db.$executeRaw`INSERT INTO log_tile TABLE saved_log_tile`;
    await db.$executeRaw`INSERT INTO log_tile VALUES (1, 0, sha256('x'::bytea))`;
    expect(codes(await verify())).toEqual(["TILE_SPARE"]);
  });

  it.each([
    ["root_hash = sha256('x'::bytea)", "CHECKPOINT_DIFFERS"],
    [
      "note = regexp_replace(note, '^localhost', 'elsewhere')",
      "CHECKPOINT_NOT_READABLE",
    ],
    ["note = split_part(note, E'\\n\\n', 1)", "CHECKPOINT_NOT_READABLE"],
    ["day = day + 1", "CHECKPOINT_WITHOUT_CUT"],
    ["slot_end = slot_end - interval '1 year'", "CHECKPOINT_BACKWARDS"],
    ["size = size + 1", "CUT_WITHOUT_CHECKPOINT"],
  ])("checkpoint: %s", async (change, code) => {
    const { size } = (await newestCheckpoint(db))!;
    await db.$executeRawUnsafe(
      `UPDATE log_checkpoint SET ${change} WHERE size = ${size}`,
    );
    expect(codes(await verify())).toContain(code);
  });

  it("tells a checkpoint that is gone", async () => {
    const { size } = (await newestCheckpoint(db))!;
    await db.$executeRaw`DELETE FROM log_checkpoint WHERE size = ${BigInt(size)}`;
    expect(await verify()).toMatchObject([
      { code: "CUT_WITHOUT_CHECKPOINT", index: size - 1 },
    ]);
  });

  it("tells a checkpoint signed with a key the log never had", async () => {
    const { size } = (await newestCheckpoint(db))!;
    await db.$executeRaw`UPDATE log_checkpoint SET note = regexp_replace(note, E'\\n— .*', ${"\n— localhost:3000/log " + Buffer.alloc(68, 1).toString("base64") + "\n"}) WHERE size = ${BigInt(size)}`;
    expect(codes(await verify())).toEqual(["CHECKPOINT_UNSIGNED"]);
  });

  it("tells keys that are not those of the entries", async () => {
    await db.$executeRaw`UPDATE log_key SET from_day = from_day - 1`;
    expect(codes(await verify())).toEqual(["KEY_DIFFERS"]);
    const foreign = verifierKey(
      "localhost:3000/log",
      ed25519.getPublicKey(new Uint8Array(32).fill(9)),
    );
    await db.$executeRaw`UPDATE log_key SET from_day = from_day + 1, verifier = ${foreign}`;
    expect(codes(await verify())).toEqual(["KEY_DIFFERS"]);
  });

  it("tells a wrong cosignature of a witness it knows", async () => {
    const seed = new Uint8Array(32).fill(3);
    const witness = verifierKey(
      "witness.example",
      ed25519.getPublicKey(seed),
      0x04,
    );
    const { size, rootHash: root } = (await newestCheckpoint(db))!;
    const text = checkpointText({
      origin: "localhost:3000/log",
      size,
      rootHash: root,
    });
    const sign = (of: string) =>
      cosignLine(of, { name: "witness.example", seed }, 1_780_000_000);
    await db.$executeRaw`INSERT INTO log_cosignature VALUES (${BigInt(size)}, 'witness.example', ${sign(text)})`;
    expect(await verify({ witnesses: [witness] })).toEqual([]);
    await db.$executeRaw`UPDATE log_cosignature SET line = ${sign(`${text}x\n`)}`;
    expect(codes(await verify({ witnesses: [witness] }))).toEqual([
      "COSIGNATURE_WRONG",
    ]);
  });
});

describe("a log rewritten with care", () => {
  it("is found by its checkpoints when entry, hash and tile were changed together", async () => {
    const { at } = await victim();
    await rewriteEntry(at);
    await regrow();
    const found = await verify();
    expect(codes(found)).toContain("LOG_REWRITTEN");
    const { from, to } = found.find(
      ({ code }) => code === "LOG_REWRITTEN",
    )!.values;
    expect(at).toBeGreaterThanOrEqual(Number(from));
    expect(at).toBeLessThanOrEqual(Number(to));
  });

  it("needs a saved checkpoint when the checkpoints were signed anew with the real key", async () => {
    const saved = {
      name: "kept.txt",
      note: (await newestCheckpoint(db))!.note,
    };
    const { at } = await victim();
    await rewriteEntry(at);
    await regrow();
    await resign();
    expect(await verify()).toEqual([]);
    expect(await verify({ saved: [saved] })).toMatchObject([
      { code: "SPLIT_VIEW", values: { name: "kept.txt" } },
    ]);
  });

  it("knows a saved checkpoint of another log, a changed one, and no checkpoint at all", async () => {
    const { note } = (await newestCheckpoint(db))!;
    const told = async (text: string) =>
      codes(await verify({ saved: [{ name: "x", note: text }] }));
    expect(await told("no note")).toEqual(["SAVED_NOT_READABLE"]);
    expect(await told(note.replace(/^(.*\n)(\d+)/, "$11"))).toEqual([
      "SAVED_NOT_READABLE",
    ]);
    expect(await told(note.replace(/^localhost/, "elsewhere"))).toEqual([
      "SAVED_NOT_READABLE",
    ]);
    const text = note.slice(0, note.indexOf("\n\n") + 1);
    const unknown = `${text}\n— somebody ${Buffer.alloc(68, 1).toString("base64")}\n`;
    expect(await told(unknown)).toEqual(["SAVED_UNSIGNED"]);
    expect(await told(unknown.replace(/^localhost/, "elsewhere"))).toEqual([
      "SAVED_OF_ANOTHER_LOG",
    ]);
  });
});

async function renumber(from: number, by: 1 | -1) {
  await db.$executeRaw`UPDATE log_entry SET log_index = log_index + 1000000 WHERE log_index >= ${from}`;
  await db.$executeRaw`UPDATE log_entry SET log_index = log_index - 1000000 + ${by} WHERE log_index >= 1000000`;
}

async function forged({ kind }: { readonly kind: string }) {
  const entry = canonicalJson({
    kind: kind === "LEAD_OPENED" ? "DEMO_LOADED" : kind,
    schemaVersion: 1,
    day: "2026-03-02",
    data: {},
    nonce: "A".repeat(22),
  });
  return Promise.resolve({ entry, id: entryIdOf(leafHashOf(entry)) });
}

/** The size of the last checkpoint but one. */
async function cutBefore(): Promise<number> {
  const [, before] = await db.logCheckpoint.findMany({
    orderBy: { size: "desc" },
    take: 2,
    select: { size: true },
  });
  return Number(before!.size);
}

async function cutOff(
  size: number,
  { checkpoints }: { readonly checkpoints: boolean },
) {
  await db.$executeRaw`DELETE FROM log_entry WHERE log_index >= ${size}`;
  await db.$executeRaw`UPDATE log_tile SET hashes = substring(hashes FOR ${size * 32}::int)`;
  if (checkpoints)
    await db.$executeRaw`DELETE FROM log_checkpoint WHERE size > ${size}`;
}

/** Another person in the inner part, everything that follows from it made to fit. */
async function rewriteEntry(at: number) {
  const row = await db.sequencedEntry.findUniqueOrThrow({
    where: { index: BigInt(at) },
  });
  const inner = JSON.parse(row.innerEntry!) as Record<string, JsonValue>;
  const personId = played.world.member("jn-intake-2").id;
  const innerEntry = canonicalJson({ ...inner, personId });
  const open = JSON.parse(row.entry) as Record<string, JsonValue>;
  const entry = canonicalJson({ ...open, inner: hashForLog(innerEntry) });
  const leaf = leafHashOf(entry);
  await db.$executeRaw`
    UPDATE log_entry SET entry = ${entry}, inner_entry = ${innerEntry}, person_id = ${personId}::uuid, leaf_hash = ${Buffer.from(leaf)}, id = ${entryIdOf(leaf)}::uuid
    WHERE log_index = ${at}`;
}

async function leaves() {
  const rows = await db.sequencedEntry.findMany({
    orderBy: { index: "asc" },
    select: { leafHash: true },
  });
  return rows.map(({ leafHash }) => leafHash);
}

async function regrow() {
  const tiles = await growTiles(0, await leaves(), () =>
    Promise.resolve(new Uint8Array(0)),
  );
  for (const { level, n, hashes } of tiles)
    await db.$executeRaw`UPDATE log_tile SET hashes = decode(${toHex(hashes)}, 'hex') WHERE level = ${level} AND n = ${n}`;
}

async function resign() {
  const all = await leaves();
  const { log } = played.world.deps;
  for (const { size } of await db.logCheckpoint.findMany({
    select: { size: true },
  })) {
    const tiles = await growTiles(0, all.slice(0, Number(size)), () =>
      Promise.resolve(new Uint8Array(0)),
    );
    const root = await rootHash(
      Number(size),
      subtreeReader((level, n) =>
        Promise.resolve(
          tiles.find((tile) => tile.level === level && tile.n === n)?.hashes ??
            new Uint8Array(0),
        ),
      ),
    );
    const note = await log.sign(
      checkpointText({
        origin: log.origin,
        size: Number(size),
        rootHash: root,
      }),
    );
    await db.$executeRaw`UPDATE log_checkpoint SET note = ${note}, root_hash = ${Buffer.from(root)} WHERE size = ${size}`;
  }
}
