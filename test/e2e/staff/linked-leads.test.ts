import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { buildDeps } from "#app/server/deps.server";
import { parseEnv } from "#app/server/env.server";
import { sequenceLog } from "#app/services/log/sequence-log.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { staffPage } from "#test/e2e/walk/people";
import { aTip, registration } from "#test/factories/portal-world";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";

let portal: Portal;
let browser: Browser;
let page: Page;
let parts: Awaited<ReturnType<typeof buildDeps>>;
type Seeded = { readonly id: string; readonly number: string };
let first: Seeded;
let second: Seeded;
let third: Seeded;

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    // tips wait in the log until this test cuts it
    startPortal({ LOG_SLOT_SECONDS: "86400" }),
    launchBrowser(),
  ]);
  parts = await buildDeps(
    parseEnv({
      NODE_ENV: "test",
      DATABASE_URL: portal.databaseUrl,
      DATA_DIR: portal.dataDir,
      ORIGIN: portal.origin,
      PORT: new URL(portal.origin).port,
    }),
  );
  first = await registeredLead(["HOS-06", "HOS-01"]);
  second = await registeredLead(["HOS-06"]);
  third = await registeredLead(["HOS-06"]);
  page = await staffPage(browser, {
    origin: portal.origin,
    loginName: "jn-lx-intake",
  });
});
afterAll(async () => {
  await page?.context().close();
  await browser?.close();
  await parts?.close();
  await portal?.stop();
});

/** A tip of the county bureau that an officer registered; no key is needed to link it. */
async function registeredLead(misconduct: string[]): Promise<Seeded> {
  const { deps } = parts;
  const thread = await newIdentity();
  const threadRecipient = await recipientOf(thread);
  await submitTip(deps, {
    token: newSubmissionToken(),
    body: aTip({ areaCode: "370102" }),
    identity: null,
    thread: { identity: thread },
    staged: [],
  });
  const { leadId } = await deps.db.tip.findFirstOrThrow({
    where: { threadRecipient },
    select: { leadId: true },
  });
  const today = new Date(`${deps.clock.today()}T00:00:00Z`);
  return deps.db.lead.update({
    where: { id: leadId },
    data: {
      ...registration,
      areaCode: "370102",
      misconduct,
      state: "ACCEPTED",
      caseRecipient: threadRecipient,
      acceptedDay: today,
      finishDueDay: new Date(today.getTime() + 30 * 86_400_000),
    },
    select: { id: true, number: true },
  });
}

const panel = () => page.locator("#linked-leads");
async function openLead(lead: Seeded, prefix = "zh"): Promise<void> {
  await page.goto(`${portal.origin}/${prefix}/staff/leads/${lead.id}`);
  await panel().waitFor();
}
async function agree(): Promise<void> {
  const answered = page.waitForResponse((answer) =>
    answer.url().endsWith("/links"),
  );
  await page.locator("dialog[open] button").first().click();
  await answered;
}
async function look(name: string): Promise<void> {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(
      await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth,
      ),
      `${name} at ${width}`,
    ).toBe(false);
    expect(await accessibilityFaults(page), `${name} at ${width}`).toEqual([]);
    if (process.env["PICTURES"])
      await panel().screenshot({
        path: `${process.env["PICTURES"]}/${name}-${width}.png`,
      });
  }
}

test("an officer links leads that tell of one fact, and is shown and can take along who was first", async () => {
  await openLead(third);
  const candidate = panel().locator("li", { hasText: second.number });
  await look("candidates");
  await candidate
    .getByRole("button", { name: `关联 ${second.number} HOS-06` })
    .click();
  expect(await page.locator("dialog[open] p").first().innerText()).toContain(
    second.number,
  );
  await agree();
  await panel().getByText("在下一次日志结算之前，顺序未定").waitFor();
  expect(await panel().getByText("第一举报人", { exact: true }).count()).toBe(
    0,
  );

  // a number as somebody writes it, after one that is nobody's
  await panel().getByText("按编号关联").click();
  const link = panel().locator("form button[type=submit]");
  await link.click();
  await panel().getByText("请填写此项").first().waitFor();
  await panel().locator("[name=number]").fill("2222 2222 2222");
  await panel().locator("[name=misconductCode]").selectOption("HOS-06");
  await link.click();
  await agree();
  await panel().locator("[data-error-code=LEAD_NUMBER_UNKNOWN]").waitFor();
  await look("refused");
  await panel()
    .locator("[name=number]")
    .fill(first.number.toLowerCase().replaceAll("-", ""));
  await link.click();
  await agree();
  await panel().getByText(first.number).first().waitFor();

  await sequenceLog(parts.deps, { force: true });
  await openLead(third);
  const order = panel().locator("ol.linked-tips > li");
  const numbers = await order.locator(".mono").allInnerTexts();
  expect(numbers).toEqual([first, second, third].map(({ number }) => number));
  expect(await order.first().innerText()).toMatch(
    /第 1[\s\S]*第一举报人[\s\S]*日志序号 \d+/,
  );
  expect(await order.last().innerText()).toContain("本线索");

  await panel().getByText("先后的证明").click();
  await look("order");
  const download = page.waitForEvent("download");
  await panel().getByText("下载证明").click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(`yanlu-order-${third.number}.json`);
  const file = JSON.parse(readFileSync(await saved.path(), "utf8")) as {
    tips: { number: string }[];
  };
  expect(file.tips.map(({ number }) => number)).toEqual(numbers);

  await openLead(first, "en");
  await look("order-en");
  await openLead(third);
  await panel().getByRole("button", { name: "解除关联" }).click();
  await agree();
  await panel().getByText("没有关联的线索").waitFor();
});
