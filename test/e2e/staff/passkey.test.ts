import type {
  Browser,
  BrowserContext,
  CDPSession,
  Page,
} from "playwright-core";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";
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
beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

/** An authenticator of Chromium's own: resident keys, recognises its owner, with or without a PRF. */
async function authenticator(
  context: BrowserContext,
  page: Page,
  { hasPrf }: { readonly hasPrf: boolean },
): Promise<{ readonly cdp: CDPSession; readonly id: string }> {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send(
    "WebAuthn.addVirtualAuthenticator",
    {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        hasPrf,
      },
    },
  );
  return { cdp, id: authenticatorId };
}

/** As if ten minutes had passed since anybody gave a second factor. */
async function forgetStepUp(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("UPDATE staff_session SET stepped_up_at = NULL");
  await client.end();
}

const PASSWORD = "three 茶杯 under one umbrella";
const office = "济南市医疗保障局（演示）";

async function invited(loginName: string): Promise<string> {
  const admin = await administrator(browser, portal.origin);
  const link = await invite(admin, {
    office,
    name: "核查员新",
    loginName,
    role: "INVESTIGATOR",
  });
  await admin.context().close();
  return link;
}

it(
  "a passkey made at enrolment signs in alone and opens the keys, after an idle lock too",
  { timeout: 240_000 },
  async () => {
    const link = await invited("jn-key");
    const { context, page } = await freshPage(browser);
    await authenticator(context, page, { hasPrf: true });
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.postData() ?? ""));
    await page.goto(link);
    await page.fill("[name=newPassword]", PASSWORD);
    await page.fill("[name=repeatPassword]", PASSWORD);
    await page.locator("[name=second][value=PASSKEY]").check();
    await page.getByRole("button", { name: "完成登记" }).click();
    await page.getByRole("link", { name: "去登录" }).click();

    await page.getByRole("button", { name: "用通行密钥登录" }).click();
    await signedIn(page);
    await page.locator("[data-keys=UNLOCKED]").waitFor();

    await page.getByRole("button", { name: "锁定", exact: true }).click();
    await page.locator(".staff-main--locked").waitFor();
    await page.getByRole("button", { name: "用通行密钥开启" }).click();
    await page.locator("[data-keys=UNLOCKED]").waitFor();

    // idle for a quarter of an hour: what the passkey opened is forgotten as well
    await page.evaluate(() => {
      const later = Date.now() + 16 * 60_000;
      Date.now = () => later;
    });
    await page.locator(".staff-main--locked").waitFor({ timeout: 20_000 });
    await page.locator("[data-keys=LOCKED]").waitFor();
    await page.getByRole("button", { name: "用通行密钥开启" }).click();
    await page.locator("[data-keys=UNLOCKED]").waitFor();

    await page.getByRole("link", { name: "我的账户" }).click();
    await page.locator("[data-unlocks=true]").waitFor();
    // the only second factor
    await page.getByRole("button", { name: "删除", exact: true }).click();
    await page
      .locator("dialog[open]")
      .getByRole("button", { name: "删除", exact: true })
      .click();
    await page.locator("[data-error-code=LAST_SECOND_FACTOR]").waitFor();

    for (const body of sent) {
      expect(body).not.toContain(PASSWORD);
      // with its quotes: the three letters may stand in a recipient by chance
      expect(body).not.toContain('"prf"');
    }
    await context.close();
  },
);

it(
  "a passkey is added beside codes, steps up, and without a PRF stands for the code only",
  { timeout: 240_000 },
  async () => {
    const { origin } = portal;
    const link = await invited("jn-plain");
    const { context, page } = await freshPage(browser);
    const app = await enrolWithCodes(page, { link, password: PASSWORD });
    const me = { origin, loginName: "jn-plain", password: PASSWORD, app };
    await signInWithCode(page, me);
    await signedIn(page);
    const { cdp, id } = await authenticator(context, page, { hasPrf: false });
    await page.getByRole("link", { name: "我的账户" }).click();
    await page.getByText("添加通行密钥").first().click();
    await page.fill("[name=label]", "办公室的安全密钥");
    await page.fill("[name=password]", "not this one, not today");
    await page.getByRole("button", { name: "添加通行密钥" }).click();
    await page.locator("[data-error-code=PASSWORD_WRONG]").waitFor();
    await page.fill("[name=password]", PASSWORD);
    await page.getByRole("button", { name: "添加通行密钥" }).click();
    await page.locator("[data-unlocks=false]").waitFor();
    const { credentials } = await cdp.send("WebAuthn.getCredentials", {
      authenticatorId: id,
    });
    expect(
      credentials.map(({ isResidentCredential }) => isResidentCredential),
    ).toEqual([true]);

    await page.getByRole("button", { name: "退出", exact: true }).click();
    await page.waitForURL((url) => url.pathname.endsWith("/sign-in"));
    await page.getByRole("button", { name: "用通行密钥登录" }).click();
    await page
      .locator("[data-error-code=PASSKEY_SECOND_FACTOR_ONLY]")
      .waitFor();
    await page.fill("[name=loginName]", "jn-plain");
    await page.fill("[name=password]", "guessed by somebody");
    await page.getByRole("button", { name: "用通行密钥登录" }).click();
    await page.locator("[data-error-code=SIGN_IN_FAILED]").waitFor();
    await page.fill("[name=password]", PASSWORD);
    await page.getByRole("button", { name: "用通行密钥登录" }).click();
    await signedIn(page);
    await page.locator("[data-keys=UNLOCKED]").waitFor();

    // a step that needs a fresh second factor, ten minutes later
    await page.goto(`${origin}/zh/staff/account`);
    await forgetStepUp(portal.databaseUrl);
    await page.getByRole("button", { name: "重新设置" }).click();
    const stepped = page.waitForResponse(
      (response) => response.url().endsWith("/step-up") && response.ok(),
    );
    await page.getByRole("button", { name: "用通行密钥验证" }).click();
    await stepped;
    await page.locator(".secret-text").waitFor();
    await context.close();
  },
);
