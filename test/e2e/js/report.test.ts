import { get } from "node:http";
import { gunzipSync } from "node:zlib";
import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicParts } from "./public-weight";
import { findMarks } from "#test/e2e/search/marks";
import { staffPage } from "#test/e2e/walk/people";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";

/** Typed into every field that takes words, each once, so that a hit names its field. */
const marks = {
  place: "标记地点甲乙丙",
  subjectName: "标记医院丁戊己",
  what: "标记经过庚辛壬",
  whenWords: "标记时间子丑寅",
  howKnown: "标记来历卯辰巳",
  reporterName: "标记姓名午未申",
  reporterContact: "标记联系酉戌亥",
};
const typed: Readonly<Record<string, string>> = {
  ...marks,
  fromYear: "2026",
  fromMonth: "3",
  amount: "12,345.67",
};
const chosen: Readonly<Record<string, string>> = {
  subjectKind: "HOS",
  misconduct: "HOS-06",
  evidence: "PHOTO",
  reporterKind: "PERSON",
  rewardWanted: "YES",
  nameKind: "REAL",
};
const selected: Readonly<Record<string, string>> = {
  province: "370000",
  area: "370102",
};

const CODE = /(?:\d{4} ){5}\d{4}/;

let portal: Portal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly requests: Request[];
  readonly faults: string[];
};

async function visit(path = "/zh/report", width = 390): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    locale: "zh-CN",
  });
  const page = await context.newPage();
  const requests: Request[] = [];
  const faults: string[] = [];
  context.on("request", (request) => requests.push(request));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(`${portal.origin}${path}`);
  return { context, page, requests, faults };
}

const main = async (page: Page) =>
  (await page.locator("main").innerText()).replace(/\s+/g, " ");
const heading = (page: Page) => page.locator("h1").innerText();
const press = (page: Page, value: string) =>
  page.locator(`main button[name=go][value="${value}"]:visible`).last().click();

async function fill(page: Page): Promise<void> {
  const names = await page
    .locator("main input:not([type=hidden]), main select, main textarea")
    .evaluateAll((fields) => [
      ...new Set(fields.map((field) => (field as HTMLInputElement).name)),
    ]);
  for (const name of names) {
    if (name in selected)
      await page.selectOption(`[name=${name}]`, selected[name]!);
    if (name in typed) await page.fill(`[name=${name}]`, typed[name]!);
    if (name in chosen)
      await page.check(`[name=${name}][value="${chosen[name]}"]`);
  }
}

/** Presses "continue" until the page with this heading; every page on the way is filled. */
async function goTo(page: Page, title: string): Promise<void> {
  for (let step = 0; step < 20; step += 1) {
    const before = await heading(page);
    if (before === title) return;
    await fill(page);
    await press(page, "next");
    await page.waitForFunction(
      (old) => document.querySelector("h1")?.textContent !== old,
      before,
    );
  }
  throw new Error(`no page ${title}`);
}

describe("a tip in a browser with its program", () => {
  it("is sealed there, nothing typed leaves in plain, and the office opens it", async () => {
    const { context, page, requests, faults } = await visit();
    expect(await main(page)).toContain("在这个浏览器里就加密封存");
    await goTo(page, "核对后发送");
    for (const mark of Object.values(marks))
      expect(await main(page)).toContain(mark);
    expect(await main(page)).toContain("山东省济南市历下区");
    expect(await accessibilityFaults(page)).toEqual([]);
    await press(page, "send");
    await page.waitForSelector(".code");
    const code = CODE.exec(await main(page))![0];
    expect(await accessibilityFaults(page)).toEqual([]);

    // one URL, no cookie, no storage, nothing of others
    expect(page.url()).toBe(`${portal.origin}/zh/report`);
    expect(await context.cookies()).toEqual([]);
    expect(
      await page.evaluate(async () => [
        localStorage.length + sessionStorage.length,
        (await indexedDB.databases()).length,
        (await caches.keys()).length,
      ]),
    ).toEqual([0, 0, 0]);
    expect(
      requests
        .map((request) => request.url())
        .filter((url) => !url.startsWith(`${portal.origin}/`)),
    ).toEqual([]);
    expect(faults).toEqual([]);

    // what went over the line
    const posted = requests.filter((request) => request.method() !== "GET");
    expect(posted.map((request) => new URL(request.url()).pathname)).toEqual([
      "/tip/send",
    ]);
    const searched = [
      ...Object.values(marks),
      "370102",
      "HOS-06",
      "1234567",
      code,
      code.replaceAll(" ", ""),
    ];
    for (const request of requests) {
      const said = Buffer.concat([
        Buffer.from(`${request.url()}\n`),
        Buffer.from(JSON.stringify(await request.allHeaders())),
        request.postDataBuffer() ?? Buffer.alloc(0),
      ]);
      expect(findMarks(request.url(), said, searched)).toEqual([]);
      const headers = await request.allHeaders();
      expect(headers["cookie"] ?? headers["referer"]).toBeUndefined();
    }
    // every office and no place: the same requests whatever the tip is about
    expect(
      requests
        .map((request) => new URL(request.url()).pathname)
        .filter((path) => path.startsWith("/tip/"))
        .map((path) => path.replace(/[0-9a-f-]{36}$/, ":key")),
    ).toEqual(["/tip/directory", "/tip/keys/:key", "/tip/send"]);
    await context.close();

    const staff = await staffPage(browser, {
      origin: portal.origin,
      loginName: "jn-lx-intake",
    });
    await openLeadThatSays(staff, marks.what);
    expect(await main(staff)).toContain(marks.howKnown);
    await staff.context().close();
  });
});

describe("on the way", () => {
  it("the browser's back and forward go one question at a time and keep what was typed", async () => {
    const { context, page, faults } = await visit();
    await goTo(page, "对方叫什么名称？");
    await page.fill("[name=subjectName]", marks.subjectName);
    for (const title of ["您要举报的是谁？", "具体在哪里？"]) {
      await page.goBack();
      await page.waitForFunction(
        (wanted) => document.querySelector("h1")?.textContent === wanted,
        title,
      );
    }
    expect(await page.inputValue("[name=area]")).toBe(selected.area);
    await page.goForward();
    await page.goForward();
    await page.waitForSelector("[name=subjectName]");
    expect(await page.inputValue("[name=subjectName]")).toBe(marks.subjectName);
    // the button inside the page is the same way back
    await press(page, "back");
    await page.waitForSelector("[name=subjectKind]");
    expect(await page.evaluate(() => history.state as unknown)).toBe(3);
    expect(page.url()).toBe(`${portal.origin}/zh/report`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("says what is wrong first, and a link leads to the field without changing the address", async () => {
    const { context, page } = await visit("/en/report", 1440);
    await press(page, "next");
    await page.waitForSelector("[name=province]");
    await press(page, "next");
    await page.waitForSelector(".error-summary");
    expect(await page.title()).toMatch(/^Error: /);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe(
      "error-summary",
    );
    await page.click(".error-summary a");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(
      "province",
    );
    expect(page.url()).toBe(`${portal.origin}/en/report`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await context.close();
  });

  it("asks before a page with answers is left", async () => {
    const { context, page } = await visit();
    await goTo(page, "对方叫什么名称？");
    const asked = page.waitForEvent("dialog");
    void page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.accept();
    await context.close();
  });

  it("a tip whose answer was lost is sent again under the same code, and is one tip", async () => {
    const { context, page } = await visit();
    const sent: string[] = [];
    await context.route("**/tip/send", async (route) => {
      sent.push(
        (route.request().postDataJSON() as { inboxIdHash: string }).inboxIdHash,
      );
      if (sent.length > 1) return route.continue();
      // the portal takes it, the answer never arrives
      await route.fetch();
      await route.abort();
    });
    await goTo(page, "核对后发送");
    await press(page, "send");
    await page.waitForSelector("[data-error-code=NETWORK]");
    expect(await main(page)).toContain(marks.what);
    await press(page, "send");
    await page.waitForSelector(".code");
    expect(sent).toHaveLength(2);
    expect(sent[1]).toBe(sent[0]);
    expect(await main(page)).toContain("没有重复登记");
    await context.close();
  });
});

describe("when the program does not come", () => {
  const noPlainPosts = (requests: readonly Request[]) =>
    requests.filter((request) => request.method() === "POST");

  it("says so before anything is typed, tries again, and goes on without only when told to", async () => {
    const { context, page, requests } = await visit();
    await context.route("**/assets/*report-engine*", (route) => route.abort());
    await press(page, "next");
    await page.waitForSelector("[role=alert]");
    expect(await main(page)).toContain("封存程序没有装上");
    expect(noPlainPosts(requests)).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "不用程序，由服务器封存" }).click();
    await page.waitForSelector("[name=province]");
    // a page of the server: its form is sent as without a program
    await page.selectOption("[name=province]", "370000");
    await press(page, "next");
    await page.waitForSelector("[name=area]");
    expect(noPlainPosts(requests).length).toBe(2);
    await context.close();
  });

  it("and its worker fails: nothing is sent, and the tipster chooses", async () => {
    const { context, page, requests } = await visit();
    await context.route("**/assets/tip-worker*", (route) => route.abort());
    await goTo(page, "核对后发送");
    await press(page, "send");
    await page.waitForSelector("[data-error-code=PROGRAM_NOT_LOADED]");
    expect(noPlainPosts(requests)).toEqual([]);
    expect(await main(page)).toContain(marks.what);
    // the worker comes after all
    await context.unroute("**/assets/tip-worker*");
    await press(page, "send");
    await page.waitForSelector(".code");
    await context.close();
  });

  it("in time: the page that the server drew says who seals, and goes on in the browser with what was typed", async () => {
    const { context, page, requests } = await visit("/en");
    await context.route("**/assets/*report-page*", (route) => route.abort());
    await page.goto(`${portal.origin}/zh/report`);
    await press(page, "next");
    await page.waitForSelector("[name=province]");
    // nothing of the program is there: a page as without scripts
    expect(await page.locator("main .notice").count()).toBe(0);
    await context.unroute("**/assets/*report-page*");
    await goTo(page, "请把经过写下来");
    await page.waitForSelector("main .notice");
    expect(await main(page)).toContain("现在是由服务器封存");
    expect(await accessibilityFaults(page)).toEqual([]);
    const before = noPlainPosts(requests).length;
    await page.fill("[name=what]", typed.what!);

    const here = page.getByRole("button", { name: "改在这个浏览器里封存" });
    await context.route("**/assets/*report-engine*", (route) => route.abort());
    await here.click();
    await page.getByText("现在仍由服务器封存").waitFor();
    await context.unroute("**/assets/*report-engine*");
    await here.click();
    await page.waitForFunction(() => !document.querySelector("main .notice"));
    expect(await heading(page)).toBe("请把经过写下来");
    expect(await page.inputValue("[name=what]")).toBe(typed.what);
    await goTo(page, "核对后发送");
    expect(await main(page)).toContain(marks.subjectName);
    expect(await main(page)).toContain(marks.what);
    await press(page, "send");
    await page.waitForSelector(".code");
    const after = noPlainPosts(requests).slice(before);
    expect(after.map((request) => new URL(request.url()).pathname)).toContain(
      "/tip/send",
    );
    for (const request of after) {
      expect(new URL(request.url()).pathname).not.toBe("/zh/report");
      expect(
        findMarks(
          request.url(),
          request.postDataBuffer()!,
          Object.values(marks),
        ),
      ).toEqual([]);
    }
    await context.close();
  });

  it("in time, and files were handed in before: they have to be chosen again, and the tipster lands there", async () => {
    const { context, page } = await visit("/en");
    await context.route("**/assets/*report-page*", (route) => route.abort());
    await page.goto(`${portal.origin}/zh/report`);
    await goTo(page, "有没有材料可以一起交？");
    await page.setInputFiles("main input[type=file]", {
      name: "a.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("x"),
    });
    await context.unroute("**/assets/*report-page*");
    await goTo(page, "核对后发送");
    await page.getByRole("button", { name: "改在这个浏览器里封存" }).click();
    await page.waitForFunction(() => !document.querySelector("main .notice"));
    expect(await heading(page)).toBe("有没有材料可以一起交？");
    await context.close();
  });

  it("and the tipster lets the server seal: the answers arrive there, to be checked once more", async () => {
    const { context, page } = await visit();
    await context.route("**/assets/tip-worker*", (route) => route.abort());
    await goTo(page, "核对后发送");
    await press(page, "send");
    await page.waitForSelector("[data-error-code=PROGRAM_NOT_LOADED]");
    await press(page, "server-seals");
    await page.waitForSelector("[name=answers]:not([value=''])", {
      state: "attached",
    });
    expect(await heading(page)).toBe("核对后发送");
    expect(await main(page)).toContain(marks.what);
    await press(page, "send");
    await page.waitForSelector(".code");
    expect(await main(page)).toMatch(CODE);
    await context.close();
  });
});

describe("weight over the line, compressed", () => {
  const KIB = 1024;
  const limits = {
    beforeTyping: 25 * KIB,
    homeBytes: 15 * KIB,
    homeRequests: 3,
    program: 150 * KIB,
  };
  /** Body of the answer that a browser which takes gzip alone gets; heads are packed by HTTP/2 in front of a deployment. */
  const gzipped = (url: string) =>
    new Promise<{ bytes: number; text: string }>((done, fail) => {
      get(url, { headers: { "Accept-Encoding": "gzip" } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", fail);
        answer.on("end", () => {
          const body = Buffer.concat(chunks);
          const zipped = answer.headers["content-encoding"] === "gzip";
          done({
            bytes: body.length,
            text: (zipped ? gunzipSync(body) : body).toString("utf8"),
          });
        });
      }).on("error", fail);
    });
  const bytesOf = async (requests: readonly Request[]) => {
    let bytes = 0;
    for (const request of requests)
      bytes += (await gzipped(request.url())).bytes;
    return bytes;
  };

  it("home", async () => {
    const { context, requests } = await visit("/zh");
    expect(requests.length).toBeLessThanOrEqual(limits.homeRequests);
    expect(await bytesOf(requests)).toBeLessThanOrEqual(limits.homeBytes);
    await context.close();
  });

  it("report page before anything is typed, and what comes after", async () => {
    const { context, page, requests } = await visit();
    expect(await bytesOf(requests)).toBeLessThanOrEqual(limits.beforeTyping);
    const before = requests.length;
    await goTo(page, "核对后发送");
    await press(page, "send");
    await page.waitForSelector(".code");
    const scripts = requests
      .slice(before)
      .filter((request) => request.url().endsWith(".js"));
    const places: Request[] = [];
    const program: Request[] = [];
    const proof: Request[] = [];
    const { parts } = await publicParts("zh");
    const isOfProof = (url: string) =>
      parts.proof.includes(new URL(url).pathname.slice(1));
    for (const request of scripts) {
      if (isOfProof(request.url())) {
        proof.push(request);
        continue;
      }
      const { text } = await gzipped(request.url());
      (text.includes("历下区") ? places : program).push(request);
    }
    // the list of all places is data, and has a size of its own
    expect(places).toHaveLength(1);
    expect(await bytesOf(program)).toBeLessThanOrEqual(limits.program);
    expect(await bytesOf(places)).toBeLessThanOrEqual(25 * KIB);
    // what looks at the promise of the log comes beside it, and the tip does not wait for it
    expect(proof.length).toBeGreaterThanOrEqual(2);
    expect(await bytesOf(proof)).toBeLessThanOrEqual(8 * KIB);
    await context.close();
  });
});

/** Opens one lead after the other in the queue. */
async function openLeadThatSays(page: Page, text: string): Promise<void> {
  await page.waitForSelector("table");
  const paths = await page
    .locator("tr:has(.state[data-state=RECEIVED]) a")
    .evaluateAll((links) => [
      ...new Set(links.map((link) => link.getAttribute("href")!)),
    ]);
  for (const path of paths) {
    await page.locator(`a[href="${path}"]`).first().click();
    await page.waitForSelector(".seal-mark");
    if ((await main(page)).includes(text)) return;
    await page.goBack();
    await page.waitForSelector("table");
  }
  throw new Error("no lead in the queue holds the text");
}
