import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayInChina } from "#app/domain/shared/day";
import { argon2idNative } from "#app/server/argon2.server";
import { runJourney } from "#app/server/journey/run-journey.server";
import { sampleTips } from "#app/server/journey/sample-tip";
import { startPortal, type Portal } from "#test/setup/portal";

const samples = sampleTips.parse(
  JSON.parse(
    readFileSync(
      resolve(import.meta.dirname, "../../samples/tips.json"),
      "utf8",
    ),
  ),
);
const some = (...ids: readonly string[]) =>
  samples.filter(({ id }) => ids.includes(id));
let portal: Portal;

beforeAll(async () => {
  portal = await startPortal({ LOG_SLOT_SECONDS: "2" });
}, 180_000);
afterAll(() => portal?.stop());

const journey = (tips: typeof samples, ceilingFen = 10_000_000) =>
  runJourney({
    baseUrl: portal.origin,
    samples: tips,
    argon2id: argon2idNative,
    today: dayInChina(new Date()),
    ceilingFen,
    log: () => {},
  });

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: portal.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test(
  "seven tips end as rules and engine say, though the worker is killed three times on the way",
  { timeout: 240_000 },
  async () => {
    let over = false;
    let killed = 0;
    const killing = (async () => {
      while (!over && killed < 3) {
        await new Promise((done) => setTimeout(done, 3_000));
        if (over) break;
        await portal.killWorker();
        killed += 1;
      }
    })();
    // refused; markup; real name with files, told before by another; paid twice; in English, without a known rate
    const report = await journey(
      some("C001", "C002", "C019", "C020", "C047", "C070", "C014"),
    );
    over = true;
    await killing;
    expect(report.leads.filter(({ ok }) => !ok)).toEqual([]);
    expect(report).toMatchObject({
      ok: true,
      paidFen: 350_000 + 184_600,
      rewardsFen: 350_000 + 184_600,
    });
    expect(report.leads.find(({ id }) => id === "C002")).toMatchObject({
      reward: "NONE NOT_FIRST",
    });
    expect(killed).toBe(3);
    // nothing was done twice, nothing was left lying about
    expect(
      await rows(
        "select subject_id, kind from ledger_transaction where kind in ('APPROVE', 'CLAIM', 'PAY') group by 1, 2 having count(*) > 1",
      ),
    ).toEqual([]);
    expect(
      await rows(
        "select id from outbox where available_at < now() - interval '10 seconds'",
      ),
    ).toEqual([]);
    expect(await rows("select id from claim where state = 'SIGNED'")).toEqual(
      [],
    );
  },
);

test(
  "the journey notices a reward that differs from what it expects",
  { timeout: 120_000 },
  async () => {
    const report = await journey(some("C070"), 100_000);
    expect(report.ok).toBe(false);
    expect(report.leads[0]).toMatchObject({
      ok: false,
      state: "CLOSED",
      expectedReward: "PAID 100000",
      reward: "DECIDED 184600",
    });
  },
);
