import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayInChina } from "#app/domain/shared/day";
import { argon2idNative } from "#app/server/argon2.server";
import { runJourney } from "#app/server/journey/run-journey.server";
import { sampleTips } from "#app/server/journey/sample-tip";
import { startPortal, type Portal } from "#test/setup/portal";
import { searchRedis } from "#test/e2e/search/stores";
import { startRedis } from "#test/setup/redis";

const samples = sampleTips.parse(
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, "../samples/tips.json"), "utf8"),
  ),
);
let redis: Awaited<ReturnType<typeof startRedis>>;
let portal: Portal;

beforeAll(async () => {
  redis = await startRedis();
  portal = await startPortal({ REDIS_URL: redis.url });
}, 180_000);
afterAll(async () => {
  await portal?.stop();
  await redis?.stop();
});

test(
  "with the queue on Redis and the worker killed on the way, every lead still ends right",
  { timeout: 240_000 },
  async () => {
    const client = new Redis(redis.url);
    let over = false;
    const breaking = (async () => {
      for (let round = 0; round < 2 && !over; round++) {
        await new Promise((done) => setTimeout(done, 4_000));
        if (over) return;
        await portal.killWorker();
      }
    })();
    try {
      const report = await runJourney({
        baseUrl: portal.origin,
        samples: samples.filter(({ id }) =>
          ["C070", "C071", "C019"].includes(id),
        ),
        argon2id: argon2idNative,
        today: dayInChina(new Date()),
        ceilingFen: 10_000_000,
        log: () => {},
      });
      over = true;
      await breaking;
      expect(report.leads.filter(({ ok }) => !ok)).toEqual([]);
      expect(report).toMatchObject({ ok: true, paidFen: 184_600 });
      // the queue was on Redis indeed
      expect(await client.dbsize()).toBeGreaterThan(0);

      // and holds nothing that was typed; the planted value shows that the search would see it
      const marks = samples
        .filter(({ id }) => ["C070", "C071", "C019"].includes(id))
        .flatMap((sample) => [
          sample.tip[sample.tip.lang].slice(0, 12),
          `举报人${sample.id}`,
        ]);
      expect((await searchRedis(client, marks)).leaks).toEqual([]);
      await client.hset("planted", "text", `x ${marks[0]} y`);
      expect((await searchRedis(client, marks)).leaks).not.toEqual([]);
    } finally {
      client.disconnect();
    }
  },
);
