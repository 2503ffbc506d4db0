import { expect } from "vitest";
import type { Browser, Page } from "playwright-core";

/** Called at each station of a walk; the screenshots are taken here, tests pass nothing. */
export type Look = (page: Page, name: string) => Promise<void>;
export const noLook: Look = async () => {};

const PASSWORD = "yanlu-demo-2026";

async function oneTimeCode(origin: string, loginName: string): Promise<string> {
  for (;;) {
    const answer = await fetch(`${origin}/dev/sign-ins.json`);
    const { people } = (await answer.json()) as {
      people: {
        loginName: string;
        totp: string;
        totpUsed: boolean;
        secondsLeft: number;
      }[];
    };
    const person = people.find((each) => each.loginName === loginName);
    if (!person) throw new Error(`no demo person ${loginName}`);
    if (!person.totpUsed) return person.totp;
    await new Promise((done) =>
      setTimeout(done, person.secondsLeft * 1_000 + 200),
    );
  }
}

/** A page of a new profile with a signed-in, unlocked member of staff. */
export async function staffPage(
  browser: Browser,
  {
    origin,
    loginName,
    look = noLook,
    width = 1440,
    expected,
  }: {
    readonly origin: string;
    readonly loginName: string;
    readonly look?: Look;
    readonly width?: number;
    /** what a test provokes on purpose in the browser's console */
    readonly expected?: RegExp;
  },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: "zh-CN",
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (
      message.type() === "error" &&
      !/status of 4\d\d/.test(message.text()) &&
      !expected?.test(message.text())
    )
      faults.push(message.text());
  });
  // said whole: what is thrown here belongs to no test, and a count of faults helps nobody
  page.on("close", () => expect(faults.join("\n")).toBe(""));
  await page.goto(`${origin}/zh/staff/sign-in`);
  await look(page, "staff-sign-in");
  await page.fill("[name=loginName]", loginName);
  await page.fill("[name=password]", PASSWORD);
  await page.fill("[name=totp]", await oneTimeCode(origin, loginName));
  await page.click("button[type=submit]");
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  return page;
}

/** Presses the action's button, agrees to the confirmation if one is asked, gives a one-time code if one is asked. */
export async function act(
  page: Page,
  selector: string,
  {
    origin,
    loginName,
  }: { readonly origin: string; readonly loginName: string },
): Promise<void> {
  const answered = page.waitForResponse(
    (response) => response.url().includes("/commands") && response.ok(),
  );
  await page.locator(selector).first().click();
  const dialog = page.locator("dialog[open]");
  const asked = await dialog.waitFor({ timeout: 1_500 }).then(
    () => true,
    () => false,
  );
  if (asked && (await dialog.locator("[name=totp]").count()) === 0)
    await dialog.locator("button").first().click();
  await stepUpIfAsked(page, { origin, loginName });
  await answered;
}

/** Gives a one-time code if the page asks for one within a second. */
export async function stepUpIfAsked(
  page: Page,
  {
    origin,
    loginName,
  }: { readonly origin: string; readonly loginName: string },
): Promise<void> {
  const code = page.locator("dialog[open] [name=totp]");
  const asked = await code.waitFor({ timeout: 1_000 }).then(
    () => true,
    () => false,
  );
  if (!asked) return;
  await code.fill(await oneTimeCode(origin, loginName));
  await page
    .locator("dialog[open]", { has: code })
    .locator("button[type=submit]")
    .click();
}
