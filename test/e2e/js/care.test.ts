import { mkdtemp, readFile, rm } from "node:fs/promises";
import {
  createServer,
  get,
  type IncomingMessage,
  type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Page,
} from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchFolder } from "#test/e2e/search/stores";
import { accessibilityFaults } from "#test/setup/accessibility";
import {
  browserArguments,
  chromiumPath,
  launchBrowser,
} from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";

const PASSPHRASE = "红灯 停 green light go";
const NEUTRAL = "晴，微风";

let portal: Portal;
let browser: Browser;
/** An ordinary page of somebody else; `slow` holds its answers back. */
let elsewhere: Server;
let slow: Promise<void> | null = null;

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    void (async () => {
      await slow;
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(
        `<!doctype html><title>天气</title><p>${NEUTRAL}</p><p id="referrer">${request.headers.referer ?? "-"}</p>`,
      );
    })();
  });
  await new Promise<void>((done) => elsewhere.listen(0, "127.0.0.1", done));
  const { port } = elsewhere.address() as AddressInfo;
  [portal, browser] = await Promise.all([
    startPortal({ LEAVE_URL: `http://127.0.0.1:${port}/` }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  elsewhere.closeAllConnections();
  await new Promise((done) => elsewhere.close(done));
});

type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly requests: string[];
  readonly faults: string[];
};

async function visit(
  path = "/zh/report",
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    ...options,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const faults: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(`${portal.origin}${path}`);
  return { context, page, requests, faults };
}

const answers: Readonly<Record<string, string>> = {
  province: "370000",
  area: "370102",
  subjectKind: "HOS",
  subjectName: "某医院 李主任",
  misconduct: "HOS-06",
  what: "李主任叫人住院。我老公王某某住在32床，电话13812345678，我是该院出纳。",
  reporterKind: "PERSON",
  rewardWanted: "NO",
  nameKind: "ANON",
};

const press = (page: Page, value: string) =>
  page.locator(`button[name=go][value="${value}"]:visible`).last().click();
const heading = (page: Page) => page.locator("h1").innerText();
const main = (page: Page) => page.locator("main").innerText();

async function fill(page: Page): Promise<void> {
  const fields = await page
    .locator(
      "main input:not([type=hidden]), main select, main textarea:not([name=draft])",
    )
    .evaluateAll((found) =>
      found.map((field) => [
        (field as HTMLInputElement).name,
        field.tagName === "SELECT"
          ? "select"
          : (field as HTMLInputElement).type,
      ]),
    );
  for (const [name, type] of new Map(fields as [string, string][])) {
    const answer = answers[name];
    if (answer === undefined) continue;
    if (type === "select") await page.selectOption(`[name=${name}]`, answer);
    else if (type === "radio" || type === "checkbox")
      await page.check(`[name=${name}][value="${answer}"]`);
    else await page.fill(`[name=${name}]`, answer);
  }
}

async function goOn(page: Page): Promise<void> {
  const before = await heading(page);
  await fill(page);
  await press(page, "next");
  await page.waitForFunction(
    (old) => document.querySelector("h1")?.textContent !== old,
    before,
  );
}
async function goTo(page: Page, title: string): Promise<void> {
  for (let step = 0; step < 20 && (await heading(page)) !== title; step += 1)
    await goOn(page);
  expect(await heading(page)).toBe(title);
}

describe("advice before sending", () => {
  for (const javaScriptEnabled of [true, false])
    it(`points at what could tell who wrote it, ${javaScriptEnabled ? "with" : "without"} a program`, async () => {
      const { context, page, requests } = await visit("/zh/report", {
        javaScriptEnabled,
      });
      await goTo(page, "核对后发送");
      const advice = page.locator(".leak-advice");
      expect(await advice.locator("h2").innerText()).toContain("有 4 处");
      expect(await advice.locator("mark").allInnerTexts()).toEqual([
        "我是该院出纳",
        "王某某",
        "13812345678",
        "32床",
      ]);
      if (javaScriptEnabled)
        expect(await accessibilityFaults(page)).toEqual([]);
      await advice.getByRole("button", { name: "去改：13812345678" }).click();
      await page.waitForSelector("[name=what]");
      await page.fill("[name=what]", "床上没有人。");
      await press(page, "next");
      await page.waitForSelector("dl.facts");
      expect(await page.locator(".leak-advice").count()).toBe(0);
      expect(await main(page)).toContain("没有找到姓名");
      for (const url of requests)
        expect(url.startsWith(`${portal.origin}/`), url).toBe(true);
      expect(portal.output()).not.toContain("13812345678");
      await context.close();
    });
});

describe("drafts", () => {
  it("are saved as a sealed file, opened in another browser, and say what is wrong with a wrong one", async () => {
    const { context, page, faults } = await visit();
    await goTo(page, "请把经过写下来");
    await page.fill("[name=what]", "床上没有人，标记草稿甲乙。");
    await page.locator("details.draft summary").click();
    await page.fill("[name=draft-passphrase]", "short");
    await press(page, "draft:save");
    expect(await page.locator("[data-error-code]").innerText()).toContain(
      "太容易猜",
    );
    await page.fill("[name=draft-passphrase]", PASSPHRASE);
    await page.fill("[name=draft-again]", "something else here");
    await press(page, "draft:save");
    await page.waitForSelector("[data-error-code=PASSPHRASES_DIFFER]");
    await page.fill("[name=draft-again]", PASSPHRASE);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator("[name=draft-again]").press("Enter"),
    ]);
    expect(download.suggestedFilename()).toBe("notes.dat");
    const path = await download.path();
    const file = await readFile(path);
    expect(file.subarray(0, 21).toString()).toBe("age-encryption.org/v1");
    expect(file.includes("标记草稿")).toBe(false);
    expect(await page.inputValue("[name=what]")).toContain("标记草稿甲乙");
    expect(await accessibilityFaults(page)).toEqual([]);

    const other = await visit();
    await press(other.page, "draft:ask");
    await other.page.waitForSelector("#draft-file");
    expect(await accessibilityFaults(other.page)).toEqual([]);
    const refused = async (code: string) => {
      await press(other.page, "draft:open");
      await other.page.waitForSelector(`[data-error-code=${code}]`);
    };
    await refused("DRAFT_MISSING");
    await other.page.setInputFiles("#draft-file", {
      name: "x.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.7"),
    });
    await refused("PASSPHRASE_MISSING");
    await other.page.fill("[name=draft-passphrase]", "not this passphrase");
    await refused("DRAFT_OTHER_FILE");
    await other.page.setInputFiles("#draft-file", path);
    await refused("DRAFT_PASSPHRASE_WRONG");
    await other.page.setInputFiles("#draft-file", {
      name: "notes.dat",
      mimeType: "application/octet-stream",
      buffer: file.subarray(0, -1),
    });
    await other.page.fill("[name=draft-passphrase]", PASSPHRASE);
    await refused("DRAFT_DAMAGED");
    await other.page.setInputFiles("#draft-file", path);
    await press(other.page, "draft:open");
    await other.page.waitForSelector("[name=what]");
    expect(await other.page.inputValue("[name=what]")).toBe(
      "床上没有人，标记草稿甲乙。",
    );
    await goTo(other.page, "什么时候发生的？");
    expect([...faults, ...other.faults]).toEqual([]);
    await context.close();
    await other.context.close();
  });

  it("offer a passphrase of digits", async () => {
    const { context, page } = await visit();
    await goOn(page);
    await page.locator("details.draft summary").click();
    await press(page, "draft:generate");
    expect(await page.locator(".generated").innerText()).toMatch(
      /^\d{3}( \d{3}){5}$/,
    );
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      press(page, "draft:save"),
    ]);
    expect(download.suggestedFilename()).toBe("notes.dat");
    await context.close();
  });
});

/** Through a rehearsal to the page of the (example) code. */
async function rehearse(language: "zh" | "en" = "zh"): Promise<Visit> {
  const seen = await visit(`/${language}/report`);
  await press(seen.page, "practice:begin");
  await seen.page.waitForSelector(".practice");
  return seen;
}

describe("practice", () => {
  it("goes through every page and makes no request", async () => {
    const { context, page, requests, faults } = await rehearse();
    const before = requests.length;
    const banners: number[] = [];
    while ((await heading(page)) !== "核对后发送") {
      banners.push(await page.locator(".practice").count());
      expect(await page.locator("input[type=file]").count()).toBe(0);
      await goOn(page);
    }
    await press(page, "send");
    await page.waitForSelector(".code-care");
    banners.push(await page.locator(".practice").count());
    expect(new Set(banners)).toEqual(new Set([1]));
    expect(await main(page)).toContain("什么都没有发出去");
    expect(requests.slice(before)).toEqual([]);
    expect(faults).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await context.close();
  });

  it("works without a script, and nothing is stored", async () => {
    const { context, page } = await visit("/en/report", {
      javaScriptEnabled: false,
    });
    await press(page, "practice:begin");
    while ((await heading(page)) !== "Check and send") {
      expect(await page.locator(".practice").count()).toBe(1);
      expect(await page.locator("input[type=file]").count()).toBe(0);
      await fill(page);
      await press(page, "next");
    }
    await press(page, "send");
    expect(await main(page)).toContain("Nothing was sent.");
    expect(await page.locator(".code-card .code").innerText()).toMatch(
      /1234\s+5678/,
    );
    await page.getByRole("link", { name: "begin for real" }).click();
    expect(await page.locator(".practice").count()).toBe(0);
    await context.close();
  });
});

describe("care of the tracking code", () => {
  it("checks a copy, saves, shows and reads it; asks before it is lost", async () => {
    const { context, page, requests, faults } = await visit();
    await goTo(page, "核对后发送");
    await press(page, "send");
    await page.waitForSelector(".code-care");
    const code = (await page.locator(".code-card .code").innerText()).replace(
      /\s+/g,
      " ",
    );
    expect(code).toMatch(/^(\d{4} ){5}\d{4}$/);
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    const comparison = () =>
      page.locator("#code-copy-answer").getAttribute("data-comparison");

    await page.fill("#code-copy", code.slice(0, 12));
    await press(page, "code:compare");
    expect(await comparison()).toBe("SHORT");
    const wrong = code.replace(/\d$/, (digit) =>
      String((Number(digit) + 1) % 10),
    );
    await page.fill("#code-copy", wrong);
    expect(await comparison()).toBe("WRONG");
    expect(await page.locator("#code-copy-answer").innerText()).toContain(
      "第 6 组",
    );

    await press(page, "code:large");
    await press(page, "code:read");
    await page.check("[name=read-as][value=YI]");
    expect(await page.locator(".spoken li").count()).toBe(6);
    await page.check("[name=read-as][value=EN]");
    expect(await page.locator(".spoken strong").first().innerText()).toMatch(
      /^[a-z]+( [a-z]+){3}$/,
    );
    await press(page, "code:qr");
    await page.waitForSelector("svg.qr");
    expect(await decode(page)).toBe(code.replaceAll(" ", ""));
    expect(await accessibilityFaults(page)).toEqual([]);

    // not kept yet: the browser asks
    await page.close({ runBeforeUnload: true });
    await page.waitForEvent("close");
    expect(asked).toEqual(["beforeunload"]);
    expect(
      requests.filter((url) => !url.startsWith(`${portal.origin}/`)),
    ).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("does not ask once the copy is right, in full-width digits too; the file is neutral", async () => {
    const { context, page } = await visit();
    await goTo(page, "核对后发送");
    await press(page, "send");
    await page.waitForSelector(".code-care");
    const code = (await page.locator(".code-card .code").innerText()).replace(
      /\s+/g,
      " ",
    );
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    const wide = code
      .replace(/\d/g, (digit) =>
        String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      )
      .replaceAll(" ", "－");
    await page.fill("#code-copy", wide);
    expect(
      await page.locator("#code-copy-answer").getAttribute("data-comparison"),
    ).toBe("RIGHT");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      press(page, "code:save"),
    ]);
    expect(download.suggestedFilename()).toBe("number.txt");
    expect(await readFile(await download.path(), "utf8")).toBe(
      `${code}\r\n${portal.origin}\r\n`,
    );
    await page.close({ runBeforeUnload: true });
    expect(asked).toEqual([]);
    await context.close();
  });

  it("prints the number and the address, and nothing about tips", async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { context, page } = await visit("/zh/report", {
        javaScriptEnabled,
      });
      await press(page, "practice:begin");
      await goTo(page, "核对后发送");
      await press(page, "send");
      await page.waitForSelector(".code-card");
      await page.emulateMedia({ media: "print" });
      const printed = (await page.locator("body").innerText()).replace(
        /\s+/g,
        " ",
      );
      expect(printed.trim()).toBe(
        `号码 1234 5678 9012 3456 7890 1200 ${portal.origin}`,
      );
      await context.close();
    }
  });
});

/** Reads the QR code off the page's pixels-to-be, as another telephone would. */
async function decode(page: Page): Promise<string> {
  const { default: decodeQR } = await import("qr/decode.js");
  const { size, path } = await page.locator("svg.qr").evaluate((svg) => ({
    size: (svg as SVGSVGElement).viewBox.baseVal.width,
    path: svg.querySelector("path")!.getAttribute("d")!,
  }));
  const scale = 4;
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h/g))
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < scale; dx += 1) {
        const at =
          ((Number(y) * scale + dy) * side + Number(x) * scale + dx) * 4;
        data.fill(0, at, at + 3);
      }
  return decodeQR({ width: side, height: side, data });
}

describe("quick exit", () => {
  const MARK = "标记离开子丑寅卯";

  it("is a link on every public page, first after the skip link, and works without a script", async () => {
    const { context, page } = await visit("/zh", { javaScriptEnabled: false });
    for (const path of [
      "/zh",
      "/en",
      "/zh/what",
      "/zh/rewards",
      "/zh/protection",
      "/zh/report",
      "/zh/inbox",
    ]) {
      await page.goto(`${portal.origin}${path}`);
      const link = page.locator('a[href="/leave"]');
      expect(await link.count(), path).toBe(1);
      expect(await link.getAttribute("rel")).toBe("noreferrer");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      expect(
        await link.evaluate((element) => element === document.activeElement),
        path,
      ).toBe(true);
      const box = (await link.boundingBox())!;
      expect(box.height).toBeGreaterThanOrEqual(44);
      expect(box.y + box.height).toBeLessThanOrEqual(844);
    }
    await page.goto(`${portal.origin}/zh/report`);
    await press(page, "next");
    await page.locator('a[href="/leave"]').click();
    expect(await page.locator("p").first().innerText()).toBe(NEUTRAL);
    expect(await page.locator("#referrer").innerText()).toBe("-");
    await context.close();
  });

  it("answers with a redirect that wipes", async () => {
    // as a browser goes there: `fetch` would say that it is one
    const answer = await new Promise<IncomingMessage>((done) =>
      get(`${portal.origin}/leave`, done),
    );
    expect(answer.statusCode).toBe(303);
    expect(answer.headers["clear-site-data"]).toBe(
      '"cache", "cookies", "storage"',
    );
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["referrer-policy"]).toBe("no-referrer");
    expect((await answer.toArray()).length).toBe(0);
  });

  it("covers the page before the network answers, by button and by Shift three times", async () => {
    for (const how of ["button", "shift"]) {
      const { context, page } = await visit();
      await goTo(page, "请把经过写下来");
      await page.fill("[name=what]", MARK);
      page.on("dialog", () => {
        throw new Error("nobody may be asked now");
      });
      let release = () => {};
      slow = new Promise((done) => (release = done));
      // told by the page itself: a page on its way elsewhere cannot be asked
      const covered = new Promise<unknown>((done) => {
        void page.exposeFunction("coverSeen", done);
      });
      await page.evaluate(() => {
        new MutationObserver(() => {
          const cover = document.querySelector(".leave-cover");
          if (!cover) return;
          const { width, height } = cover.getBoundingClientRect();
          (window as unknown as { coverSeen(seen: unknown): void }).coverSeen({
            text: document.body.innerText,
            title: document.title,
            whole: width === innerWidth && height === innerHeight,
            colour: getComputedStyle(cover).backgroundColor,
          });
        }).observe(document.body, { childList: true });
      });
      if (how === "button")
        void page.locator('a[href="/leave"]').click({ noWaitAfter: true });
      else
        void (async () => {
          for (let tap = 0; tap < 3; tap += 1)
            await page.keyboard.press("Shift");
        })();
      expect(await covered).toEqual({
        text: "",
        title: "…",
        whole: true,
        colour: "rgb(255, 255, 255)",
      });
      release();
      slow = null;
      await page.waitForURL(/127\.0\.0\.1/);
      expect(await page.locator("p").first().innerText()).toBe(NEUTRAL);
      await context.close();
    }
  });

  it("takes the page's place in the history and leaves no trace of what was typed in the profile", async () => {
    const profile = await mkdtemp(join(tmpdir(), "yanlu-profile-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: browserArguments,
    });
    const page = await context.newPage();
    await page.goto(`${portal.origin}/zh/report`);
    const length = await page.evaluate(() => history.length);
    await goTo(page, "请把经过写下来");
    await page.fill("[name=what]", MARK);
    const steps = await page.evaluate(() => history.length);
    await page.locator('a[href="/leave"]').click();
    await page.waitForURL(/127\.0\.0\.1/);
    expect(await page.evaluate(() => history.length)).toBe(steps);
    expect(steps).toBeGreaterThan(length);
    // back is a fresh first page, never the one that was left
    await page.goBack();
    await page.waitForSelector("h1");
    expect(await page.locator("[name=what]").count()).toBe(0);
    expect(await page.content()).not.toContain(MARK);
    expect(await context.cookies()).toEqual([]);
    await context.close();
    const searched = await searchFolder("profile", profile, [MARK]);
    expect(searched.things).toBeGreaterThan(10);
    expect(searched.leaks).toEqual([]);
    // the search does find what a profile keeps: the address
    const host = new URL(portal.origin).host;
    expect(
      (await searchFolder("profile", profile, [host])).leaks.length,
    ).toBeGreaterThan(0);
    await rm(profile, { recursive: true, force: true });
  });
});
