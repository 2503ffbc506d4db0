import type { Browser, BrowserContext, Page } from "playwright-core";
import { Secret, TOTP } from "otpauth";
import { expect } from "vitest";
import { staffPage } from "../walk/people";

const PERIOD_MILLIS = 30_000;

/** An authenticator app: gives each code once, and waits when the next one lies too far ahead to be taken. */
export class AuthenticatorApp {
  private used = 0;
  constructor(private readonly secret: string) {}

  async code(): Promise<string> {
    const step = () => Math.floor(Date.now() / PERIOD_MILLIS);
    const counter = Math.max(step(), this.used + 1);
    while (counter > step() + 1)
      await new Promise((done) => setTimeout(done, 500));
    this.used = counter;
    return new TOTP({ secret: Secret.fromBase32(this.secret) }).generate({
      timestamp: counter * PERIOD_MILLIS,
    });
  }
}

export function administrator(browser: Browser, origin: string): Promise<Page> {
  return staffPage(browser, { origin, loginName: "admin" });
}

/** A page that fails the test for a fault in its script or its policy. */
export async function freshPage(
  browser: Browser,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text()))
      faults.push(message.text());
  });
  page.on("close", () => expect(faults).toEqual([]));
  return { context, page };
}

/** Fills in the invitation form and comes back with the link. */
export async function invite(
  page: Page,
  person: {
    readonly office: string;
    readonly name: string;
    readonly loginName: string;
    readonly role: string;
  },
): Promise<string> {
  await page.getByRole("button", { name: "邀请人员" }).click();
  const dialog = page.locator("dialog[open]");
  await dialog
    .locator("[name=officeId]")
    .selectOption({ label: person.office });
  await dialog.locator("[name=displayName]").fill(person.name);
  await dialog.locator("[name=loginName]").fill(person.loginName);
  await dialog.locator(`[name=roles][value=${person.role}]`).check();
  await dialog.getByRole("button", { name: "生成邀请链接" }).click();
  return takeLink(page);
}

/** The invitation link on the screen; closes its dialog. */
export async function takeLink(page: Page): Promise<string> {
  const shown = page.locator("[data-invitation]");
  await shown.waitFor();
  const link = (await shown.getAttribute("data-invitation"))!;
  await page.getByRole("button", { name: "我已交给本人，关闭" }).click();
  await shown.waitFor({ state: "detached" });
  return link;
}

/** Password and authenticator app; ends on the page that says so. */
export async function enrolWithCodes(
  page: Page,
  { link, password }: { readonly link: string; readonly password: string },
): Promise<AuthenticatorApp> {
  await page.goto(link);
  const secret = await page.locator(".secret-text").innerText();
  const app = new AuthenticatorApp(secret.replaceAll(/\s/g, ""));
  await page.fill("[name=newPassword]", password);
  await page.fill("[name=repeatPassword]", password);
  await page.fill("[name=totp]", await app.code());
  await page.getByRole("button", { name: "完成登记" }).click();
  await page.getByRole("link", { name: "去登录" }).waitFor();
  return app;
}

export async function signInWithCode(
  page: Page,
  person: {
    readonly origin: string;
    readonly loginName: string;
    readonly password: string;
    readonly app: AuthenticatorApp;
  },
): Promise<void> {
  await page.goto(`${person.origin}/zh/staff/sign-in`);
  await page.fill("[name=loginName]", person.loginName);
  await page.fill("[name=password]", person.password);
  await page.fill("[name=totp]", await person.app.code());
  await page.click("button[type=submit]");
}

export async function signedIn(page: Page): Promise<void> {
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}
