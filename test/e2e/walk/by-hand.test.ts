import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "#test/setup/browser";
import { startPortal, type Portal } from "#test/setup/portal";
import { approveReward, checkAndClose, pay, screenLead } from "./casework";
import {
  claim,
  fileTip,
  openInbox,
  tipsterPage,
  writeMessage,
} from "./tipster";

let portal: Portal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([startPortal(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

it(
  "walks one tip from the first page to the payment, in Chromium, the tipster without JavaScript",
  { timeout: 300_000 },
  async () => {
    const tipster = await tipsterPage(browser);
    const betrayals: string[] = [];
    tipster.on("response", (response) => {
      if (!response.url().startsWith(`${portal.origin}/`))
        betrayals.push(`request to ${response.url()}`);
      if ("set-cookie" in response.headers()) betrayals.push("a cookie");
      if (response.request().resourceType() === "script")
        betrayals.push(`script ${response.url()}`);
    });
    tipster.on("load", async (page) => {
      // the sealing program of report and inbox is the one script there may be; with scripts off it is not even fetched
      const html = (await page.content()).replace(
        /<script type="module" src="\/assets\/[\w-]+-(?:report|inbox)-page-\w+\.js"(?: \w+="")?><\/script>/,
        "",
      );
      if (/<script|\son\w+="|style="/i.test(html))
        betrayals.push(`script or style in ${await page.title()}`);
    });
    const code = await fileTip(tipster, portal.origin);
    const office = { browser, origin: portal.origin, prefix: "jn-lx" };

    const lead = await screenLead(office, "我每天路过，看了一个多月。");
    await openInbox(tipster, portal.origin, code);
    expect(await tipster.locator("main").innerText()).toContain(
      "请补充住院的大致日期。",
    );
    await writeMessage(tipster, "三月到九月，几乎每天。");
    await tipster.getByText("三月到九月，几乎每天。").first().waitFor();

    await checkAndClose(office, lead);
    await approveReward(office, lead, "4,327.16");
    await openInbox(tipster, portal.origin, code);
    for (
      let tries = 0;
      (await tipster.locator("[name=payeeName]").count()) === 0;
      tries += 1
    ) {
      expect(tries).toBeLessThan(40);
      await tipster.waitForTimeout(500);
      await openInbox(tipster, portal.origin, code);
    }
    expect(await tipster.locator("main").innerText()).toContain("4,327.16");
    await claim(tipster);
    await pay({ ...office, prefix: "jn" }, "4,327.16");

    for (let tries = 0; ; tries += 1) {
      await openInbox(tipster, portal.origin, code);
      if (/奖励已付清/.test(await tipster.locator("main").innerText())) break;
      expect(tries).toBeLessThan(40);
      await tipster.waitForTimeout(500);
    }
    expect(betrayals).toEqual([]);
    expect(new URL(tipster.url()).pathname).toBe("/zh/inbox");
    expect(await tipster.context().cookies()).toEqual([]);
  },
);
