/**
 * Takes the pictures of docs/screenshots: every page at 390 and 1440 px, from a portal of its own with demo data, by walking
 * one tip from the first page to the payment. `npm run screenshots`.
 */
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import {
  approveReward,
  checkAndClose,
  pay,
  screenLead,
} from "#test/e2e/walk/casework";
import { staffPage, type Look } from "#test/e2e/walk/people";
import {
  claim,
  fileTip,
  openInbox,
  tipsterPage,
  writeMessage,
} from "#test/e2e/walk/tipster";
import type { SampleTip } from "#app/server/journey/sample-tip";
import { browserTipster } from "#test/canary/browser-tipster";
import { launchBrowser } from "#test/setup/browser";
import startCluster from "#test/setup/cluster";
import { startPortal } from "#test/setup/portal";

const FOLDER = resolve(import.meta.dirname, "../../docs/screenshots");
const WIDTHS = [390, 1440] as const;

const look: Look = async (page, name) => {
  const before = page.viewportSize()!;
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await page.waitForTimeout(150);
    await page.screenshot({
      path: join(FOLDER, `${name}-${width}.png`),
      fullPage: true,
      animations: "disabled",
    });
  }
  await page.setViewportSize(before);
};

async function publicPages(browser: Browser, origin: string): Promise<void> {
  const page = await tipsterPage(browser);
  for (const [name, path] of [
    ["home", "/zh"],
    ["home-en", "/en"],
    ["what", "/zh/what"],
    ["rewards", "/zh/rewards"],
    ["protection", "/zh/protection"],
    ["proof", "/zh/proof"],
    ["figures", "/zh/figures"],
    ["report-start", "/zh/report"],
    ["inbox-entry", "/zh/inbox"],
    ["not-found", "/zh/no-such-page"],
    ["dev-sign-ins", "/dev/sign-ins"],
    ["dev-mails", "/dev/mails"],
  ] as const) {
    await page.goto(`${origin}${path}`);
    await look(page, name);
  }
  await mistypedCode(page, origin);
  await emptyAnswer(page, origin);
  await page.context().close();
}

async function mistypedCode(page: Page, origin: string): Promise<void> {
  await openInbox(page, origin, "1234 5678 9012 3456 7890 1234");
  await look(page, "inbox-mistyped");
}

async function emptyAnswer(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/zh/report`);
  for (let step = 0; step < 2; step += 1)
    await page
      .getByRole("button", { name: /^(开始举报|继续)$/ })
      .last()
      .click();
  await look(page, "report-error");
}

async function otherStaffPages(
  browser: Browser,
  origin: string,
): Promise<void> {
  const page = await staffPage(browser, { origin, loginName: "auditor" });
  await page.goto(`${origin}/zh/audit`);
  await page.waitForSelector("table");
  await look(page, "audit");
  await page.context().close();
  const above = await staffPage(browser, {
    origin,
    loginName: "jn-supervisor",
  });
  await above.goto(`${origin}/zh/staff/overdue`);
  await above.waitForSelector("table");
  await look(above, "overdue");
  await above.context().close();
}

/** The same form with scripts on: files looked into, advice before sending, care of the code. */
async function sealingPages(browser: Browser, origin: string): Promise<void> {
  const sample: SampleTip = {
    id: "P001",
    area: { name: "历下区一条老街上", adcode: "370102" },
    subject: { kind: "HOS", level: null, name: "某民营医院" },
    misconduct: ["HOS-06"],
    amounts: { lossFen: 1_200_000, recoveredFen: null, fineFen: null },
    outcomes: [],
    evidence: ["PHOTO", "CHAT"],
    reporterKind: "PERSON",
    nameKind: "ANON_CLAIM",
    tip: {
      lang: "zh",
      zh: "我是这家医院的出纳，住院的人白天都不在医院。3 月 8 日上午 9 点 20 分，32 床空着，费用清单上却有治疗。",
      en: "",
    },
  };
  const tipster = browserTipster(browser, {
    visit: { userAgent: "Mozilla/5.0", extraHTTPHeaders: {} },
    onBody: () => {},
    look: (page, name) => look(page, `sealing-${name}`),
  })(origin);
  const { trackingCode } = await tipster.send(sample, "");
  await tipster.open({ trackingCode, language: "zh-CN", id: sample.id });
}

async function peopleAndKeys(browser: Browser, origin: string): Promise<void> {
  for (const [loginName, path, name] of [
    ["admin", "/zh/staff/people", "people"],
    ["jn-lx-leader", "/zh/staff/keys", "keys"],
    ["jn-lx-leader", "/zh/staff/account", "account"],
  ] as const) {
    const page = await staffPage(browser, { origin, loginName });
    await page.goto(`${origin}${path}`);
    await page.waitForLoadState("networkidle");
    await look(page, name);
    await page.context().close();
  }
}

async function main(): Promise<void> {
  process.env.TEST_RUN_ID ??= `pictures${process.pid}`;
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const stopCluster = await startCluster();
  const portal = await startPortal();
  const browser = await launchBrowser();
  try {
    const { origin } = portal;
    await publicPages(browser, origin);
    const tipster = await tipsterPage(browser);
    const code = await fileTip(tipster, origin, look);
    const office = { browser, origin, prefix: "jn-lx", look };
    const lead = await screenLead(office, "我每天路过，看了一个多月。");
    await openInbox(tipster, origin, code);
    await writeMessage(tipster, "三月到九月，几乎每天。");
    await look(tipster, "inbox-open");
    await checkAndClose(office, lead);
    await approveReward(office, lead, "4,327.16");
    do {
      await tipster.waitForTimeout(500);
      await openInbox(tipster, origin, code);
    } while ((await tipster.locator("[name=payeeName]").count()) === 0);
    await look(tipster, "inbox-reward-ready");
    await claim(tipster);
    await look(tipster, "inbox-claimed");
    await pay({ ...office, prefix: "jn" }, "4,327.16");
    await tipster.waitForTimeout(3_000);
    await openInbox(tipster, origin, code);
    await look(tipster, "inbox-paid");
    await tipster.emulateMedia({ media: "print" });
    await look(tipster, "inbox-print");
    await otherStaffPages(browser, origin);
    await peopleAndKeys(browser, origin);
    await sealingPages(browser, origin);
  } finally {
    await browser.close();
    await portal.stop();
    await stopCluster();
  }
}

await main();
