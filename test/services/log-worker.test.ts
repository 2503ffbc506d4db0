import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "#app/server/deps.server";
import { addDays } from "#app/domain/shared/day";
import { requireClocksAgree } from "#app/services/log/clock-agrees.server";
import { emptyWaitingLine } from "#app/services/log/empty-waiting-line.server";
import { newestCheckpoint } from "#app/services/log/read-tree.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import type { Deps } from "#app/services/ports";
import { appendTip, openLogWorld } from "#test/setup/log-world";
import { sequencerLook } from "#workers/log-loops";
import { repeat } from "#workers/repeat";

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closing.reverse()) await close();
  closing = [];
});

async function open() {
  const world = await openLogWorld({ clock: systemClock });
  closing.push(() => world.close());
  /** the same portal on a machine whose clock is wrong by this much */
  const wrongBy = (minutes: number) => {
    const now = () => new Date(Date.now() + minutes * 60_000);
    return { ...world.deps, clock: { ...systemClock, now } };
  };
  return { ...world, wrongBy };
}

describe("the clock of a worker", () => {
  it("agrees with that of the database, within two minutes", async () => {
    const { wrongBy } = await open();
    for (const minutes of [0, 1, -1])
      await requireClocksAgree(wrongBy(minutes));
    for (const minutes of [3, -3, 30 * 1_440])
      await expect(requireClocksAgree(wrongBy(minutes))).rejects.toMatchObject({
        code: "CLOCKS_DIFFER",
      });
  });

  it("that is wrong cuts nothing, is told once, and keeps nobody else from cutting", async () => {
    const { db, deps, wrongBy } = await open();
    const lines: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation(
      (line) => lines.push(String(line)) > 0,
    );
    let looks = 0;
    const look = sequencerLook(wrongBy(30 * 1_440));
    const loop = repeat(1, () => {
      looks += 1;
      return look();
    });
    await vi.waitUntil(() => looks > 205, { timeout: 30_000 });
    await loop.stop();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        event: "unexpected",
        part: "worker",
        errorName: "ClocksDiffer",
        errorCode: "CLOCKS_DIFFER",
      },
    ]);
    expect(await newestCheckpoint(db)).toBeNull();
    await sequencerLook(deps)();
    expect((await newestCheckpoint(db))!.size).toBe(1);
  });
});

describe("the waiting line behind a cut", () => {
  const bytes = async (db: Deps["db"]) => {
    const [row] = await db.$queryRaw<
      { bytes: bigint }[]
    >`SELECT pg_relation_size('log_pending') AS bytes`;
    return row!.bytes;
  };
  /** the key of the log would wait until tomorrow */
  const lookAtAnEmptyLine = async (deps: Deps) => {
    await sequenceLog(deps, { force: true });
    return sequencerLook(deps);
  };
  /** as if the last cut had been two days ago */
  const makeDue = async (db: Deps["db"]) => {
    await db.$executeRaw`ALTER TABLE log_checkpoint DISABLE TRIGGER USER`;
    await db.$executeRaw`UPDATE log_checkpoint SET slot_end = slot_end - interval '2 days'`;
  };
  const tipOfYesterday = (deps: Deps) =>
    appendTip(deps, addDays(deps.clock.today(), -1));

  it("has an empty file, so that nobody reads there in which order things came", async () => {
    const { db, deps } = await open();
    const look = await lookAtAnEmptyLine(deps);
    for (let days = 0; days < 2; days++) {
      await tipOfYesterday(deps);
      expect(await bytes(db)).toBeGreaterThan(0n);
      await makeDue(db);
      await look();
      expect(await db.logPending.count()).toBe(0);
      expect(await bytes(db)).toBe(0n);
    }
    expect(
      await db.sequencedEntry.count({ where: { kind: "TIP_RECEIVED" } }),
    ).toBe(2);
  });

  it("is cleared once nobody sees what was in it any more", async () => {
    const { db, deps } = await open();
    const look = await lookAtAnEmptyLine(deps);
    await tipOfYesterday(deps);
    await makeDue(db);
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
      expect(await tx.logPending.count()).toBe(1);
      await look();
      expect(await tx.logPending.count()).toBe(1);
      expect(await emptyWaitingLine(deps)).toBe(false);
    });
    await look();
    expect(await bytes(db)).toBe(0n);
  });

  it("that cannot be cleared holds up nothing, and is told once", async () => {
    const { db, deps } = await open();
    const lines: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation(
      (line) => lines.push(String(line)) > 0,
    );
    const failing = new Proxy(db, {
      get: (target, name) =>
        name === "$executeRaw"
          ? () => Promise.reject(new Error("no"))
          : (Reflect.get(target, name, target) as unknown),
    });
    const look = sequencerLook({ ...deps, db: failing });
    await look();
    await look();
    expect(lines).toHaveLength(1);
    expect((await newestCheckpoint(db))!.size).toBe(1);
  });
});
