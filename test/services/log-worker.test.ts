import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "#app/server/deps.server";
import { requireClocksAgree } from "#app/services/log/clock-agrees.server";
import { newestCheckpoint } from "#app/services/log/read-tree.server";
import { openLogWorld } from "#test/setup/log-world";
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
