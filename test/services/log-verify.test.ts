import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "#app/domain/shared/day";
import { changeLogKey } from "#app/server/log-keys.server";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { dayToStore } from "#app/services/stored-day";
import {
  verifyLog,
  type LogFinding,
} from "#app/services/log/verify-log.server";
import { newestCheckpoint } from "#app/services/log/read-tree.server";
import { appendTip, openLogWorld } from "#test/setup/log-world";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { playedWorld, type PlayedWorld } from "#test/factories/played-log";

let played: PlayedWorld;
beforeAll(async () => {
  played = await playedWorld();
});
afterAll(() => played.world.close());

async function verify(
  deps: Parameters<typeof verifyLog>[0],
  options: Partial<Parameters<typeof verifyLog>[1]> = {},
) {
  const found: LogFinding[] = [];
  const report = await verifyLog(deps, {
    ...options,
    found: (finding) => found.push(finding),
  });
  return { found, report };
}

it("finds nothing in a log that only the portal wrote", async () => {
  const { deps } = played.world;
  const { note, size } = (await newestCheckpoint(deps.db))!;
  const { found, report } = await verify(deps, {
    saved: [{ name: "saved", note }],
  });
  expect(found).toEqual([]);
  expect(report).toMatchObject({
    ok: true,
    findings: 0,
    uncut: 0,
    entries: size,
    newestCheckpoint: size,
    business: { leads: 8 },
  });
});

it("begins in the middle with what the tiles say of the entries before", async () => {
  const world = await openLogWorld();
  try {
    const { deps } = world;
    for (let entry = 0; entry < 600; entry++)
      await appendTip(deps, deps.clock.today());
    await sequenceLog(deps, { force: true });
    const whole = await verify(deps);
    expect(whole.found).toEqual([]);
    expect(whole.report.entries).toBe(602);
    const part = await verify(deps, { from: 300 });
    expect(part.found).toEqual([]);
    expect(part.report).toMatchObject({
      from: 256,
      entries: 346,
      business: null,
    });

    // what lies before is not read, and yet no other log can stand there
    await deps.db.$executeRaw`ALTER TABLE log_tile DISABLE TRIGGER USER`;
    await deps.db.$executeRaw`
      UPDATE log_tile SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) WHERE level = 1 AND n = 0`;
    expect((await verify(deps, { from: 300 })).found).toMatchObject([
      { code: "LOG_REWRITTEN" },
    ]);
  } finally {
    await world.close();
  }
});

async function inLogWorld(
  work: (world: Awaited<ReturnType<typeof openLogWorld>>) => Promise<void>,
) {
  const world = await openLogWorld();
  try {
    await work(world);
  } finally {
    await world.close();
  }
}

it("finds what was promised and still waits", async () => {
  await inLogWorld(async ({ deps, clock }) => {
    await sequenceLog(deps, { force: true });
    clock.passDays(3);
    await sequenceLog(deps, { force: true });
    const leadId = randomUUID();
    const day = addDays(clock.today(), -2);
    await appendTip(deps, addDays(clock.today(), -1));
    expect((await verify(deps)).found).toEqual([]);
    await appendTip(deps, day, leadId);
    expect((await verify(deps)).found).toMatchObject([
      {
        code: "PROMISE_NOT_KEPT",
        index: null,
        kind: "TIP_RECEIVED",
        day,
        leadId,
        values: { complete: clock.today() },
      },
    ]);
  });
});

it("finds figures that are not the ones that were published", async () => {
  await inLogWorld(async ({ deps, clock }) => {
    const { db } = deps;
    const content = '{"v":1}';
    const today = clock.today();
    await db.publishedFigures.create({
      data: {
        day: dayToStore(addDays(today, -1)),
        publishedDay: dayToStore(today),
        content,
      },
    });
    await inTransaction(deps, (tx) =>
      appendLog(tx, {
        kind: "FIGURES_PUBLISHED",
        day: today,
        data: { figuresHash: hashForLog(content) },
      }),
    );
    await sequenceLog(deps, { force: true });
    expect((await verify(deps)).found).toEqual([]);
    await db.$executeRaw`ALTER TABLE published_figures DISABLE TRIGGER USER`;
    await db.$executeRaw`UPDATE published_figures SET content = '{"v":2}'`;
    expect((await verify(deps)).found).toMatchObject([
      {
        code: "FIGURES_DIFFER",
        kind: "FIGURES_PUBLISHED",
        day: today,
        values: { rows: 1 },
      },
    ]);
    await db.$executeRaw`DELETE FROM published_figures`;
    expect((await verify(deps)).found).toMatchObject([
      { code: "FIGURES_DIFFER", day: today, values: { rows: 0 } },
    ]);
  });
});

describe("a change of the log's key", () => {
  const changed = (
    work: (
      world: Awaited<ReturnType<typeof openLogWorld>>,
      keys: { readonly old: string; readonly sizes: readonly bigint[] },
    ) => Promise<void>,
  ) =>
    inLogWorld(async (world) => {
      const { deps, clock, dataDir } = world;
      const { db } = deps;
      const sizes: bigint[] = [];
      const cut = async () => {
        const { checkpoint } = await sequenceLog(deps, { force: true });
        sizes.push(checkpoint!);
        clock.passDays(1);
      };
      await cut();
      const old = (await deps.log.verifiers())[0]!;
      await changeLogKey({ db, dataDir }, { origin: deps.log.origin, clock });
      await cut();
      await cut();
      expect((await verify(deps)).found).toEqual([]);
      await db.$executeRaw`ALTER TABLE log_checkpoint DISABLE TRIGGER USER`;
      await work(world, {
        old: old.split("+").slice(0, 2).join("+"),
        sizes,
      });
    });
  const resign = async (
    { deps }: Awaited<ReturnType<typeof openLogWorld>>,
    size: bigint,
    previous: boolean,
  ) => {
    const { note } = await deps.db.logCheckpoint.findUniqueOrThrow({
      where: { size },
    });
    const text = note.slice(0, note.indexOf("\n\n") + 1);
    await deps.db.logCheckpoint.update({
      where: { size },
      data: { note: await deps.log.sign(text, { previous }) },
    });
  };

  it("is signed by the key before it", () =>
    changed(async (world, { old, sizes }) => {
      await resign(world, sizes[1]!, false);
      expect((await verify(world.deps)).found).toMatchObject([
        {
          code: "KEY_CHANGE_ONE_SIDED",
          values: { size: Number(sizes[1]), key: old },
        },
      ]);
    }));

  it("ends the old key, and the new one did not sign before it", () =>
    changed(async (world, { old, sizes }) => {
      await resign(world, sizes[2]!, true);
      expect((await verify(world.deps)).found).toMatchObject([
        {
          code: "CHECKPOINT_OTHER_KEY",
          values: { size: Number(sizes[2]), key: old },
        },
      ]);
      await resign(world, sizes[2]!, false);
      await resign(world, sizes[0]!, true);
      expect((await verify(world.deps)).found).toMatchObject([
        { code: "CHECKPOINT_OTHER_KEY", values: { size: Number(sizes[0]) } },
      ]);
    }));
});
