import { afterAll, beforeAll, expect, it } from "vitest";
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
      UPDATE log_tile SET hashes = overlay(hashes PLACING '\\x00'::bytea FROM 1) WHERE level = 1 AND n = 0`;
    expect((await verify(deps, { from: 300 })).found).toMatchObject([
      { code: "LOG_REWRITTEN" },
    ]);
  } finally {
    await world.close();
  }
});
