import pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";
import { staffPage, stepUpIfAsked, type Look } from "../walk/people";
import {
  administrator,
  enrolWithCodes,
  freshPage,
  invite,
  signedIn,
  signInWithCode,
} from "./enrolment";

let portal: Portal;
let browser: Browser;
let db: pg.Client;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
  db = new pg.Client({ connectionString: portal.databaseUrl });
  await db.connect();
});
afterAll(async () => {
  await db?.end();
  await browser?.close();
  await portal?.stop();
});

const JN = "济南市医疗保障局（演示）";
const LX = "济南市历下区医疗保障局（演示）";
const PASSWORD = "three 茶杯 under one umbrella";
const MINUTES = 240_000;

/** Where pictures of each station go, when somebody wants to look at them. */
const look: Look = async (page, name) => {
  const folder = process.env.KEYS_PICTURES;
  if (!folder) return;
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({
      path: `${folder}/${name}-${width}.png`,
      fullPage: true,
    });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
};

/** A signed-in member on the keys page; the way there is a link, since a new document would have no keys. */
async function onKeys(loginName: string): Promise<Page> {
  const page = await staffPage(browser, { origin: portal.origin, loginName });
  await page.getByRole("link", { name: "密钥", exact: true }).click();
  await page.getByRole("heading", { name: "密钥", level: 1 }).waitFor();
  return page;
}

async function send(page: Page, loginName: string, button: string) {
  await page
    .locator("dialog[open]")
    .getByRole("button", { name: button, exact: true })
    .click();
  await stepUpIfAsked(page, { origin: portal.origin, loginName });
}

async function officeId(name: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    "SELECT id FROM office WHERE name_zh = $1",
    [name],
  );
  return rows[0]!.id;
}

/** An open lead of the office in one of the states, by its path on the staff pages. */
async function aLead(office: string, ...states: string[]): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    "SELECT id FROM lead WHERE office_id = $1 AND state = ANY($2) LIMIT 1",
    [await officeId(office), states],
  );
  return `/zh/staff/leads/${rows[0]!.id}`;
}

async function openFromQueue(page: Page, path: string) {
  await page.getByRole("link", { name: "线索", exact: true }).click();
  await page.locator(`a[href="${path}"]`).first().click();
  await page.waitForSelector(".seal-mark");
}

it(
  "a newcomer is given the key after their digits were compared; a renewal moves every open lead, and both go on reading",
  { timeout: MINUTES },
  async () => {
    const admin = await administrator(browser, portal.origin);
    const loginName = "jn-new";
    const link = await invite(admin, {
      office: JN,
      name: "核查员新",
      loginName,
      role: "INVESTIGATOR",
    });
    await admin.context().close();
    const { context, page } = await freshPage(browser);
    const app = await enrolWithCodes(page, { link, password: PASSWORD });
    await signInWithCode(page, {
      origin: portal.origin,
      loginName,
      password: PASSWORD,
      app,
    });
    await signedIn(page);
    await page.getByRole("link", { name: "密钥", exact: true }).click();
    await page.getByText("您还缺本机构的密钥").waitFor();
    const digits = await page.locator(".digits--large").innerText();
    expect(digits).toMatch(/^\d{5}( \d{5}){4}$/);
    await look(page, "keys-newcomer");

    const leader = await onKeys("jn-leader");
    await look(leader, "keys-office");
    expect(await accessibilityFaults(leader)).toEqual([]);
    const row = leader.locator("tr", { hasText: "核查员新" });
    await row.getByRole("button", { name: "分享密钥" }).click();
    const dialog = leader.locator("dialog[open]");
    expect(await dialog.locator(".digits--large").innerText()).toBe(digits);
    await look(leader, "keys-share");
    expect(await accessibilityFaults(leader)).toEqual([]);
    // not before they said that they compared
    await send(leader, "jn-leader", "分享");
    await dialog.locator("[data-error-code=NOT_COMPARED]").waitFor();
    await dialog.locator("[name=compared]").check();
    await send(leader, "jn-leader", "分享");
    await row.getByText("齐全").waitFor();

    await leader.getByRole("button", { name: "更新密钥" }).click();
    await look(leader, "keys-renew");
    await dialog.locator("[name=compared]").check();
    await send(leader, "jn-leader", "生成新密钥");
    await leader.getByText("新密钥已启用。").waitFor();
    await look(leader, "keys-to-rewrap");
    await leader.getByRole("button", { name: "开始换用" }).click();
    await leader.getByText("已完成，全部在办线索都在新密钥下。").waitFor();
    const bar = leader.locator("progress.rewrap__bar");
    expect(Number(await bar.getAttribute("value"))).toBeGreaterThan(0);
    expect(await bar.getAttribute("value")).toBe(await bar.getAttribute("max"));
    await look(leader, "keys-rewrapped");
    const { rows } = await db.query<{ count: string }>(
      `SELECT count(*) FROM thread_key_wrap w JOIN tip ON tip.id = w.tip_id
        JOIN lead ON lead.id = tip.lead_id JOIN office_key k ON k.id = w.office_key_id
        WHERE lead.office_id = $1 AND NOT k.current AND lead.state NOT IN ('REFUSED', 'TRANSFERRED', 'CLOSED')`,
      [await officeId(JN)],
    );
    expect(rows[0]!.count).toBe("0");

    // the newcomer's page has been open all the time
    await openFromQueue(page, await aLead(JN, "CHECKING", "ACCEPTED"));
    await context.close();
    await openFromQueue(leader, await aLead(JN, "CLOSED"));
    await leader.context().close();
  },
);

it(
  "a lead goes to another office: offered, announced in its queue, taken, and gone from the first",
  { timeout: MINUTES },
  async () => {
    const path = await aLead(
      JN,
      "ACCEPTED",
      "SCREENING",
      "ASSIGNED",
      "CHECKING",
    );
    const intake = await staffPage(browser, {
      origin: portal.origin,
      loginName: "jn-intake",
    });
    await openFromQueue(intake, path);
    const panel = intake.locator("#hand-over");
    await panel.getByRole("button", { name: "提出移交" }).click();
    await panel.locator("[data-error-code=CHOICE_REQUIRED]").waitFor();
    await panel.locator("[name=toOfficeId]").selectOption({ label: LX });
    await look(intake, "hand-over-form");
    await panel.getByRole("button", { name: "提出移交" }).first().click();
    await send(intake, "jn-intake", "提出移交");
    await panel.getByText("等待对方答复。在此期间线索暂停办理").waitFor();
    expect(await intake.locator("#actions .action-tabs").count()).toBe(0);
    await look(intake, "hand-over-waiting");
    expect(await accessibilityFaults(intake)).toEqual([]);

    const receiver = await staffPage(browser, {
      origin: portal.origin,
      loginName: "jn-lx-intake",
    });
    await receiver.getByText("有 1 条线索等待本机构确认接收。").waitFor();
    await look(receiver, "hand-over-queue");
    await receiver.getByRole("link", { name: "去查看" }).click();
    const offered = receiver.locator("#offered");
    await offered.getByText(JN).waitFor();
    await look(receiver, "hand-over-offered");
    expect(await accessibilityFaults(receiver)).toEqual([]);
    await offered.getByRole("button", { name: "接收", exact: true }).click();
    await send(receiver, "jn-lx-intake", "接收");
    await offered.getByText("已接收线索").waitFor();
    await openFromQueue(receiver, path);
    await receiver.getByText(`举报由${JN}移交${LX}继续办理`).waitFor();
    await receiver.context().close();

    await intake.reload();
    await intake.getByRole("heading", { level: 1 }).waitFor();
    expect(await intake.locator(".seal-mark").count()).toBe(0);
    expect(await intake.locator("main").innerText()).not.toContain(LX);
    await intake.context().close();
  },
);

it(
  "two of three sheets give an office its key back when every member lost it",
  { timeout: MINUTES },
  async () => {
    const leader = await onKeys("jn-leader");
    const recovery = leader.locator("#recovery");
    await recovery.locator("summary").first().click();
    await recovery.getByRole("button", { name: "生成恢复单" }).click();
    await recovery.getByRole("button", { name: "打印 3 张恢复单" }).waitFor();
    // on paper only
    const sheets = leader.locator(".recovery-sheet");
    expect(await sheets.first().isVisible()).toBe(false);
    await look(leader, "recovery-type-back");
    await leader.emulateMedia({ media: "print" });
    expect(await sheets.first().isVisible()).toBe(true);
    expect(await recovery.isVisible()).toBe(false);
    await look(leader, "recovery-sheets");
    await leader.emulateMedia({ media: null });
    const texts = await sheets
      .locator(".recovery-sheet__rows")
      .evaluateAll((tables) =>
        tables.map((table) =>
          [...table.querySelectorAll("td")]
            .map((cell) => cell.textContent)
            .join(" "),
        ),
      );
    expect(new Set(texts).size).toBe(3);
    for (const [at, text] of texts.entries()) {
      const item = recovery.locator(`[data-sheet-check="${at + 1}"]`);
      await item.locator("textarea").fill(text.toLowerCase());
      await item.getByRole("button", { name: "核对" }).click();
      await item.getByText(`第 ${at + 1} 张已核对`).waitFor();
    }
    await recovery.getByRole("button", { name: "启用恢复密钥" }).click();
    await stepUpIfAsked(leader, {
      origin: portal.origin,
      loginName: "jn-leader",
    });
    await recovery.getByText("恢复密钥已启用").waitFor();
    expect(await sheets.count()).toBe(0);

    await leader
      .getByRole("button", { name: "保存到恢复密钥" })
      .first()
      .click();
    await look(leader, "recovery-back-up");
    await leader.locator("dialog[open] [name=compared]").check();
    await send(leader, "jn-leader", "保存");
    await leader.getByText(/已保存 \d 把密钥/).waitFor();

    // everybody's wraps are gone
    await db.query(
      "DELETE FROM office_key_wrap USING office_key k WHERE k.id = office_key_id AND k.office_id = $1",
      [await officeId(JN)],
    );
    await leader.context().close();
    const again = await onKeys("jn-leader");
    const form = again.locator("[data-recover]");
    await form.locator("summary").click();
    await form.locator("[name=sheet0]").fill(texts[2]!);
    await form
      .locator("[name=sheet1]")
      .fill(texts[0]!.replace(/^./, (sign) => (sign === "7" ? "8" : "7")));
    await form.locator(".choice", { hasText: "受理员" }).first().click();
    await form.locator("[name=compared]").check();
    await form.getByRole("button", { name: "恢复", exact: true }).click();
    await form.getByText("第 2 份恢复单：").waitFor();
    expect(await form.locator("[data-error-code=SHARE_MISTYPED]").count()).toBe(
      1,
    );
    await look(again, "recovery-mistyped");
    expect(await accessibilityFaults(again)).toEqual([]);
    await form.locator("[name=sheet1]").fill(texts[0]!);
    await form.getByRole("button", { name: "恢复", exact: true }).click();
    await stepUpIfAsked(again, {
      origin: portal.origin,
      loginName: "jn-leader",
    });
    await form.getByText(/已恢复，共分出 \d 份密钥/).waitFor();
    await look(again, "recovery-done");
    expect(await form.locator("[name=sheet0]").inputValue()).toBe("");
    await again.context().close();

    const intake = await staffPage(browser, {
      origin: portal.origin,
      loginName: "jn-intake",
    });
    await openFromQueue(
      intake,
      // whatever the tests before have left of the demo's leads
      await aLead(
        JN,
        "RECEIVED",
        "SCREENING",
        "CHECKING",
        "ACCEPTED",
        "ASSIGNED",
        "FILED",
        "DECIDED",
        "CLOSED",
      ),
    );
    await intake.context().close();
  },
);
