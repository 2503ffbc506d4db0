import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accessibilityFaults } from "#test/setup/accessibility";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";
import {
  administrator,
  enrolWithCodes,
  freshPage,
  invite,
  signedIn,
  signInWithCode,
  takeLink,
} from "./enrolment";

let portal: Portal;
let browser: Browser;
beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

const FIRST = "风筝 台阶 lantern 七月";
const SECOND = "another kettle of 河豚 entirely";

it(
  "a person is invited, enrols, signs in, changes the password, is invited anew and leaves",
  { timeout: 240_000 },
  async () => {
    const { origin } = portal;
    const admin = await administrator(browser, origin);
    expect(new URL(admin.url()).pathname).toBe("/zh/staff/people");
    const link = await invite(admin, {
      office: "济南市医疗保障局（演示）",
      name: "受理员新",
      loginName: "jn-new",
      role: "INTAKE",
    });
    expect(link).toMatch(/\/zh\/staff\/enrol#[A-Za-z0-9_-]{27}$/);
    const secret = link.split("#")[1]!;
    await expect
      .poll(() => admin.locator("[data-person=jn-new]").innerText())
      .toContain("已邀请");
    expect(await accessibilityFaults(admin)).toEqual([]);

    const { context, page } = await freshPage(browser);
    const seen: string[] = [];
    const bodies: string[] = [];
    page.on("request", (request) => {
      seen.push(request.url());
      bodies.push(request.postData() ?? "");
    });
    // what is refused first costs nothing that was typed
    await page.goto(link);
    await page.fill("[name=newPassword]", "jn-new-12345");
    await page.fill("[name=repeatPassword]", "jn-new-12345");
    await page.getByRole("button", { name: "完成登记" }).click();
    await page.locator("[data-error-code=PASSWORD_LIKE_NAME]").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(page.url()).toBe(`${origin}/zh/staff/enrol`);

    await page.goto("about:blank");
    const app = await enrolWithCodes(page, { link, password: FIRST });
    expect(seen.filter((url) => url.split("#")[0]!.includes(secret))).toEqual(
      [],
    );
    expect(portal.output()).not.toContain(secret);

    // once
    const other = await freshPage(browser);
    await other.page.goto(link);
    await other.page.locator("[data-error-code=INVITATION_UNKNOWN]").waitFor();
    expect(await accessibilityFaults(other.page)).toEqual([]);
    await other.context.close();

    const me = { origin, loginName: "jn-new", app };
    await signInWithCode(page, { ...me, password: FIRST });
    await signedIn(page);
    // nobody has shared the office key yet: a ring without keys, and no way into a tip
    await page.locator("[data-keys=UNLOCKED]").waitFor();
    await page.goto(`${origin}/zh/staff/account`);
    expect(await accessibilityFaults(page)).toEqual([]);

    const elsewhere = await freshPage(browser);
    await signInWithCode(elsewhere.page, { ...me, password: FIRST });
    await signedIn(elsewhere.page);

    await page.fill("[name=oldPassword]", "not my password at all");
    await page.fill("[name=newPassword]", SECOND);
    await page.fill("[name=repeatPassword]", SECOND);
    await page.getByRole("button", { name: "修改密码" }).click();
    await page.locator("[data-error-code=PASSWORD_WRONG]").waitFor();
    await page.fill("[name=oldPassword]", FIRST);
    await page.getByRole("button", { name: "修改密码" }).click();
    await page.getByText("密码已修改").waitFor();

    await elsewhere.page.goto(`${origin}/zh/staff/account`);
    expect(new URL(elsewhere.page.url()).pathname).toBe("/zh/staff/sign-in");
    await signInWithCode(elsewhere.page, { ...me, password: FIRST });
    await elsewhere.page.locator("[data-error-code=SIGN_IN_FAILED]").waitFor();
    await signInWithCode(elsewhere.page, { ...me, password: SECOND });
    await signedIn(elsewhere.page);
    // the new wrap opens the same user key
    await elsewhere.page.locator("[data-keys=UNLOCKED]").waitFor();
    await elsewhere.context.close();
    for (const body of bodies)
      for (const password of [FIRST, SECOND])
        expect(body.includes(password)).toBe(false);

    // the person lost everything: what they held ends
    await admin.locator("[data-person=jn-new] a").click();
    await admin.getByRole("button", { name: "作废原凭证并重新邀请" }).click();
    await admin
      .locator("dialog[open]")
      .getByRole("button", { name: "作废原凭证并重新邀请" })
      .click();
    const again = await takeLink(admin);
    expect(again).not.toBe(link);
    expect(await accessibilityFaults(admin)).toEqual([]);
    await page.goto(`${origin}/zh/staff/account`);
    expect(new URL(page.url()).pathname).toBe("/zh/staff/sign-in");

    await admin.getByRole("button", { name: "登记离任" }).click();
    await admin
      .locator("dialog[open]")
      .getByRole("button", { name: "登记离任" })
      .click();
    await admin.locator("[data-person-state=LEFT]").waitFor();
    await page.goto(again);
    await page.locator("[data-error-code=INVITATION_UNKNOWN]").waitFor();
    await context.close();
    await admin.context().close();
  },
);

it(
  "an office is added; it takes no tips before it has a key",
  { timeout: 120_000 },
  async () => {
    const admin = await administrator(browser, portal.origin);
    await admin.getByRole("button", { name: "新增机构" }).click();
    const dialog = admin.locator("dialog[open]");
    await dialog.getByRole("button", { name: "新增机构" }).click();
    await dialog.locator("[data-error-code=FIELD_REQUIRED]").first().waitFor();
    await dialog.locator("[name=nameZh]").fill("济南市天桥区医疗保障局");
    await dialog.locator("[name=nameEn]").fill("Tianqiao District Bureau");
    await dialog.locator("[name=code]").fill("jn-tq");
    await dialog.locator("[name=kind]").selectOption("COUNTY_BUREAU");
    await dialog.locator("[name=areaCode]").fill("370105");
    await dialog
      .locator("[name=parentId]")
      .selectOption({ label: "济南市医疗保障局（演示）" });
    expect(await accessibilityFaults(admin)).toEqual([]);
    await dialog.getByRole("button", { name: "新增机构" }).click();
    const office = admin.locator(".office", {
      hasText: "济南市天桥区医疗保障局",
    });
    await office.waitFor();
    expect(await office.innerText()).toContain("不接收举报");
    await office.getByRole("button", { name: "设置" }).click();
    await dialog.locator("[name=takesTips][value=yes]").check();
    await dialog.getByRole("button", { name: "保存" }).click();
    await dialog.locator("[data-error-code=OFFICE_HAS_NO_KEY]").waitFor();
    await admin.context().close();
  },
);
