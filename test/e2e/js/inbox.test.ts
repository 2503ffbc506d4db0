import type {
  Browser,
  BrowserContext,
  Page,
  Request,
  Response,
} from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import { parseRecipient } from "#app/crypto/identity";
import { sealFileStream } from "#app/crypto/sealed-file";
import {
  formatTrackingCode,
  newSubmissionToken,
  trackingCodeFromToken,
} from "#app/crypto/tracking-code";
import { OPEN_MINUTES } from "#app/components/inbox/page-title";
import { demoScenarios } from "#app/server/demo/scenarios";
import { demoTokenOf } from "#app/server/demo/play-scenarios.server";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import { findInboxOf } from "#app/services/inbox/find-inbox.server";
import { openInbox } from "#app/services/inbox/open-inbox.server";
import { readInbox } from "#app/services/inbox/read-inbox.server";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { findMarks } from "#test/e2e/search/marks";
import { aTip } from "#test/factories/portal-world";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";

let portal: Portal;
let browser: Browser;
let parts: Awaited<ReturnType<typeof buildDeps>>;
let deps: Deps;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  parts = await buildDeps(
    parseEnv({
      NODE_ENV: "test",
      DATABASE_URL: portal.databaseUrl,
      DATA_DIR: portal.dataDir,
    }),
  );
  deps = parts.deps;
});
afterAll(async () => {
  await browser?.close();
  await parts?.close();
  await portal?.stop();
});

type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly requests: Request[];
  readonly responses: Response[];
  readonly faults: string[];
};

async function visit({ width = 390, clock = false } = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    locale: "zh-CN",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  if (clock) await page.clock.install();
  const requests: Request[] = [];
  const responses: Response[] = [];
  const faults: string[] = [];
  context.on("request", (request) => requests.push(request));
  context.on("response", (response) => responses.push(response));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(`${portal.origin}/zh/inbox`);
  return { context, page, requests, responses, faults };
}

async function tip() {
  const { trackingCode } = await submitTip(deps, {
    token: newSubmissionToken(),
    body: aTip({ areaCode: "370102", nameKind: "REAL" }),
    identity: { v: 1, name: "举报人某", contact: "电话" },
    thread: null,
    staged: [],
  });
  const { seeds } = await openInbox(deps, trackingCode);
  const inbox = await findInboxOf(deps.db, seeds);
  return { trackingCode, seeds, inbox };
}

async function open(page: Page, code: string): Promise<void> {
  await page.fill("#code", code);
  await press(page, "open");
  // it leaves the field at once, before anything has come of it
  expect(await page.inputValue("#code")).toBe("");
}
const press = (page: Page, value: string) =>
  page.locator(`main button[name=go][value="${value}"]:visible`).last().click();
const main = async (page: Page) =>
  (await page.locator("main").innerText()).replace(/\s+/g, " ");
const opened = (page: Page) => page.waitForSelector("#timeline");
/** Until the notice of what was done stands there. */
const done = (page: Page, sentence: string) =>
  page.waitForFunction(
    (text) =>
      document.querySelector(".notice.good")?.textContent?.includes(text),
    sentence,
  );

describe("the inbox in a browser with its program", () => {
  it("opens by code, writes, takes back, changes files, strikes an office out; nothing of it goes out in plain", async () => {
    const { trackingCode, seeds, inbox } = await tip();
    const thread = parseRecipient(inbox.threadRecipient);
    await deps.db.message.create({
      data: {
        id: newRandomId(),
        tipId: inbox.id,
        side: "STAFF",
        body: new Uint8Array(
          await sealBoundForm(
            formPurposes.staffMessage,
            { v: 1, text: "标记答复甲乙" },
            [thread],
          ),
        ),
        day: new Date("2026-11-20"),
      },
    });
    const fileBytes = new TextEncoder().encode("标记内容丙丁".repeat(20_000));
    const sealed = await sealFileStream(
      new Blob([fileBytes]).stream(),
      { name: "标记告知书.txt", type: "text/plain" },
      [thread],
    );
    const storageKey = newRandomId();
    const { bytes } = await deps.storage.put(storageKey, sealed.stream);
    await deps.db.sealedFile.create({
      data: {
        id: newRandomId(),
        tipId: inbox.id,
        storageKey,
        sealedBytes: bytes,
        side: "STAFF",
        receivedDay: new Date("2026-11-20"),
      },
    });

    const { context, page, requests, faults } = await visit();
    expect(await main(page)).toContain("查询码只在这个浏览器里使用");
    // as people write it: groups, full-width digits
    await open(
      page,
      formatTrackingCode(trackingCode).replace(/\d/g, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      ),
    );
    await opened(page);
    expect(await main(page)).toContain("标记答复甲乙");
    expect(await main(page)).toContain("标记告知书.txt");
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.fill("#message", "标记消息戊己\n第二行");
    await press(page, "message");
    await done(page, "消息已经封存并发出");
    expect(await page.inputValue("#message")).toBe("");
    expect(await main(page)).toContain("标记消息戊己 第二行");
    await page.fill("#message", "标记写错庚辛");
    await press(page, "message");
    await page.waitForSelector("article:has-text('标记写错庚辛')");
    const wrong = page.locator("article", { hasText: "标记写错庚辛" });
    await wrong.locator("summary").click();
    await wrong.locator("button").click();
    await done(page, "已经撤回");
    expect(await main(page)).not.toContain("标记写错庚辛");

    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "保存到本机" }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe("标记告知书.txt");
    const chunks: Buffer[] = [];
    for await (const chunk of await saved.createReadStream())
      chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(Buffer.from(fileBytes))).toBe(true);
    await done(page, "已交给浏览器保存");

    await page.setInputFiles("#file", {
      name: "标记账单壬癸.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("标记明细子丑"),
    });
    await page.getByRole("button", { name: "加密并上传" }).first().click();
    await page.waitForSelector('button[value="files"]');
    // until the last byte is there, handing over is refused with a sentence
    await expect
      .poll(
        async () => {
          await press(page, "files");
          await page.waitForSelector(".notice.good, .error-summary");
          return page.locator(".notice.good").count();
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(1);

    expect(await main(page)).toContain("谁能看到您的举报");
    const strike = page.locator("details", { hasText: "不想让" });
    await strike.locator("summary").click();
    await strike.locator("button").click();
    await page.waitForSelector(".error-summary");
    await page.check("#confirmStrikeOut");
    await strike.locator("button").click();
    await done(page, "已经排除");
    expect(await accessibilityFaults(page)).toEqual([]);

    const after = await readInbox(deps, seeds);
    expect(after.messages.map(({ text }) => text)).toEqual([
      "标记答复甲乙",
      "标记消息戊己\n第二行",
    ]);
    expect(after.files).toHaveLength(2);
    expect(after.access.struckOut).toHaveLength(1);
    expect(
      await deps.db.identityKeyWrap.count({ where: { tipId: inbox.id } }),
    ).toBe(1);

    await press(page, "close");
    await page.waitForSelector("#code");
    expect(await main(page)).toContain("页面已经锁上");
    expect(page.workers()).toEqual([]);

    // one URL, no cookie, no storage, nothing of others, nothing in plain
    expect(page.url()).toBe(`${portal.origin}/zh/inbox`);
    expect(await context.cookies()).toEqual([]);
    expect(
      await page.evaluate(async () => [
        localStorage.length + sessionStorage.length,
        (await indexedDB.databases()).length,
        (await caches.keys()).length,
      ]),
    ).toEqual([0, 0, 0]);
    expect(faults).toEqual([]);
    expectNothingPlain(requests, [
      trackingCode,
      formatTrackingCode(trackingCode),
      "标记答复甲乙",
      "标记消息戊己",
      "标记写错庚辛",
      "标记告知书",
      "标记内容丙丁",
      "标记账单壬癸",
      "标记明细子丑",
    ]);
    for (const request of requests)
      expect(await request.allHeaders()).not.toHaveProperty("referer");
    await context.close();
  });

  it("claims a reward: the payee is sealed in the browser", async () => {
    const code = trackingCodeFromToken(
      demoTokenOf(
        demoScenarios.find(({ end }) => end === "REWARD_NOTIFIED")!.sample.id,
      ),
    );
    const { context, page, requests } = await visit({ width: 1440 });
    await open(page, code);
    await opened(page);
    expect(await main(page)).toContain("在您的浏览器里加密");
    await page.fill("#payeeName", "标记户名寅卯");
    await page.fill("#idNumber", "11010519491231002X");
    await page.fill("#bank", "标记银行辰巳");
    await page.fill("#account", "6222021234567890");
    await page.fill("#accountAgain", "6222021234567891");
    await press(page, "claim");
    await page.waitForSelector(".error-summary");
    expect(await page.inputValue("#payeeName")).toBe("标记户名寅卯");
    await page.fill("#accountAgain", "6222 0212 3456 7890");
    await press(page, "claim");
    await done(page, "收款信息已经封存");
    const { seeds } = await openInbox(deps, code);
    expect((await readInbox(deps, seeds)).reward?.state).toBe("CLAIMED");
    expectNothingPlain(requests, [
      code,
      "标记户名寅卯",
      "标记银行辰巳",
      "6222021234567890",
      "11010519491231002X",
    ]);
    await context.close();
  });

  it("mistyped is told without a request; unknown and known look the same on the wire", async () => {
    const seen = async (code: string) => {
      const { context, page, requests, responses } = await visit();
      const before = requests.length;
      await open(page, code);
      await page.waitForSelector("#timeline, .error-summary");
      const text = await main(page);
      const answers = await Promise.all(
        responses
          .filter((response) => response.url().includes("/tip/inbox"))
          .map(async (response) => [
            new URL(response.url()).pathname,
            response.status(),
            (await response.body()).length,
            response.request().postDataBuffer()?.length,
            Object.keys(await response.allHeaders())
              .filter((name) => name !== "date")
              .sort()
              .join(),
          ]),
      );
      const paths = requests
        .slice(before)
        .map((request) => new URL(request.url()).pathname)
        .sort();
      await context.close();
      return {
        text,
        answers: answers.sort(),
        asked: paths.filter((path) => path.startsWith("/tip")),
        programs: paths.filter((path) => path.startsWith("/assets")),
      };
    };
    const { trackingCode } = await tip();
    const known = await seen(trackingCode);
    const unknown = await seen(trackingCodeFromToken(newSubmissionToken()));
    expect(known.text).toContain("举报已登记");
    expect(unknown.text).toContain("系统里没有对应的举报");
    expect(known.asked).toEqual([
      "/tip/directory",
      "/tip/inbox",
      "/tip/inbox/beginnings",
      "/tip/inbox/proof",
    ]);
    expect(unknown.asked).toEqual(known.asked);
    // nor does the program that checks the proof come for some alone
    expect(known.programs.length).toBeGreaterThan(5);
    expect(unknown.programs).toEqual(known.programs);
    expect(unknown.answers).toEqual(known.answers);
    expect(
      known.answers.map(([path, status, size]) => [path, status, size]),
    ).toEqual([
      ["/tip/inbox", 200, 65_536],
      ["/tip/inbox/beginnings", 200, 4 * (69_632 + 20)],
      ["/tip/inbox/proof", 200, 65_536],
    ]);
    const mistyped = await seen(`${trackingCode.slice(0, 22)}00`);
    expect(mistyped.text).toContain("查询码输错了");
    expect(mistyped.asked).toEqual([]);
  });

  it("locks itself after fifteen idle minutes, ends its worker and keeps what was being written", async () => {
    const { trackingCode } = await tip();
    const { context, page, requests } = await visit({ clock: true });
    await open(page, trackingCode);
    await opened(page);
    await page.fill("#message", "写了一半");
    await page.clock.fastForward((OPEN_MINUTES - 1) * 60_000);
    await page.locator("h1").click();
    await page.clock.fastForward((OPEN_MINUTES - 1) * 60_000);
    expect(await page.locator("#timeline").count()).toBe(1);
    const before = requests.length;
    await page.clock.fastForward(2 * 60_000);
    await page.waitForSelector("#code");
    expect(await main(page)).toContain("15 分钟没有操作");
    expect(await main(page)).not.toContain("办理过程");
    expect(await page.inputValue("#message")).toBe("写了一半");
    expect(page.workers()).toEqual([]);
    // nothing was asked in all that time: no request tells that somebody sits there
    expect(requests.length).toBe(before);
    await open(page, trackingCode);
    await opened(page);
    expect(await page.inputValue("#message")).toBe("写了一半");
    await context.close();
  });

  it("says so when the program does not load, sends nothing, and opens by the server only when told to", async () => {
    const { trackingCode } = await tip();
    const context = await browser.newContext({ locale: "zh-CN" });
    const page = await context.newPage();
    const posted: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") posted.push(request.url());
    });
    // not even the small module: the page as the server drew it says where the code would go
    await page.route(/inbox-page/, (route) => route.abort());
    await page.goto(`${portal.origin}/zh/inbox`);
    expect(await main(page)).toContain("由服务器在内存里算出密钥");
    await page.unroute(/inbox-page/);
    await page.route(/inbox-engine/, (route) => route.abort());
    await page.goto(`${portal.origin}/zh/inbox`);
    expect(await main(page)).not.toContain("由服务器在内存里算出密钥");
    expect(await main(page)).toContain("查询码只在这个浏览器里使用");
    await page.fill("#code", trackingCode);
    await press(page, "open");
    await page.waitForSelector(".error-summary");
    expect(await main(page)).toContain("程序没有装上");
    expect(posted).toEqual([]);
    await page.getByRole("button", { name: "不用程序，由服务器打开" }).click();
    await opened(page);
    expect(posted).toEqual([`${portal.origin}/zh/inbox`]);
    await context.close();
  });
});

function expectNothingPlain(
  requests: readonly Request[],
  marks: readonly string[],
): void {
  expect(requests.length).toBeGreaterThan(3);
  for (const request of requests) {
    expect(request.url()).toMatch(
      new RegExp(`^(?:blob:)?${portal.origin.replace(/\./g, "\\.")}/`),
    );
    const said = Buffer.concat([
      Buffer.from(`${request.url()}\n${JSON.stringify(request.headers())}\n`),
      request.postDataBuffer() ?? Buffer.alloc(0),
    ]);
    expect(findMarks(request.url(), said, marks)).toEqual([]);
  }
}
