import type { Browser, Page } from "playwright-core";
import { noLook, type Look } from "./people";

/** What a person at the keyboard types on each page of the form, by field name. */
const typed: Readonly<Record<string, string>> = {
  place: "历下区一条老街上",
  subjectName: "某民营医院",
  what: "住院的人白天都不在医院，费用清单上却天天有治疗。\n我每天路过，看了一个多月。",
  fromYear: "2026",
  fromMonth: "3",
  amount: "12,000",
  howKnown: "亲眼看到，也问过住院的邻居。",
};
const chosen: Readonly<Record<string, string>> = {
  subjectKind: "HOS",
  misconduct: "HOS-06",
  evidence: "PHOTO",
  reporterKind: "PERSON",
  rewardWanted: "YES",
  nameKind: "ANON_CLAIM",
};
const selected: Readonly<Record<string, string>> = {
  province: "370000",
  area: "370102",
};

export async function tipsterPage(
  browser: Browser,
  width = 390,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 844 },
    javaScriptEnabled: false,
    locale: "zh-CN",
  });
  return context.newPage();
}

/** Fills whatever fields of the page it knows. */
export async function fillPage(page: Page): Promise<void> {
  const names = await page
    .locator("main input:not([type=hidden]), main select, main textarea")
    .evaluateAll((fields) => [
      ...new Set(fields.map((field) => (field as HTMLInputElement).name)),
    ]);
  for (const name of names) {
    if (name in selected)
      await page.selectOption(`[name=${name}]`, selected[name]!);
    if (name in typed) await page.fill(`[name=${name}]`, typed[name]!);
    if (name in chosen)
      await page.check(`[name=${name}][value="${chosen[name]}"]`);
  }
}

export async function goOn(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^(继续|开始举报|发送举报|Continue)$/ })
    .last()
    .click();
}

/** From the start page to the tracking code, every page of the form, with one file. @returns the code as shown */
export async function fileTip(
  page: Page,
  origin: string,
  look: Look = noLook,
): Promise<string> {
  await page.goto(`${origin}/zh/report`);
  for (let step = 0; step < 30; step += 1) {
    const code = /(?:\d{4} ){5}\d{4}/.exec(
      (await page.locator("main").innerText()).replace(/\s+/g, " "),
    );
    if (code) {
      await look(page, "report-sent");
      return code[0];
    }
    await fillPage(page);
    if ((await page.locator("[name=file]").count()) > 0) {
      await page.setInputFiles("[name=file]", {
        name: "费用清单.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("床位费 30 天"),
      });
      await page.getByRole("button", { name: "上传所选文件" }).click();
      await fillPage(page);
    }
    await look(page, `report-${String(step).padStart(2, "0")}`);
    await goOn(page);
  }
  throw new Error("the form does not end");
}

export async function openInbox(
  page: Page,
  origin: string,
  code: string,
): Promise<void> {
  await page.goto(`${origin}/zh/inbox`);
  await page.fill("[name=code]", code);
  await page.getByRole("button", { name: "打开" }).click();
}

export async function writeMessage(page: Page, text: string): Promise<void> {
  await page.fill("[name=message]", text);
  await page.locator("button[name=go][value=message]").click();
}

export async function claim(page: Page): Promise<void> {
  await page.fill("[name=payeeName]", "张三");
  await page.fill("[name=idNumber]", "110101199001010007");
  await page.fill("[name=bank]", "某银行某支行");
  await page.fill("[name=account]", "6200000000000000001");
  await page.fill("[name=accountAgain]", "6200000000000000001");
  await page.locator("button[name=go][value=claim]").click();
}
