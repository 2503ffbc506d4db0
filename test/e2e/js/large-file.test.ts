import { createHash } from "node:crypto";
import { open, rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openFileStream } from "#app/crypto/sealed-file";
import { sealedFileBytes } from "#app/crypto/sealed-length";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import { argon2idNative } from "#app/server/argon2.server";
import { openLead } from "#app/server/journey/casework.server";
import { staffClient } from "#app/server/journey/staff-client.server";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import {
  startCuttingProxy,
  type CuttingProxy,
} from "#test/setup/cutting-proxy";
import { processesOf, residentBytes, watchMemory } from "#test/setup/memory";
import { startPortal, type Portal } from "#test/setup/portal";

const MIB = 1024 ** 2;
/** `npm test` takes a sixth of what `npm run test:large-file` does: the same way, and nothing in memory grows with it. */
const FILE_MIB = Number(process.env.LARGE_FILE_MIB ?? 160);
const MOST_ABOVE_IDLE = 200_000_000;
const CUTS = 3;

let portal: Portal;
let browser: Browser;
let proxy: CuttingProxy;
let folder: string;
let parts: Awaited<ReturnType<typeof buildDeps>>;

beforeAll(async () => {
  [portal, browser, folder] = await Promise.all([
    startPortal(),
    launchBrowser(),
    mkdtemp(join(tmpdir(), "yanlu-large-")),
  ]);
  proxy = await startCuttingProxy(Number(new URL(portal.origin).port));
  parts = await buildDeps(
    parseEnv({
      NODE_ENV: "test",
      DATABASE_URL: portal.databaseUrl,
      DATA_DIR: portal.dataDir,
      ORIGIN: portal.origin,
      PORT: new URL(portal.origin).port,
    }),
  );
});
afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await parts?.close();
  await portal?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Different in every mebibyte, with holes that take no place on the disk. @returns its SHA-256 */
async function makeFile(path: string): Promise<string> {
  const file = await open(path, "w");
  const hash = createHash("sha256");
  const block = Buffer.alloc(MIB);
  for (let number = 0; number < FILE_MIB; number += 1) {
    const mark = createHash("sha512").update(`block ${number}`).digest();
    for (let at = 0; at < 65_536; at += mark.length) mark.copy(block, at);
    await file.write(block, 0, 65_536, number * MIB);
    hash.update(block);
  }
  await file.truncate(FILE_MIB * MIB);
  await file.close();
  return hash.digest("hex");
}

const stateSaying = (page: Page, text: string) =>
  page.locator(".upload-state", { hasText: text });
const heading = (page: Page) => page.locator("h1").innerText();
const press = (page: Page, value: string) =>
  page.locator(`main button[name=go][value="${value}"]:visible`).last().click();
const chosen: Readonly<Record<string, string>> = {
  subjectKind: "HOS",
  misconduct: "HOS-06",
  reporterKind: "PERSON",
  rewardWanted: "NO",
  nameKind: "ANON",
};

async function goTo(page: Page, title: string): Promise<void> {
  for (let step = 0; step < 20; step += 1) {
    const before = await heading(page);
    if (before === title) return;
    for (const [name, value] of Object.entries(chosen)) {
      const choice = page.locator(`[name=${name}][value="${value}"]`);
      if ((await choice.count()) > 0) await choice.check();
    }
    if (await page.locator("[name=province]").count())
      await page.selectOption("[name=province]", "370000");
    if (await page.locator("[name=area]").count())
      await page.selectOption("[name=area]", "370102");
    for (const [name, words] of [
      ["subjectName", "某医院"],
      ["what", "录像里能看到全部经过。"],
      ["fromYear", "2026"],
      ["fromMonth", "3"],
    ] as const)
      if (await page.locator(`[name=${name}]`).count())
        await page.fill(`[name=${name}]`, words);
    await press(page, "next");
    await page.waitForFunction(
      (old) => document.querySelector("h1")?.textContent !== old,
      before,
    );
  }
  throw new Error(`no page ${title}`);
}

describe("a large file", () => {
  it(`of ${FILE_MIB} MiB goes up over a line that breaks three times, in constant memory, and the office opens it`, async () => {
    const path = join(folder, "录像 20260301.bin");
    const expected = await makeFile(path);
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: "zh-CN",
    });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`http://localhost:${proxy.port}/zh/report`);
    await goTo(page, "有没有材料可以一起交？");
    // the worker is there, and its metadata reader: idle begins with them
    await page.setInputFiles("#file", {
      name: "a.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("一"),
    });
    await page.getByRole("button", { name: /^加密并上传：/ }).click();
    await stateSaying(page, "已加密上传").waitFor();
    await page.getByRole("button", { name: /^移除：/ }).click();
    expect(await accessibilityFaults(page)).toEqual([]);

    const processes = await processesOf(browser);
    const renderers = processes.filter(({ type }) => type === "renderer");
    const watched = {
      renderer: renderers.map(({ pid }) => pid),
      browser: processes.map(({ pid }) => pid),
      web: [portal.webPid],
    };
    const idle = Object.fromEntries(
      await Promise.all(
        Object.entries(watched).map(async ([name, pids]) => [
          name,
          (await Promise.all(pids.map(residentBytes))).reduce(
            (sum, bytes) => sum + bytes,
            0,
          ),
        ]),
      ),
    ) as Record<keyof typeof watched, number>;
    const watching = Object.entries(watched).map(
      ([name, pids]) =>
        [name as keyof typeof watched, watchMemory(pids)] as const,
    );

    await page.setInputFiles("#file", path);
    const began = Date.now();
    const before = proxy.sent();
    await page.getByRole("button", { name: /^加密并上传：/ }).click();
    const sealed = sealedFileBytes(FILE_MIB * MIB);
    for (let cut = 1; cut <= CUTS; cut += 1) {
      await until(() => proxy.sent() - before > (sealed * cut) / (CUTS + 1));
      proxy.setDown(true);
      // a short break is taken up unseen, a long one is said
      if (cut === CUTS)
        await stateSaying(page, "网络断了，恢复后会自己接着传").waitFor();
      else await new Promise((done) => setTimeout(done, 700));
      proxy.setDown(false);
    }
    await stateSaying(page, "已加密上传").waitFor({ timeout: 900_000 });
    const seconds = (Date.now() - began) / 1_000;
    const most = Object.fromEntries(
      await Promise.all(
        watching.map(async ([name, watch]) => [name, await watch.stop()]),
      ),
    ) as Record<keyof typeof watched, number>;
    const above = Object.fromEntries(
      Object.entries(most).map(([name, bytes]) => [
        name,
        Math.round((bytes - idle[name as keyof typeof idle]) / 1e6),
      ]),
    );
    const sent = proxy.sent() - before;
    process.stdout.write(
      `large file: ${FILE_MIB} MiB in ${seconds.toFixed(1)} s, ${(sent / sealed).toFixed(3)} of its sealed bytes sent; MB above idle: ${JSON.stringify(above)}\n`,
    );
    for (const name of ["renderer", "browser", "web"] as const)
      expect(most[name] - idle[name], name).toBeLessThan(MOST_ABOVE_IDLE);
    // each cut costs at most what was on the line
    expect(sent).toBeLessThan(sealed + (CUTS + 1) * 8 * MIB);

    await goTo(page, "核对后发送");
    await press(page, "send");
    await page.waitForSelector(".code");
    expect(faults).toEqual([]);
    await context.close();

    const file = await parts.deps.db.sealedFile.findFirstOrThrow({
      where: { sealedBytes: BigInt(sealed) },
      include: { tip: { include: { lead: true } } },
    });
    const client = staffClient({
      baseUrl: portal.origin,
      argon2id: argon2idNative,
      loginName: "jn-lx-intake",
    });
    const { thread, body } = await openLead(client, file.tip.lead.id);
    const stored = () => parts.deps.storage.get(file.storageKey);
    expect(body.files).toEqual([
      {
        sealedHash: await hashOf((await stored())!, "base64url"),
        variant: "UNKNOWN",
      },
    ]);
    const opened = await openFileStream((await stored())!, thread);
    expect(opened.name).toBe("file.bin");
    expect(await hashOf(opened.content, "hex")).toBe(expected);
    // no parts are left beside it
    expect(await parts.deps.db.uploadPart.count()).toBe(0);
  }, 1_200_000);
});

async function hashOf(
  stream: ReadableStream<Uint8Array>,
  form: "hex" | "base64url",
): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>)
    hash.update(chunk);
  return hash.digest(form);
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((next) => setTimeout(next, 10));
}
