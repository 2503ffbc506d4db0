import type { Browser, Page } from "playwright-core";
import { act, noLook, staffPage, type Look } from "./people";

export type Office = {
  readonly browser: Browser;
  readonly origin: string;
  readonly prefix: string;
  readonly look?: Look;
};

async function onLead(
  office: Office,
  role: string,
  url: string,
  work: (
    page: Page,
    who: { origin: string; loginName: string },
  ) => Promise<void>,
) {
  const who = { origin: office.origin, loginName: `${office.prefix}-${role}` };
  const page = await staffPage(office.browser, { ...who, look: noLook });
  // the queue's link, not page.goto: a new document would have no keys
  await page
    .locator(`a[href="${new URL(url, office.origin).pathname}"]`)
    .first()
    .click();
  await page.waitForSelector(".seal-mark");
  await work(page, who);
  await page.context().close();
}

/** Intake: finds the one lead that nobody took up whose opened text is `text`; takes it up, accepts and assigns it. @returns its path */
export async function screenLead(
  office: Office,
  text: string,
): Promise<string> {
  const look = office.look ?? noLook;
  const who = { origin: office.origin, loginName: `${office.prefix}-intake` };
  const page = await staffPage(office.browser, { ...who, look });
  await page.waitForSelector("table");
  await look(page, "staff-queue");
  const paths = await page
    .locator("tr:has(.state[data-state=RECEIVED]) a")
    .evaluateAll((links) => [
      ...new Set(links.map((link) => link.getAttribute("href")!)),
    ]);
  for (const path of paths) {
    await page.locator(`a[href="${path}"]`).first().click();
    await page.waitForSelector(".seal-mark");
    if ((await page.locator("main").innerText()).includes(text)) {
      await look(page, "staff-lead-received");
      await act(page, "#actions button[type=submit]", who);
      await page.locator(".action-tabs >> text='受理'").click();
      await page.fill(
        "#actions [name=text]",
        "有明确对象和事实，属本机构管辖，予以受理。",
      );
      await look(page, "staff-lead-screening");
      await act(page, "#actions button[type=submit]", who);
      await page.waitForSelector("#actions [name=ownerId]");
      await page.selectOption("#actions [name=ownerId]", { index: 1 });
      await look(page, "staff-lead-accepted");
      await act(page, "#actions button[type=submit]", who);
      await page.fill("#messages [name=text]", "请补充住院的大致日期。");
      await act(page, "#messages button[type=submit]", who);
      await page.context().close();
      return path;
    }
    await page.goBack();
    await page.waitForSelector("table");
  }
  throw new Error("no lead in the queue holds the text");
}

/** Investigator and reviewer and leader, up to CLOSED with a verified loss of 86,543.21 yuan. */
export async function checkAndClose(
  office: Office,
  path: string,
): Promise<void> {
  const look = office.look ?? noLook;
  await onLead(office, "investigator", path, async (page, who) => {
    await act(page, "#actions button[type=submit]", who);
    await page.waitForSelector("#notes input[value=CHECK_RECORD]");
    await page.check("#notes input[value=CHECK_RECORD]");
    await page.fill(
      "#notes [name=text]",
      "核对住院病历与结算记录，有挂名住院。",
    );
    await act(page, "#notes button[type=submit]", who);
    await page.check("#actions input[value=FILED]");
    await page.fill("#actions [name=text]", "事实清楚，予以立案。");
    await act(page, "#actions button[type=submit]", who);
    await page.check("#actions input[name=substantiated][value=yes]");
    for (const [field, value] of Object.entries({
      verifiedFen: "86,543.21",
      reportedPartFen: "86,543.21",
      recoveredFen: "86,543.21",
      fineFen: "0",
    }))
      await page.fill(`#actions [name=${field}]`, value);
    await page.check("#actions input[value=RECOVER]");
    await page.fill(
      "#actions [name=text]",
      "依据病历、结算记录和谈话笔录认定。",
    );
    await look(page, "staff-lead-findings");
    await act(page, "#actions button[type=submit]", who);
  });
  await onLead(office, "reviewer", path, async (page, who) => {
    await page.locator(".action-tabs button").first().click();
    await look(page, "staff-lead-review");
    await act(page, "#actions button[type=submit]", who);
  });
  await onLead(office, "leader", path, async (page, who) => {
    await page.fill("#actions [name=text]", "核查完毕，处理到位，同意办结。");
    await act(page, "#actions button[type=submit]", who);
    await look(page, "staff-lead-closed");
  });
}

const blindAnswers = {
  radios: {
    kind: "LOSS",
    insider: "no",
    rival: "no",
    realName: "no",
    proof: "no",
    knownBefore: "no",
    confirmedAsReported: "yes",
    duplicateOfSameReporter: "no",
    declined: "no",
    identityProven: "yes",
  },
  selects: { grade: "NONE", subjectType: "NONE", reporterKind: "PERSON" },
  texts: { baseFen: "86543.21", rank: "1" },
} as const;

/** Maker, blind checker, leader. @param sum as the pages show it, such as 4,327.16 */
export async function approveReward(
  office: Office,
  leadPath: string,
  sum: string,
): Promise<void> {
  const look = office.look ?? noLook;
  const onReward = async (
    role: string,
    state: string,
    work: (
      page: Page,
      who: { origin: string; loginName: string },
    ) => Promise<void>,
  ) => {
    const who = {
      origin: office.origin,
      loginName: `${office.prefix}-${role}`,
    };
    const page = await staffPage(office.browser, who);
    for (let tries = 0; ; tries += 1) {
      await page.goto(`${office.origin}/zh/staff/rewards`);
      if (role === "investigator" && tries === 0)
        await look(page, "staff-rewards");
      const rows = page.locator(`tr:has(.state[data-state=${state}]) a`);
      const links = await rows.evaluateAll((found) =>
        found.map((link) => link.getAttribute("href")!),
      );
      for (const link of links) {
        await page.goto(`${office.origin}${link}`);
        if ((await page.locator(`a[href="${leadPath}"]`).count()) > 0) {
          await work(page, who);
          await page.context().close();
          return;
        }
      }
      if (tries > 40)
        throw new Error(`no reward in state ${state} belongs to the lead`);
      await page.waitForTimeout(500); // the worker computes
    }
  };
  await onReward("investigator", "PROPOSED", async (page, who) => {
    await page.waitForSelector("#actions form");
    await look(page, "staff-reward-maker");
    await act(page, "#actions button[type=submit]", who);
  });
  await onReward("reviewer", "MADE", async (page, who) => {
    await page.waitForSelector("#actions form");
    if ((await page.content()).includes(sum))
      throw new Error("the checker sees the result");
    for (const [name, value] of Object.entries(blindAnswers.radios))
      await page.check(`#actions [name=${name}][value=${value}]`);
    for (const [name, value] of Object.entries(blindAnswers.selects))
      await page.selectOption(`#actions [name=${name}]`, value);
    for (const [name, value] of Object.entries(blindAnswers.texts))
      await page.fill(`#actions [name=${name}]`, value);
    await look(page, "staff-reward-checker");
    await act(page, "#actions button[type=submit]", who);
  });
  await onReward("leader", "REVIEWED", async (page, who) => {
    await look(page, "staff-reward-leader");
    await act(page, "#actions .step-button button", who);
  });
}

/** Cashier, accountant, head of finance. */
export async function pay(office: Office, sum: string): Promise<void> {
  const look = office.look ?? noLook;
  const findClaim = async (page: Page, state: string) => {
    await page.waitForSelector(".staff-nav");
    await page.goto(`${office.origin}/zh/finance`);
    const link = page
      .locator("tr", { has: page.locator(`.state[data-state=${state}]`) })
      .filter({ hasText: sum })
      .locator("a")
      .first();
    await link.click();
    await page.waitForSelector("#actions");
  };
  const as = async (
    role: string,
    work: (
      page: Page,
      who: { origin: string; loginName: string },
    ) => Promise<void>,
  ) => {
    const who = {
      origin: office.origin,
      loginName: `${office.prefix}-${role}`,
    };
    const page = await staffPage(office.browser, who);
    await work(page, who);
    await page.context().close();
  };
  await as("cashier", async (page, who) => {
    await page.waitForSelector("table");
    await look(page, "finance-claims");
    await page
      .locator("tr", { has: page.locator(".state[data-state=CLAIMED]") })
      .filter({ hasText: sum })
      .locator("a")
      .first()
      .click();
    await page.waitForSelector("#payee");
    await page.click("#payee button");
    await page.locator("#payee").getByText("张三").waitFor();
    // shown in groups, for reading aloud
    const payee = await page.locator("#payee").innerText();
    if (!payee.replace(/\s/g, "").includes("6200000000000000001"))
      throw new Error("the payee's account is not what the tipster typed");
    await look(page, "finance-claim-cashier");
    await page.fill("[name=amountFen]", sum);
    await act(page, "#actions button[type=submit]", who);
  });
  await as("accountant", async (page, who) => {
    await findClaim(page, "ENTERED");
    await act(page, "#actions .step-button button", who);
  });
  await as("financehead", async (page, who) => {
    await findClaim(page, "AUTHORISED");
    await act(page, "#actions .step-button button", who);
    await page.goto(`${office.origin}/zh/finance/ledger`);
    await look(page, "finance-ledger");
  });
}
