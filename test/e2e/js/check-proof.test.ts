import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHECKER_PATH } from "#app/content/proof";
import {
  life,
  logKey,
  makeProof,
  nextLogKey,
} from "#test/factories/proof-world";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const good = (await makeProof(life)).text;
/** One digit of a day inside an entry. */
const changed = good.replace("2026-01-05", "2026-01-06");

let folder: string;
const paths = { good: "", changed: "", large: "", picture: "" };
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "yanlu-proofs-"));
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  paths.good = write("yanlu-proof-2026-06-30.json", good);
  paths.changed = write("changed.json", changed);
  paths.large = write("large.json", "x".repeat(2_000_001));
  paths.picture = write("picture.png", Uint8Array.of(0x89, 0x50, 0xff, 0xfe));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("checking a proof file", () => {
  let portal: Portal;
  let browser: Browser;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
  });

  async function open(
    url: string,
    work: (page: Page, sent: Request[]) => Promise<void>,
    options: { readonly scripts?: boolean; readonly offline?: boolean } = {},
  ) {
    const context = await browser.newContext({
      javaScriptEnabled: options.scripts ?? true,
      locale: "en-GB",
      acceptDownloads: true,
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    try {
      await page.goto(url);
      if (options.offline) await context.setOffline(true);
      const sent: Request[] = [];
      page.on("request", (request) => sent.push(request));
      await work(page, sent);
      expect(faults).toEqual([]);
    } finally {
      await context.close();
    }
  }

  async function check(page: Page, file: string, button: RegExp) {
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByRole("button", { name: button }).click();
  }
  const result = (page: Page) =>
    page.locator("[data-result]").getAttribute("data-result");

  it.each([
    ["zh", /^核对$/, "核对通过", "没有付款"],
    ["en", /^Check$/, "Good:", "holds no payment"],
  ] as const)(
    "in the page itself, with nothing sent (%s)",
    async (language, button, sentence, neglect) => {
      await open(`${portal.origin}/${language}/proof`, async (page, sent) => {
        await check(page, paths.good, button);
        await page.waitForSelector("[data-result]");
        expect(await result(page)).toBe("good");
        const text = await page.locator("#proof-result").innerText();
        expect(text).toContain(sentence);
        expect(text).toContain(neglect);
        expect(text).toContain("witness.example/one");
        expect(await page.locator("#proof-result tbody tr").count()).toBe(7);
        expect(await accessibilityFaults(page)).toEqual([]);

        await check(page, paths.changed, button);
        await page.waitForSelector('[data-result="bad"]');
        await check(page, paths.picture, button);
        await page.waitForFunction(
          () => document.querySelectorAll("tbody tr").length === 0,
        );
        expect(await result(page)).toBe("bad");
        await check(page, paths.large, button);
        await page.waitForFunction(() =>
          document.getElementById("proof-result")?.innerText.includes("2 MB"),
        );
        expect(await page.locator("[data-result]").count()).toBe(0);
        // the program itself, and never a file
        expect(sent.map((request) => request.method())).not.toContain("POST");
        expect(sent.every((request) => !request.url().endsWith(".json"))).toBe(
          true,
        );
      });
    },
  );

  it("by the server where no script runs, and says so", async () => {
    await open(
      `${portal.origin}/zh/proof`,
      async (page) => {
        expect(await page.locator("#proof-who-checks").innerText()).toContain(
          "发给服务器",
        );
        await check(page, paths.good, /^核对$/);
        expect(await result(page)).toBe("good");
        const text = await page.locator("#proof-result").innerText();
        expect(text).toContain("由服务器核对");
        expect(text).toContain("没有付款");
        await check(page, paths.changed, /^核对$/);
        expect(await result(page)).toBe("bad");
        await check(page, paths.picture, /^核对$/);
        expect(await result(page)).toBe("bad");
      },
      { scripts: false },
    );
  });

  it("the server refuses what is no such form, too large, or from another site", async () => {
    const send = async (
      body: BodyInit,
      headers: Readonly<Record<string, string>> = {},
    ) => {
      const response = await fetch(`${portal.origin}/zh/proof`, {
        method: "POST",
        body,
        headers,
      });
      return { status: response.status, text: await response.text() };
    };
    const form = (content: string | null, name = "proof") => {
      const made = new FormData();
      if (content !== null) made.set(name, new Blob([content]), "a.json");
      else made.set("other", "");
      return made;
    };
    expect((await send(form(good))).status).toBe(200);
    expect(await send(form(null))).toMatchObject({ status: 400 });
    expect(await send(form(good, "other"))).toMatchObject({ status: 400 });
    const large = await send(form("x".repeat(2_000_001)));
    expect(large.status).toBe(400);
    expect(large.text).toContain("2 MB");
    // the server stops listening; whether its answer still arrives is a matter of luck
    const endless = await send(form("x".repeat(9_000_000))).catch(() => null);
    expect([413, undefined]).toContain(endless?.status);
    expect((await send("proof=x")).status).toBe(415);
    expect((await send(new URLSearchParams({ proof: good }))).status).toBe(400);
    expect(
      (await send("--x", { "Content-Type": "multipart/form-data; boundary=x" }))
        .status,
    ).toBe(400);
    expect(
      (await send(form(good), { "Sec-Fetch-Site": "cross-site" })).status,
    ).toBe(403);
  });

  it("offline, with one file that was saved: good and changed files, in both languages", async () => {
    const saved = join(folder, "checker.html");
    await open(`${portal.origin}/en/proof`, async (page) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: /offline checker/ }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("proof-checker.html");
      await download.saveAs(saved);
    });
    const html = await readFile(saved, "utf8");
    expect(html).toBe(
      await (await fetch(`${portal.origin}${CHECKER_PATH}`)).text(),
    );
    expect(html).not.toMatch(/(?:src|href)\s*=\s*["'](?!data:,)[^"']/i);

    await open(
      pathToFileURL(saved).href,
      async (page, sent) => {
        await check(page, paths.good, /^Check$/);
        await page.waitForSelector('[data-result="good"]');
        expect(await page.locator("tbody tr").count()).toBe(7);
        expect(await accessibilityFaults(page)).toEqual([]);
        await page.getByRole("button", { name: "中文" }).click();
        expect(await page.locator("#proof-result").innerText()).toContain(
          "核对通过",
        );
        expect(await page.evaluate(() => document.documentElement.lang)).toBe(
          "zh-CN",
        );
        await check(page, paths.changed, /^核对$/);
        await page.waitForSelector('[data-result="bad"]');
        expect(sent).toEqual([]);
      },
      { offline: true },
    );
  });

  it("the file for saving can do nothing when it is opened on this site", async () => {
    const response = await fetch(`${portal.origin}${CHECKER_PATH}`);
    expect(response.headers.get("Content-Disposition")).toBe(
      'attachment; filename="proof-checker.html"',
    );
    expect(response.headers.get("Content-Security-Policy")).toMatch(
      /^sandbox; default-src 'none'/,
    );
    const html = await response.text();
    expect(html).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]{43}='; style-src 'sha256-[A-Za-z0-9+/]{43}=';/,
    );
  });
});

describe("yanlu log verify-proof", () => {
  const run = promisify(execFile);
  const yanlu = (...args: string[]) =>
    run(process.execPath, ["bin/yanlu.mjs", "log", "verify-proof", ...args], {
      cwd: root,
      // no database: this address answers nobody
      env: { ...process.env, DATABASE_URL: "postgresql://127.0.0.1:9/none" },
    }).then(
      ({ stdout }) => ({ code: 0, stdout, stderr: "" }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );

  it("tells what a file shows, and ends with 0 or 1", async () => {
    const told = await yanlu(paths.good);
    expect(told.code).toBe(0);
    expect(told.stdout).toMatch(/^Good: 6 entries stand in the log/);
    expect(told.stdout).toContain("The reward was to be paid by 2026-05-20");
    expect(told.stdout).toMatch(/2026-01-05 +entry 7 +in the log +The tip was/);
    const wrong = await yanlu(paths.changed);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/^Not good/);
    expect(wrong.stdout).toContain("Entry 1: ");
    expect((await yanlu(paths.picture)).code).toBe(1);
  });

  it("believes given keys only, and answers in JSON", async () => {
    const keys = [logKey, nextLogKey].flatMap(({ verifier }) => [
      "--key",
      verifier,
    ]);
    const known = await yanlu(paths.good, ...keys, "--json");
    expect(known.code).toBe(0);
    expect(JSON.parse(known.stdout)).toMatchObject({ ok: true, problems: [] });
    const other = await yanlu(paths.good, "--json", ...keys.slice(0, 2));
    expect(other.code).toBe(1);
    expect(JSON.parse(other.stdout)).toMatchObject({
      problems: [{ code: "KEY_NOT_TRUSTED", entry: null }],
    });
    for (const args of [
      [paths.good, "--key", "nonsense"],
      [join(folder, "no-such-file")],
    ]) {
      const refused = await yanlu(...args);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(/is no verifier key|cannot be read/);
    }
  });
});
