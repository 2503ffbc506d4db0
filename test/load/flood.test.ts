import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noAnswers, writeAnswers } from "#app/forms/tip/answers";
import { withoutScripts } from "#app/server/journey/run-journey.server";
import { sampleTips } from "#app/server/journey/sample-tip";
import { browserTipster } from "#test/canary/browser-tipster";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";

/** What the portal promises under 99 % junk. */
const LONGEST_WAIT_SECONDS = 120;
const SCRIPT_FREE = 8;
const SEALED = 2;

const samples = sampleTips.parse(
  JSON.parse(
    readFileSync(resolve(import.meta.dirname, "../samples/tips.json"), "utf8"),
  ),
);
const sample = samples.find(({ tip }) => tip.lang === "zh")!;

let portal: Portal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([
    startPortal({ SURFACE: "public" }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

const junkAnswers = writeAnswers({
  ...noAnswers,
  province: "370000",
  area: "370102",
  subjectKind: "HOS",
  subjectName: "某医院",
  misconduct: ["HOS-06"],
  what: "没有内容的内容。",
  fromYear: "2024",
  howKnown: "不知道",
  reporterKind: "PERSON",
  rewardWanted: "NO",
  nameKind: "ANON",
});

/** Seconds it took. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

test(
  "under 99 % junk every honest tip gets in within two minutes, with and without scripts",
  { timeout: 420_000 },
  async () => {
    const flood = fork(join(import.meta.dirname, "processes/junk.mjs"), {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    try {
      flood.send({
        origin: portal.origin,
        answers: junkAnswers,
        sealed: { officeKeyId: "6a1f0c6e-52a1-4a5a-9d0c-1f6c2a1b3c4d" },
      });
      // buckets are empty and lines are full before anybody honest comes
      await new Promise((done) => setTimeout(done, 5_000));
      const scriptFree = Array.from({ length: SCRIPT_FREE }, (_, index) =>
        timed(() =>
          withoutScripts(portal.origin).send(sample, `honest ${index}`),
        ),
      );
      const sealed = Array.from({ length: SEALED }, (_, index) =>
        timed(() =>
          browserTipster(browser, {
            visit: { userAgent: "Mozilla/5.0", extraHTTPHeaders: {} },
            onBody: () => {},
          })(portal.origin).send(sample, `sealed ${index}`),
        ),
      );
      const waits = {
        scriptFree: await Promise.all(scriptFree),
        sealed: await Promise.all(sealed),
      };
      const told = once(flood, "message");
      flood.send({ stop: true });
      const [{ counts }] = (await told) as [{ counts: Record<string, number> }];
      const junk = Object.values(counts).reduce((sum, one) => sum + one, 0);
      process.stdout.write(
        `${JSON.stringify({ name: "flood", junk, counts, waits })}\n`,
      );
      const honest = SCRIPT_FREE + SEALED;
      expect(junk / (junk + honest)).toBeGreaterThan(0.99);
      for (const seconds of [...waits.scriptFree, ...waits.sealed])
        expect(seconds).toBeLessThan(LONGEST_WAIT_SECONDS);
      expect(portal.output()).not.toContain('"unexpected"');
    } finally {
      flood.kill();
    }
  },
);
