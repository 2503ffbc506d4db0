import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Browser, BrowserContext, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkProof } from "#app/crypto/tlog/check-proof";
import { proofFileText, type ProofFile } from "#app/crypto/tlog/proof-file";
import {
  formatTrackingCode,
  newSubmissionToken,
  trackingCodeFromToken,
} from "#app/crypto/tracking-code";
import { dayInChina } from "#app/domain/shared/day";
import { argon2idNative } from "#app/server/argon2.server";
import { demoTokenOf } from "#app/server/demo/play-scenarios.server";
import { demoScenarios } from "#app/server/demo/scenarios";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import { runJourney } from "#app/server/journey/run-journey.server";
import { sampleTips, type SampleTip } from "#app/server/journey/sample-tip";
import { openInbox } from "#app/services/inbox/open-inbox.server";
import { readProofFile } from "#app/services/inbox/read-proof-file.server";
import { inboxIdHash } from "#app/crypto/inbox-keys";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import type { Deps } from "#app/services/ports";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { browserTipster } from "#test/canary/browser-tipster";
import { findMarks } from "#test/e2e/search/marks";
import { aTip } from "#test/factories/portal-world";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";

const sample = sampleTips
  .parse(
    JSON.parse(
      readFileSync(
        resolve(import.meta.dirname, "../../samples/tips.json"),
        "utf8",
      ),
    ),
  )
  .find(({ id }) => id === "C070") as SampleTip;

let portal: Portal;
let browser: Browser;
let parts: Awaited<ReturnType<typeof buildDeps>>;
let deps: Deps;
beforeAll(async () => {
  [portal, browser] = await Promise.all([
    // checkpoints are cut by this test alone
    startPortal({ LOG_SLOT_SECONDS: "86400" }),
    launchBrowser(),
  ]);
  parts = await buildDeps(
    parseEnv({
      NODE_ENV: "test",
      DATABASE_URL: portal.databaseUrl,
      DATA_DIR: portal.dataDir,
      ORIGIN: portal.origin,
    }),
  );
  deps = parts.deps;
});
afterAll(async () => {
  await browser?.close();
  await parts?.close();
  await portal?.stop();
});

const cutLog = () => sequenceLog(deps, { force: true });
const main = async (page: Page) =>
  (await page.locator("main").innerText()).replace(/\s+/g, " ");
const press = (page: Page, value: string) =>
  page.locator(`main button[name=go][value="${value}"]:visible`).last().click();

type Said = { readonly url: string; readonly body: Buffer };

async function visit({ javaScript = true } = {}) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "zh-CN",
    acceptDownloads: true,
    javaScriptEnabled: javaScript,
  });
  const page = await context.newPage();
  const said: Said[] = [];
  const faults: string[] = [];
  context.on("request", (request) =>
    said.push({
      url: request.url(),
      body: request.postDataBuffer() ?? Buffer.alloc(0),
    }),
  );
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  return { context, page, said, faults };
}

async function openWith(page: Page, code: string): Promise<void> {
  await page.goto(`${portal.origin}/zh/inbox`);
  await page.fill("#code", code);
  await press(page, "open");
  await page.waitForSelector("#timeline");
}
/** What the page says of the proof, once it is there. */
async function verdict(page: Page): Promise<string> {
  const said = page.locator("[data-proof]");
  await said.waitFor({ timeout: 30_000 });
  return (await said.getAttribute("data-proof"))!;
}

async function download(
  context: BrowserContext,
  page: Page,
  start: () => Promise<void>,
): Promise<{ readonly name: string; readonly text: string }> {
  const here = page.waitForEvent("download").catch(() => null);
  // without a script it begins in a tab of its own
  const there = context
    .waitForEvent("page", { timeout: 10_000 })
    .then((tab) => tab.waitForEvent("download"))
    .catch(() => null);
  await start();
  const file = (await Promise.race([
    here,
    there.then((found) => found ?? here),
  ]))!;
  return {
    name: file.suggestedFilename(),
    text: await readFile(await file.path(), "utf8"),
  };
}

function nothingPlain(said: readonly Said[], marks: readonly string[]): void {
  expect(said.length).toBeGreaterThan(3);
  for (const { url, body } of said) {
    expect(url).toMatch(
      new RegExp(`^(?:blob:)?${portal.origin.replace(/\./g, "\\.")}/`),
    );
    expect(
      findMarks(url, Buffer.concat([Buffer.from(`${url}\n`), body]), marks),
    ).toEqual([]);
  }
}

async function freshTip() {
  const { trackingCode } = await submitTip(deps, {
    token: newSubmissionToken(),
    body: aTip({ areaCode: "370102" }),
    identity: null,
    thread: null,
    staged: [],
  });
  const { seeds } = await openInbox(deps, trackingCode);
  return { trackingCode, idHash: inboxIdHash(seeds.inboxId) };
}

const demoCode = (inbox: "LATE" | "PAID") =>
  trackingCodeFromToken(
    demoTokenOf(
      demoScenarios.find((scenario) => scenario.inbox === inbox)!.sample.id,
    ),
  );

describe("from the tip to the payment", () => {
  it(
    "the promise comes with the code, every step stands in the log, and both paths show and save it",
    { timeout: 480_000 },
    async () => {
      const sent: { code: string; text: string; faults: string[] }[] = [];
      const said: Said[] = [];
      const report = await runJourney({
        baseUrl: portal.origin,
        samples: [sample],
        argon2id: argon2idNative,
        today: dayInChina(new Date()),
        ceilingFen: 10_000_000,
        log: () => {},
        newTipster: browserTipster(browser, {
          visit: { userAgent: "Mozilla/5.0", extraHTTPHeaders: {} },
          onBody: (url, body) => said.push({ url, body }),
          look: async (page, name) => {
            if (name !== "sent") return;
            await page.waitForSelector("#receipt");
            sent.push({
              code: (
                await page.locator(".code-card .code").innerText()
              ).replace(/\D/g, ""),
              text: await main(page),
              faults: await accessibilityFaults(page),
            });
          },
        }),
      });
      expect(report.leads.filter(({ ok }) => !ok)).toEqual([]);
      const [{ code, text, faults }] = sent as [(typeof sent)[0]];
      expect(faults).toEqual([]);
      expect(text).toContain("这个页面已经核对");
      expect(text).toContain("要不要另存一份凭据");
      nothingPlain(said, [
        code,
        formatTrackingCode(code as never),
        sample.tip.zh.slice(0, 12),
      ]);
      expect(
        said
          .map(({ url }) => new URL(url.replace("blob:", "")).pathname)
          .filter((path) => path.startsWith("/tip/inbox"))
          .every((path) =>
            [
              "/tip/inbox",
              "/tip/inbox/beginnings",
              "/tip/inbox/proof",
              "/tip/inbox/claim",
              "/tip/inbox/message",
            ].includes(path),
          ),
      ).toBe(true);

      await cutLog();
      const visited = await visit();
      const { context, page } = visited;
      await openWith(page, code);
      expect(await verdict(page)).toBe("ALL_IN");
      expect(await main(page)).toContain("由这个页面自己核对过");
      await page.getByText("看每一步的证明").click();
      expect(await accessibilityFaults(page)).toEqual([]);
      const steps = await page.locator(".log-steps > li").allInnerTexts();
      for (const step of [
        "收到举报",
        "决定受理",
        "开始核查",
        "办结",
        "通知领取奖励",
        "申领奖励",
        "奖励已付清",
      ])
        expect(
          steps.some((line) => line.includes(step)),
          step,
        ).toBe(true);
      const file = await download(context, page, () => press(page, "proof"));
      expect(file.name).toBe(`yanlu-proof-${dayInChina(new Date())}.json`);
      const checked = checkProof(file.text, {
        trustedKeys: await deps.log.verifiers(),
      });
      expect(checked).toMatchObject({ ok: true, neglect: [] });
      expect(
        checked.entries
          .filter(({ state }) => state === "PROVEN")
          .map(({ kind }) => kind),
      ).toContain("CLAIM_PAID");
      expect(visited.faults).toEqual([]);
      nothingPlain(visited.said, [code, formatTrackingCode(code as never)]);
      // saving made no request
      expect(
        visited.said.filter(({ url }) => url.includes("/inbox/file")),
      ).toEqual([]);
      await context.close();

      const bare = await visit({ javaScript: false });
      await openWith(bare.page, code);
      expect(await verdict(bare.page)).toBe("ALL_IN");
      expect(await main(bare.page)).toContain("由服务器核对过");
      await bare.page.getByText("看每一步的证明").click();
      expect(
        await bare.page.locator(".log-steps > li").allInnerTexts(),
      ).toEqual(steps);
      const bareFile = await download(bare.context, bare.page, () =>
        press(bare.page, "proof"),
      );
      expect(bareFile).toEqual(file);
      await bare.context.close();
    },
  );
});

describe("a portal that lies is shown as such", () => {
  /** The answer of the portal, changed on the way. */
  const changing =
    (change: (answer: Record<string, unknown>) => void) =>
    async (route: Route) => {
      const response = await route.fetch();
      const answer = (await response.json()) as Record<string, unknown>;
      change(answer);
      await route.fulfill({ response, json: answer });
    };

  it("in the inbox: a changed entry, place or proof, a step left out, and the flawless proof of another tip", async () => {
    const mine = await freshTip();
    const other = await freshTip();
    await cutLog();
    const others = (await readProofFile(deps, other.idHash))!;
    type Writable = {
      -readonly [Key in keyof ProofFile]: ProofFile[Key];
    };
    const lies: Record<string, (file: Writable) => void> = {
      "an entry": (file) => {
        const [first] = file.entries;
        file.entries = [
          { ...first!, entry: first!.entry.replace('"files":0', '"files":1') },
        ];
      },
      "a place": (file) => {
        const [first] = file.entries;
        file.entries = [{ ...first!, index: first!.index! + 1 }];
      },
      "a proof": (file) => {
        const [first] = file.entries;
        file.entries = [{ ...first!, proof: first!.proof.slice(1) }];
      },
      "left out": (file) => {
        file.entries = [];
      },
      "another tip": (file) => {
        Object.assign(file, others);
      },
      "no file at all": (file) => {
        for (const name of Object.keys(file))
          delete (file as Record<string, unknown>)[name];
      },
    };
    for (const [name, lie] of Object.entries(lies)) {
      const { context, page } = await visit();
      await page.route(
        "**/tip/inbox/proof",
        changing((answer) => lie(answer.proof as Writable)),
      );
      await openWith(page, mine.trackingCode);
      expect(await verdict(page), name).toBe("WRONG");
      expect(await main(page)).toContain("日志里的证明对不上");
      if (name === "another tip")
        expect(await main(page)).toContain("这是别的举报的证明");
      if (name === "an entry")
        expect(await accessibilityFaults(page)).toEqual([]);
      await context.close();
    }
    // as it is, it agrees
    const { context, page } = await visit();
    await openWith(page, mine.trackingCode);
    expect(await verdict(page)).toBe("ALL_IN");
    // and without it the inbox opens all the same
    await page.route("**/tip/inbox/proof", (route) =>
      route.fulfill({ status: 500, body: "" }),
    );
    await press(page, "refresh");
    await page.getByText("没有读到日志里的证明").waitFor();
    await context.close();
  });

  const sending = async (
    withRoute: (page: Page) => Promise<unknown>,
  ): Promise<string> => {
    let text = "";
    const tipster = browserTipster(browser, {
      visit: { userAgent: "Mozilla/5.0", extraHTTPHeaders: {} },
      onBody: () => {},
      look: async (page, name) => {
        if (name === "check") await withRoute(page);
        if (name !== "sent") return;
        await page.waitForSelector("#receipt, .error-summary");
        text = await main(page);
        expect(await accessibilityFaults(page)).toEqual([]);
      },
    })(portal.origin);
    await tipster.send(sample, "标记");
    return text;
  };

  it("with the code: a promise of something else, or none; the code is there all the same", async () => {
    const other = await freshTip();
    const others = (await readProofFile(deps, other.idHash))!.entries[0]!;
    for (const [lie, why] of [
      [{ promise: others.promise }, "承诺的是另一条记录"],
      [
        { promise: others.promise, entry: others.entry },
        "记下的不是您刚才封存的内容",
      ],
      [{ promise: undefined }, "没有承诺，或者签名是错的"],
    ] as const) {
      const text = await sending((page) =>
        page.route(
          "**/tip/send",
          changing((answer) => void Object.assign(answer, lie)),
        ),
      );
      expect(text).toContain("签字承诺对不上");
      expect(text).toContain(why);
      expect(text).toMatch(/(?:\d{4} ){5}\d{4}/);
    }
  });

  it("a program part that does not come keeps nobody from sending", async () => {
    const text = await sending((page) =>
      page.context().route(/check-receipt/, (route) => route.abort()),
    );
    expect(text).toContain("这一次没有核对");
  });
});

it("a tip whose first answer was lost and that was sealed anew has the promise of the first", async () => {
  let lost = 0;
  let text = "";
  const tipster = browserTipster(browser, {
    visit: { userAgent: "Mozilla/5.0", extraHTTPHeaders: {} },
    onBody: () => {},
    look: async (page, name) => {
      if (name === "check") {
        await page.route("**/tip/send", async (route) => {
          if (lost > 0) return route.continue();
          lost += 1;
          await route.fetch();
          await route.abort();
        });
        // pressed again by hand, once the program has said that nothing answered
        void page
          .locator("[data-error-code=NETWORK]")
          .first()
          .waitFor({ timeout: 60_000 })
          .then(() => press(page, "send"));
      }
      if (name !== "sent") return;
      await page.waitForSelector("#receipt");
      text = await main(page);
    },
  })(portal.origin);
  await tipster.send(sample, "标记");
  expect(lost).toBe(1);
  expect(text).toContain("先前已经收到");
  expect(text).toContain("这个页面已经核对");
});

describe("neglect", () => {
  it("a deadline that passed can be saved as evidence on both paths", async () => {
    await cutLog();
    for (const javaScript of [true, false]) {
      const { context, page } = await visit({ javaScript });
      await openWith(page, demoCode("LATE"));
      expect(await verdict(page)).toMatch(/ALL_IN|SOME_WAIT/);
      const panel = page.locator("section:has(> #neglect)");
      expect(await panel.innerText()).toContain("决定是否受理，最迟应在");
      expect(
        await panel.locator("a[href='/zh/proof'][target=_blank]").count(),
      ).toBe(1);
      if (javaScript) expect(await accessibilityFaults(page)).toEqual([]);
      const { text } = await download(context, page, () =>
        panel.locator("button").click(),
      );
      const report = checkProof(text);
      expect(report.ok).toBe(true);
      expect(report.neglect).toMatchObject([{ stage: "ACCEPT" }]);
      // no word of the tip: what is told are hashes, days, ids
      expect(proofFileText(JSON.parse(text) as ProofFile)).toBe(text);
      expect(text).not.toContain("药店");
      await context.close();
    }
  });

  it("nobody is offered evidence where nothing is late", async () => {
    const { context, page } = await visit();
    await openWith(page, demoCode("PAID"));
    await verdict(page);
    expect(await page.locator("#neglect").count()).toBe(0);
    await context.close();
  });
});
