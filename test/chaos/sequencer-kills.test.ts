import { spawn, type ChildProcess } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { build } from "esbuild";
import { afterEach, expect, test } from "vitest";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { openNote } from "#app/crypto/tlog/signed-note";
import { consistencyProof, verifyConsistency } from "#app/crypto/tlog/tree";
import { systemClock } from "#app/server/deps.server";
import { treeOf } from "#app/services/log/read-tree.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { storedDay } from "#app/services/stored-day";
import {
  appendOther,
  appendTip,
  naiveRoot,
  openLogWorld,
} from "#test/setup/log-world";

const ROOT = resolve(import.meta.dirname, "../..");
const KILLS = Number(process.env.CHAOS_KILLS ?? 50);
/** of which at least two work whenever one is killed */
const WORKERS = 3;
const BATCH = 7;
/** lanes that log without a pause but this */
const LANES = 4;
const LONGEST_PAUSE_MS = 40;
const seed = Number(process.env.CHAOS_SEED ?? randomInt(2 ** 31));

/** Mulberry32. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

const running = new Set<ChildProcess>();
async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
let close = () => Promise.resolve();
afterEach(async () => {
  await Promise.all([...running].map(kill));
  await close();
});

test(
  `the sequencer killed ${KILLS} times under load (CHAOS_SEED=${seed}): no gap, no double, no lost entry`,
  { timeout: 600_000 },
  async () => {
    const random = randomOf(seed);
    const world = await openLogWorld({ slotSeconds: 1, clock: systemClock });
    const { deps, db } = world;
    let over = false;
    close = async () => {
      over = true;
      await failed.catch(() => {});
      await world.close();
      await rm(program, { force: true });
    };

    // in one file it starts in a fraction of the time; inside the repository, where the packages are found
    const program = join(ROOT, `build/sequencer-${process.pid}.mjs`);
    await build({
      entryPoints: [join(ROOT, "test/setup/processes/sequencer.ts")],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      logLevel: "silent",
    });

    let worked = 0;
    async function start(): Promise<ChildProcess> {
      const child = spawn(process.execPath, [program], {
        cwd: ROOT,
        env: {
          ...process.env,
          DATABASE_URL: world.url,
          DATA_DIR: world.dataDir,
          BATCH: String(BATCH),
        },
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      running.add(child);
      child.once("exit", () => running.delete(child));
      child.on("message", (said) => {
        if (typeof said === "object" && said && "sequenced" in said)
          worked += Number((said as { sequenced: number }).sequenced);
      });
      await Promise.race([
        once(child, "message"),
        once(child, "exit").then(([code]) => {
          throw new Error(`a sequencer ended by itself with ${code}`);
        }),
      ]);
      return child;
    }

    const appended: Uint8Array[] = [];
    const leads = Array.from({ length: 20 }, () => randomUUID());
    const load = Array.from({ length: LANES }, async () => {
      while (!over) {
        const today = systemClock.today();
        const lead = leads[Math.floor(random() * leads.length)]!;
        const written =
          random() < 0.3
            ? await appendTip(deps, today)
            : await appendOther(deps, today, lead);
        appended.push(written.leafHash);
        await pause(random() * LONGEST_PAUSE_MS);
      }
    });
    const failed = Promise.all(load);
    // told where it is awaited
    failed.catch(() => {});

    const ready: ChildProcess[] = [];
    const starting = new Set<Promise<void>>();
    const startOne = () => {
      const begun = start().then((child) => void ready.push(child));
      starting.add(begun);
      void begun.finally(() => starting.delete(begun)).catch(() => {});
    };
    for (let count = 0; count < WORKERS; count++) startOne();
    /** what the last committed batch had left when one was killed */
    const found = { midCut: 0, betweenCuts: 0 };
    for (let kills = 0; kills < KILLS; kills++) {
      while (ready.length < 2) await Promise.race(starting);
      await pause(random() * 300);
      const [child] = ready.splice(Math.floor(random() * ready.length), 1);
      expect([child!.exitCode, child!.signalCode]).toEqual([null, null]);
      await kill(child!);
      startOne();
      const [state] = await db.$queryRaw<{ open: boolean }[]>`
        SELECT coalesce((SELECT max(log_index) + 1 FROM log_entry), 0) >
          coalesce((SELECT max(size) FROM log_checkpoint), 0) AS open`;
      found[state!.open ? "midCut" : "betweenCuts"] += 1;
    }
    await Promise.all(starting);
    over = true;
    await failed;
    await Promise.all([...running].map(kill));
    await sequenceLog(deps, { force: true });
    process.stdout.write(
      `${JSON.stringify({ seed, kills: KILLS, appended: appended.length, sequencedByWorkers: worked, killed: found })}\n`,
    );

    expect(await db.logPending.count()).toBe(0);
    const rows = await db.sequencedEntry.findMany({
      orderBy: { index: "asc" },
      select: {
        index: true,
        kind: true,
        leafHash: true,
        day: true,
        leadId: true,
        id: true,
      },
    });
    // without gap
    expect(rows.map(({ index }) => Number(index))).toEqual(
      rows.map((_, place) => place),
    );
    // every entry exactly once, and nothing else but what the log itself says
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
    const own = ["LOG_KEY_PUBLISHED", "LOG_CUT"];
    expect(
      rows
        .filter(({ kind }) => !own.includes(kind))
        .map(({ leafHash }) => hex(leafHash))
        .sort(),
    ).toEqual(appended.map(hex).sort());
    expect(
      rows.filter(({ kind }) => kind === "LOG_KEY_PUBLISHED"),
    ).toHaveLength(1);

    const leaves = rows.map(({ leafHash }) => leafHash);
    const checkpoints = await db.logCheckpoint.findMany({
      orderBy: { size: "asc" },
    });
    expect(checkpoints.length).toBeGreaterThan(2);
    expect(checkpoints.at(-1)!.size).toBe(BigInt(leaves.length));
    expect(rows.filter(({ kind }) => kind === "LOG_CUT")).toHaveLength(
      checkpoints.length,
    );
    const verifiers = await deps.log.verifiers();
    const tree = treeOf(db);
    let [oldSize, oldRoot] = [0, naiveRoot([])];
    for (const { size, rootHash, note } of checkpoints) {
      const newSize = Number(size);
      const root = naiveRoot(leaves.slice(0, newSize));
      expect(hex(rootHash)).toBe(hex(root));
      const signed = parseCheckpoint(openNote(note, verifiers).text);
      expect([signed.size, hex(signed.rootHash)]).toEqual([newSize, hex(root)]);
      expect(rows[newSize - 1]!.kind).toBe("LOG_CUT");
      expect(
        verifyConsistency({
          oldSize,
          oldRoot,
          newSize,
          newRoot: root,
          proof: await consistencyProof(oldSize, newSize, tree),
        }),
      ).toBe(true);
      // the order inside the cut
      const places = rows
        .slice(oldSize, newSize - 1)
        .map(
          ({ kind, day, leadId, id }) =>
            `${storedDay(day)} ${kind === "TIP_RECEIVED" ? "0" : `1 ${leadId ?? id}`}`,
        );
      expect(places).toEqual([...places].sort());
      [oldSize, oldRoot] = [newSize, root];
    }
    // level 0 is the leaves themselves, and a tile has no second life
    const stored = await db.logTile.findMany({
      where: { level: 0 },
      orderBy: { n: "asc" },
    });
    expect(Buffer.concat(stored.map(({ hashes }) => hashes))).toEqual(
      Buffer.concat(leaves),
    );
  },
);
