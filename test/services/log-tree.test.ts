import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { openNote, parseVerifierKey } from "#app/crypto/tlog/signed-note";
import {
  consistencyProof,
  verifyConsistency,
  verifyInclusion,
} from "#app/crypto/tlog/tree";
import { addDays, day } from "#app/domain/shared/day";
import { changeLogKey } from "#app/server/log-keys.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { lockLog } from "#app/services/log/log-lock.server";
import {
  newestCheckpoint,
  proveEntries,
  treeOf,
} from "#app/services/log/read-tree.server";
import {
  lastSlotEnd,
  sequenceLog,
} from "#app/services/log/sequence-log.server";
import type { Deps } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";
import {
  appendOther,
  appendTip,
  naiveRoot,
  openLogWorld,
} from "#test/setup/log-world";

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function open(slotSeconds?: number) {
  const world = await openLogWorld({ slotSeconds });
  closing.push(() => world.close());
  const entries = () =>
    world.db.sequencedEntry.findMany({ orderBy: { index: "asc" } });
  /** everything that is stored agrees with what RFC 6962 says of the leaves */
  const expectWhole = async () => {
    const rows = await entries();
    expect(rows.map(({ index }) => Number(index))).toEqual(
      rows.map((_, at) => at),
    );
    const leaves = rows.map(({ leafHash }) => leafHash);
    const checkpoints = await world.db.logCheckpoint.findMany({
      orderBy: { size: "asc" },
    });
    for (const { size, rootHash, note } of checkpoints) {
      const root = naiveRoot(leaves.slice(0, Number(size)));
      expect(root.equals(rootHash)).toBe(true);
      const { text, signatures } = openNote(
        note,
        await world.deps.log.verifiers(),
      );
      expect(signatures.every(({ verifier }) => verifier !== null)).toBe(true);
      expect(parseCheckpoint(text)).toMatchObject({
        origin: world.deps.log.origin,
        size: Number(size),
      });
      expect(rows[Number(size) - 1]!.kind).toBe("LOG_CUT");
    }
    return { rows, checkpoints };
  };
  return { ...world, entries, expectWhole };
}

const kinds = (rows: readonly { kind: string }[]) =>
  rows.map(({ kind }) => kind);

describe("slots", () => {
  it("end at whole multiples from midnight in China", () => {
    const at = (text: string, seconds: number) =>
      lastSlotEnd(new Date(text), seconds).toISOString();
    expect(at("2026-03-02T02:00:00Z", 86_400)).toBe("2026-03-01T16:00:00.000Z");
    expect(at("2026-03-01T15:59:59.999Z", 86_400)).toBe(
      "2026-02-28T16:00:00.000Z",
    );
    expect(at("2026-03-01T16:00:00Z", 86_400)).toBe("2026-03-01T16:00:00.000Z");
    expect(at("2026-03-02T02:00:59Z", 60)).toBe("2026-03-02T02:00:00.000Z");
    expect(at("2026-03-01T16:00:05Z", 21_600)).toBe("2026-03-01T16:00:00.000Z");
  });

  it("of a day take what days gone brought, once", async () => {
    const { deps, db, clock, expectWhole } = await open();
    const today = clock.today();
    // the first checkpoint tells that the log is there
    expect(await sequenceLog(deps)).toEqual({
      sequenced: 0,
      checkpoint: 1n,
      held: false,
    });
    await appendTip(deps, addDays(today, -1));
    expect(await sequenceLog(deps)).toEqual({
      sequenced: 0,
      checkpoint: null,
      held: false,
    });
    await appendTip(deps, today);
    clock.passDays(1);
    await appendTip(deps, clock.today());
    // with the key of the log itself
    expect(await sequenceLog(deps)).toEqual({
      sequenced: 3,
      checkpoint: 5n,
      held: false,
    });
    expect(await sequenceLog(deps)).toEqual({
      sequenced: 0,
      checkpoint: null,
      held: false,
    });
    expect(await db.logPending.count()).toBe(1);
    const { rows, checkpoints } = await expectWhole();
    expect(kinds(rows)).toEqual([
      "LOG_CUT",
      "TIP_RECEIVED",
      "TIP_RECEIVED",
      "LOG_KEY_PUBLISHED",
      "LOG_CUT",
    ]);
    expect(checkpoints.map((each) => storedDay(each.day))).toEqual([
      addDays(today, -1),
      today,
    ]);
    expect(JSON.parse(rows[4]!.entry)).toMatchObject({
      day: today,
      data: { upToDay: today },
    });
  });

  it("of a day without entries still say that the log was complete", async () => {
    const { deps, clock, expectWhole } = await open();
    await sequenceLog(deps);
    for (let days = 0; days < 3; days++) {
      clock.passDays(1);
      expect((await sequenceLog(deps)).checkpoint).not.toBeNull();
    }
    const { rows } = await expectWhole();
    expect(kinds(rows).filter((kind) => kind === "LOG_CUT")).toHaveLength(4);
  });

  it("shorter than a day cut nothing when nothing waits, but once a day", async () => {
    const { deps, clock, expectWhole } = await open(60);
    expect((await sequenceLog(deps)).sequenced).toBe(1);
    clock.passSeconds(60);
    expect(await sequenceLog(deps)).toMatchObject({ checkpoint: null });
    await appendTip(deps, clock.today());
    // too early: the slot has not ended, and looking changed nothing
    clock.passSeconds(59);
    expect((await sequenceLog(deps)).sequenced).toBe(1);
    await appendTip(deps, clock.today());
    expect((await sequenceLog(deps)).sequenced).toBe(0);
    clock.passSeconds(1);
    expect((await sequenceLog(deps)).sequenced).toBe(1);
    clock.passDays(1);
    expect((await sequenceLog(deps)).checkpoint).not.toBeNull();
    clock.passSeconds(60);
    expect(await sequenceLog(deps)).toMatchObject({ checkpoint: null });
    await expectWhole();
  });

  it("that end at midnight leave the new day's entries to the next", async () => {
    const { deps, db, clock, expectWhole } = await open(60);
    await sequenceLog(deps);
    clock.goTo(day("2026-03-03"));
    clock.passSeconds(-10 * 3_600 + 2);
    await appendTip(deps, day("2026-03-02"));
    await appendTip(deps, day("2026-03-03"));
    expect((await sequenceLog(deps)).sequenced).toBe(1);
    expect(await db.logPending.count()).toBe(1);
    const { checkpoints } = await expectWhole();
    expect(storedDay(checkpoints.at(-1)!.day)).toBe("2026-03-02");
  });

  it("do not go back with the clock", async () => {
    const { deps, clock, expectWhole } = await open();
    await appendTip(deps, clock.today());
    await sequenceLog(deps, { force: true });
    clock.passDays(-3);
    await appendTip(deps, clock.today());
    expect(await sequenceLog(deps)).toMatchObject({ checkpoint: null });
    await sequenceLog(deps, { force: true });
    const { checkpoints } = await expectWhole();
    expect(storedDay(checkpoints[1]!.day)).toBe(storedDay(checkpoints[0]!.day));
  });

  it("are cut early by force, with what today brought, and then the day goes on", async () => {
    const { deps, clock, expectWhole } = await open();
    await appendTip(deps, clock.today());
    expect(await sequenceLog(deps, { force: true })).toEqual({
      sequenced: 2,
      checkpoint: 3n,
      held: false,
    });
    expect((await sequenceLog(deps, { force: true })).checkpoint).toBe(4n);
    await appendTip(deps, clock.today());
    expect(await sequenceLog(deps)).toMatchObject({ sequenced: 0 });
    clock.passDays(1);
    expect(await sequenceLog(deps)).toMatchObject({ sequenced: 1 });
    await expectWhole();
  });
});

describe("the order inside a cut", () => {
  it.each([1, 3, 7, 1_000])(
    "does not tell when in its slot something was (batches of %i)",
    async (batch) => {
      const { deps, db, clock, expectWhole } = await open();
      const today = clock.today();
      const leads = Array.from({ length: 4 }, () => randomUUID());
      const tips: string[] = [];
      for (const on of [addDays(today, 1), today]) {
        // the later day first: days order before arrival
        for (const leadId of [...leads].reverse()) {
          await appendOther(deps, on, leadId);
          const tip = randomUUID();
          await appendTip(deps, on, tip);
          tips.push(`${on} ${tip}`);
        }
        for (const leadId of leads) await appendOther(deps, on, leadId);
        await appendOther(deps, on);
      }
      const arrivals = new Map(
        (await db.logPending.findMany()).map(({ id, arrived }) => [
          id,
          arrived,
        ]),
      );
      clock.passDays(2);
      await sequenceLog(deps, { batch });
      const { rows, checkpoints } = await expectWhole();
      expect(checkpoints).toHaveLength(1);
      const places = rows.slice(0, -1).map((row) => {
        const tip = row.kind === "TIP_RECEIVED";
        return [
          storedDay(row.day),
          tip ? 0 : 1,
          tip ? "" : (row.leadId ?? row.claimId ?? row.id),
          String(arrivals.get(row.id)).padStart(9, "0"),
        ].join(" ");
      });
      expect(places).toEqual([...places].sort());
      expect(new Set(places).size).toBe(places.length);
      // tips as they came
      expect(
        rows
          .filter(({ kind }) => kind === "TIP_RECEIVED")
          .map(({ day: on, leadId }) => `${storedDay(on)} ${leadId}`),
      ).toEqual([...tips.slice(4), ...tips.slice(0, 4)]);
    },
  );

  it("puts what a tipster wrote before the acts of staff on the same lead, whose times are exact", async () => {
    const { deps, clock, expectWhole } = await open();
    const leadId = randomUUID();
    const personId = randomUUID();
    const day = clock.today();
    const staff = (fileId: string) =>
      inTransaction(deps, (tx) =>
        appendLog(tx, {
          kind: "FILE_OPENED",
          day,
          leadId,
          personId,
          at: clock.now(),
          data: { fileId },
        }),
      );
    await appendTip(deps, day, leadId);
    await staff(randomUUID());
    await appendOther(deps, day, leadId);
    await staff(randomUUID());
    await appendOther(deps, day, leadId);
    clock.passDays(1);
    await sequenceLog(deps);
    const { rows } = await expectWhole();
    expect(
      rows.filter((row) => row.leadId === leadId).map(({ kind }) => kind),
    ).toEqual([
      "TIP_RECEIVED",
      "TIPSTER_MESSAGE_SENT",
      "TIPSTER_MESSAGE_SENT",
      "FILE_OPENED",
      "FILE_OPENED",
    ]);
  });

  it("gives a tip dated before the last cut no place before those that came earlier", async () => {
    const { deps, clock, expectWhole } = await open();
    await sequenceLog(deps);
    clock.passDays(1);
    await sequenceLog(deps);
    const [first, backdated] = [randomUUID(), randomUUID()];
    await appendTip(deps, clock.today(), first);
    await appendTip(deps, addDays(clock.today(), -1), backdated);
    clock.passDays(1);
    await sequenceLog(deps);
    const { rows } = await expectWhole();
    expect(
      rows
        .filter(({ kind }) => kind === "TIP_RECEIVED")
        .map(({ leadId }) => leadId),
    ).toEqual([first, backdated]);
  });

  it("holds when a cut is left half done: what came meanwhile and belongs before waits", async () => {
    const { deps, db, clock, expectWhole } = await open();
    const today = clock.today();
    for (let count = 0; count < 6; count++)
      await appendOther(deps, today, randomUUID());
    clock.passDays(1);
    await expect(sequenceLog(dyingAt(deps, 3), { batch: 2 })).rejects.toThrow(
      "killed",
    );
    expect(await db.sequencedEntry.count()).toBe(4);
    expect(await newestCheckpoint(db)).toBeNull();
    const [before, after] = [
      "00000000-0000-4000-8000-000000000001",
      "ffffffff-ffff-4fff-8fff-ffffffffffff",
    ];
    await appendOther(deps, today, before);
    await appendOther(deps, today, after);
    await appendTip(deps, today);
    await sequenceLog(deps, { batch: 2 });
    const first = await expectWhole();
    expect(first.rows.some(({ leadId }) => leadId === after)).toBe(true);
    expect(first.rows.some(({ leadId }) => leadId === before)).toBe(false);
    const groups = first.rows.slice(0, -1).map((row) => row.leadId ?? row.id);
    expect(groups).toEqual([...groups].sort());
    clock.passDays(1);
    expect((await sequenceLog(deps)).sequenced).toBe(2);
    await expectWhole();
    // who asks for everything now gets that, too
    const later = clock.today();
    for (const leadId of [after, before, after])
      await appendOther(deps, later, leadId);
    await expect(
      sequenceLog(dyingAt(deps, 2), { batch: 2, force: true }),
    ).rejects.toThrow("killed");
    await appendOther(deps, later, before);
    expect(await sequenceLog(deps, { force: true })).toMatchObject({
      sequenced: 2,
    });
    expect(await db.logPending.count()).toBe(0);
    await expectWhole();
  });
});

/** The database connection is lost in the given transaction, after its work. */
function dyingAt(deps: Deps, turn: number): Deps {
  let turns = 0;
  const db = new Proxy(deps.db, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (key !== "$transaction") return value;
      return (work: (tx: unknown) => Promise<unknown>, options: object) =>
        (target.$transaction as (...all: unknown[]) => unknown)(
          async (tx: unknown) => {
            const result = await work(tx);
            if (++turns === turn) throw new Error("killed");
            return result;
          },
          options,
        );
    },
  });
  return { ...deps, db };
}

describe("one writer", () => {
  it("works while others are told that it does, and another takes over when it dies", async () => {
    const { deps, db, clock, expectWhole } = await open();
    await appendTip(deps, clock.today());
    clock.passDays(1);
    let release = () => {};
    let taken = () => {};
    const isTaken = new Promise<void>((done) => (taken = done));
    const holder = db.$transaction(
      async (tx) => {
        await lockLog(tx);
        taken();
        await new Promise<void>(
          (_, fail) => (release = () => fail(new Error("dies"))),
        );
      },
      { timeout: 60_000 },
    );
    holder.catch(() => {});
    await isTaken;
    expect(await sequenceLog(deps)).toEqual({
      sequenced: 0,
      checkpoint: null,
      held: true,
    });
    expect(await db.sequencedEntry.count()).toBe(0);
    release();
    await expect(holder).rejects.toThrow("dies");
    expect(await sequenceLog(deps)).toMatchObject({
      sequenced: 2,
      held: false,
    });
    await expectWhole();
  });

  it("four at once give every entry one place", async () => {
    const { deps, clock, expectWhole } = await open();
    const written = await Promise.all(
      Array.from({ length: 40 }, () => appendTip(deps, clock.today())),
    );
    clock.passDays(1);
    await Promise.all(
      Array.from({ length: 4 }, () => sequenceLog(deps, { batch: 3 })),
    );
    await sequenceLog(deps);
    const { rows, checkpoints } = await expectWhole();
    expect(checkpoints).toHaveLength(1);
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
    const found = rows.map(({ leafHash }) => hex(leafHash));
    for (const { leafHash } of written)
      expect(found.filter((each) => each === hex(leafHash))).toHaveLength(1);
  });
});

describe("proofs", () => {
  it("of any entry to any checkpoint, and from checkpoint to checkpoint, over several tiles", async () => {
    const { deps, db, clock, expectWhole } = await open();
    for (const count of [3, 270, 1]) {
      const today = clock.today();
      await Promise.all(
        Array.from({ length: count }, () => appendOther(deps, today)),
      );
      clock.passDays(1);
      await sequenceLog(deps, { batch: 100 });
    }
    const { rows, checkpoints } = await expectWhole();
    expect(rows.length).toBe(278);
    for (const { size, rootHash: root } of checkpoints) {
      const indexes = [0, 1, 3, 255, 256, 270, 277].filter(
        (each) => each < size,
      );
      const proofs = await proveEntries(db, indexes, Number(size));
      for (const index of indexes)
        expect(
          verifyInclusion({
            leafHash: rows[index]!.leafHash,
            index,
            size: Number(size),
            proof: proofs.get(index)!,
            root,
          }),
        ).toBe(true);
    }
    for (const [at, newer] of checkpoints.slice(1).entries()) {
      const older = checkpoints[at]!;
      const [oldSize, newSize] = [Number(older.size), Number(newer.size)];
      expect(
        verifyConsistency({
          oldSize,
          newSize,
          oldRoot: older.rootHash,
          newRoot: newer.rootHash,
          proof: await consistencyProof(oldSize, newSize, treeOf(db)),
        }),
      ).toBe(true);
    }
    expect((await newestCheckpoint(db))?.size).toBe(278);
    await expect(proveEntries(db, [300], 278)).rejects.toThrow(RangeError);
    await expect(proveEntries(db, [0], 300)).rejects.toThrow(RangeError);
  });
});

describe("a new key", () => {
  it("signs beside the old one until a checkpoint holds the change, then alone", async () => {
    const { deps, db, clock, dataDir, expectWhole } = await open();
    const signers = async () => {
      const { note } = (await newestCheckpoint(db))!;
      return openNote(note, await deps.log.verifiers()).signatures.map(
        ({ keyId }) => keyId,
      );
    };
    await sequenceLog(deps);
    const [first] = await deps.log.verifiers();
    const old = parseVerifierKey(first!).keyId;
    expect(await signers()).toEqual([old]);
    const { keyId } = await changeLogKey(
      { db, dataDir },
      { origin: deps.log.origin, clock },
    );
    // not yet in this cut: who waits for the entry must be able to read the checkpoint before it
    await db.$executeRaw`ALTER TABLE log_pending DISABLE TRIGGER USER`;
    await db.$executeRaw`UPDATE log_pending SET day = ${addDays(clock.today(), 1)}::date WHERE kind = 'LOG_KEY_CHANGED'`;
    await db.$executeRaw`ALTER TABLE log_pending ENABLE TRIGGER USER`;
    clock.passDays(1);
    await sequenceLog(deps);
    expect(await signers()).toEqual([keyId, old]);
    clock.passDays(1);
    await sequenceLog(deps);
    expect(await signers()).toEqual([keyId, old]);
    clock.passDays(1);
    await sequenceLog(deps);
    expect(await signers()).toEqual([keyId]);
    const { rows } = await expectWhole();
    expect(kinds(rows)).toContain("LOG_KEY_CHANGED");
  });
});

describe("PostgreSQL itself", () => {
  it("lets nobody change, remove or shorten what the log holds", async () => {
    const { deps, db, clock } = await open();
    await appendTip(deps, clock.today());
    clock.passDays(1);
    await sequenceLog(deps);
    const { size } = (await newestCheckpoint(db))!;
    await db.logCosignature.create({
      data: { size: BigInt(size), witness: "w.example/1", line: "— w" },
    });
    await appendTip(deps, clock.today());
    const refused = [
      "UPDATE log_entry SET kind = 'X'",
      "DELETE FROM log_entry",
      "TRUNCATE log_entry",
      "UPDATE log_pending SET kind = 'X'",
      "TRUNCATE log_pending",
      "DELETE FROM log_pending",
      "UPDATE log_checkpoint SET note = 'X'",
      "DELETE FROM log_checkpoint",
      "TRUNCATE log_checkpoint CASCADE",
      "UPDATE log_cosignature SET line = 'X'",
      "DELETE FROM log_cosignature",
      "TRUNCATE log_cosignature",
      "DELETE FROM log_tile",
      "TRUNCATE log_tile",
      "UPDATE log_tile SET hashes = substring(hashes FOR 32)",
      String.raw`UPDATE log_tile SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)`,
      "UPDATE log_tile SET n = n + 1",
      "DELETE FROM log_key",
      "TRUNCATE log_key",
      "UPDATE log_key SET verifier = 'X'",
      "UPDATE log_key SET from_day = from_day - 1",
    ];
    const before = await db.logEntry.findMany({ orderBy: { place: "asc" } });
    for (const sql of refused)
      await expect(db.$executeRawUnsafe(sql), sql).rejects.toThrow();
    expect(await db.logEntry.findMany({ orderBy: { place: "asc" } })).toEqual(
      before,
    );
    // not even with something else under its id in the tree
    await expect(
      db.$transaction([
        db.$executeRaw`INSERT INTO log_entry SELECT 1000, id, kind, schema_version, lead_id, claim_id, person_id, office_id, day, entry, inner_entry, sha256(leaf_hash) FROM log_pending`,
        db.$executeRaw`DELETE FROM log_pending`,
      ]),
    ).rejects.toThrow("only into log_entry");
    // a tile does grow at its end
    await db.$executeRaw`UPDATE log_tile SET hashes = hashes || substring(hashes FOR 32)`;
  });
});
