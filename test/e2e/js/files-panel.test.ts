import { randomBytes } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import { filesWithMetadata } from "#test/factories/files-with-metadata";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import {
  startCuttingProxy,
  type CuttingProxy,
} from "#test/setup/cutting-proxy";
import { startPortal, type Portal } from "#test/setup/portal";

let portal: Portal;
let browser: Browser;
let proxy: CuttingProxy;
let page: Page;
let parts: Awaited<ReturnType<typeof buildDeps>>;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
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
  page = await browser.newPage({
    viewport: { width: 390, height: 844 },
    locale: "zh-CN",
  });
});
afterAll(async () => {
  await browser?.close();
  await proxy?.close();
  await parts?.close();
  await portal?.stop();
});

const chosen = {
  subjectKind: "HOS",
  misconduct: "HOS-06",
  reporterKind: "PERSON",
  rewardWanted: "NO",
  nameKind: "ANON",
};
const selected = { province: "370000", area: "370102" };
const typed = {
  subjectName: "某医院",
  what: "照片上看得见。",
  fromYear: "2026",
  fromMonth: "3",
};

async function goTo(title: string): Promise<void> {
  for (let step = 0; step < 20; step += 1) {
    const before = await page.locator("h1").innerText();
    if (before === title) return;
    for (const [name, value] of Object.entries(chosen)) {
      const choice = page.locator(`main [name=${name}][value="${value}"]`);
      if ((await choice.count()) > 0) await choice.check();
    }
    for (const [name, value] of Object.entries(selected))
      if ((await page.locator(`main select[name=${name}]`).count()) > 0)
        await page.selectOption(`main [name=${name}]`, value);
    for (const [name, value] of Object.entries(typed))
      if ((await page.locator(`main [name=${name}]`).count()) > 0)
        await page.fill(`main [name=${name}]`, value);
    await page
      .locator("main button[name=go][value=next]:visible")
      .last()
      .click();
    await page.waitForFunction(
      (old) => document.querySelector("h1")?.textContent !== old,
      before,
    );
  }
  throw new Error(`no page ${title}`);
}

const item = (name: string) =>
  page.locator(".upload", { has: page.getByText(name, { exact: true }) });
const press = (name: string, action: string) =>
  item(name)
    .getByRole("button", { name: `${action}：${name}`, exact: true })
    .click();
const reaches = (name: string, state: string) =>
  item(name)
    .locator(".upload-state", { hasText: state })
    .waitFor({ timeout: 60_000 });

/** Looked at as it stands: at both widths, nothing too wide, nothing a reader could not reach. */
async function look(where: string): Promise<void> {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth,
      ),
      `${where} at ${width}`,
    ).toBe(false);
    expect(await accessibilityFaults(page), `${where} at ${width}`).toEqual([]);
  }
}

test(
  "files of the report: both halves of a photograph, a break, a pause, an upload that is gone",
  { timeout: 240_000 },
  async () => {
    const [photo] = filesWithMetadata();
    await page.goto(`http://localhost:${proxy.port}/zh/report`);
    await goTo("有没有材料可以一起交？");
    await page.locator("#file").setInputFiles([
      {
        name: "门口.jpg",
        mimeType: "image/jpeg",
        buffer: Buffer.from(photo!.bytes),
      },
      {
        name: "录像.bin",
        mimeType: "application/octet-stream",
        buffer: randomBytes(40 * 1024 ** 2),
      },
    ]);
    await item("门口.jpg").getByText("两份都提交").click();
    await look("choices");
    expect(
      await item("门口.jpg").locator("input[value=BOTH]").isChecked(),
    ).toBe(true);

    // the line is away before the photograph begins
    proxy.setDown(true);
    await press("门口.jpg", "加密并上传");
    await reaches("门口.jpg", "网络断了，恢复后会自己接着传");
    await look("no line");
    await press("门口.jpg", "暂停");
    await reaches("门口.jpg", "已暂停");
    await look("paused");
    proxy.setDown(false);
    await press("门口.jpg", "继续");
    await reaches("门口.jpg", "已加密上传");

    // half of the film is there when the line breaks; meanwhile the portal had to make room
    const before = proxy.sent();
    await press("录像.bin", "加密并上传");
    await until(() => proxy.sent() - before > 12 * 1024 ** 2);
    proxy.setDown(true);
    await reaches("录像.bin", "网络断了，恢复后会自己接着传");
    await press("录像.bin", "暂停");
    await reaches("录像.bin", "已暂停");
    await parts.deps.db.upload.deleteMany({ where: { storageKey: null } });
    proxy.setDown(false);
    await press("录像.bin", "继续");
    await reaches("录像.bin", "没有传完");
    await item("录像.bin").locator("[data-error-code=UPLOAD_GONE]").waitFor();
    await look("failed");
    await press("录像.bin", "重试");
    await reaches("录像.bin", "已加密上传");
    await look("done");

    await goTo("核对后发送");
    await look("check");
    await page
      .locator("main button[name=go][value=send]:visible")
      .last()
      .click();
    await page.locator(".code").first().waitFor({ timeout: 60_000 });
    const tip = await parts.deps.db.tip.findFirstOrThrow({
      where: { files: { some: {} }, sealedBy: "BROWSER" },
      orderBy: { files: { _count: "desc" } },
      select: { files: { select: { sealedBytes: true } } },
    });
    // the photograph as it was and cleaned, and the film
    expect(tip.files).toHaveLength(3);
  },
);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
}
