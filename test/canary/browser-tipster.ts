import type { Browser, BrowserContext, Page } from "playwright-core";
import { inboxWords } from "#app/content/inbox";
import { fill } from "#app/content/words";
import { fen, formatYuan } from "#app/domain/shared/fen";
import { payeeFields, type Inbox } from "#app/server/journey/inbox.server";
import { JourneyError } from "#app/server/journey/page-client.server";
import type { Tipster } from "#app/server/journey/run-journey.server";
import {
  answersFor,
  TRACKING_CODE,
  typedFrom,
} from "#app/server/journey/tipster.server";
import { until } from "#app/server/journey/until.server";

const MOST_PAGES = 60;
const REWARD_STATES = [
  "PREPARING",
  "READY",
  "NONE",
  "CLAIMED",
  "PAID",
  "DECLINED",
  "LAPSED",
] as const;

type Visit = {
  readonly userAgent: string;
  readonly extraHTTPHeaders: Readonly<Record<string, string>>;
};

/**
 * A tipster in Chromium with scripts on: types into whatever page is shown and presses the button that leads on, as a person
 * would. Every request of the page is kept, so that a test can look for what was typed on the wire too.
 */
export function browserTipster(
  browser: Browser,
  {
    visit,
    onBody,
    look = () => Promise.resolve(),
  }: {
    readonly visit: Visit;
    /** body and URL of every request */
    readonly onBody: (url: string, body: Buffer) => void;
    /** each page as it is shown */
    readonly look?: (page: Page, name: string) => Promise<void>;
  },
): (baseUrl: string) => Tipster {
  return (baseUrl) => {
    let context: BrowserContext | undefined;
    const open = async (path: string): Promise<Page> => {
      context ??= await browser.newContext({
        locale: "zh-CN",
        userAgent: visit.userAgent,
        extraHTTPHeaders: { ...visit.extraHTTPHeaders },
      });
      const page = await context.newPage();
      page.on("request", (request) =>
        onBody(request.url(), request.postDataBuffer() ?? Buffer.alloc(0)),
      );
      await page.goto(`${baseUrl}${path}`);
      return page;
    };
    return {
      async send(sample, mark) {
        const typed = typedFrom(sample);
        const answers = answersFor(sample, { typed, mark });
        const page = await open(
          `/${typed.language === "en" ? "en" : "zh"}/report`,
        );
        let uploaded = typed.files.length === 0;
        for (let count = 0; count < MOST_PAGES; count++) {
          const code = TRACKING_CODE.exec(
            (await page.locator("main").innerText()).replace(/\s+/g, " "),
          )?.[1];
          if (code) {
            await look(page, "sent");
            await page.close({ runBeforeUnload: false });
            return { typed, trackingCode: code.replace(/\D/g, "") };
          }
          await fillKnown(page, answers);
          if (!uploaded && (await page.locator("input[type=file]").count())) {
            await page
              .locator("input[type=file]")
              .first()
              .setInputFiles(
                typed.files.map(({ name, type, bytes }) => ({
                  name,
                  mimeType: type,
                  buffer: Buffer.from(bytes),
                })),
              );
            await sealFiles(page, typed.files.length);
            uploaded = true;
            await look(page, "files");
          }
          if (await page.locator("button[name=go][value=send]").count())
            await look(page, "check");
          await goOn(page, sample.id);
        }
        throw new JourneyError(`${sample.id}: the form does not end`);
      },
      async open({ trackingCode, language, id }): Promise<Inbox> {
        const words = inboxWords[language];
        const path = `/${language === "en" ? "en" : "zh"}/inbox`;
        const page = await open(path);
        await page.fill("[name=code]", trackingCode);
        await press(page, "open", id);
        await page.locator("#timeline").waitFor();
        await look(page, "inbox");
        const refresh = async () => {
          await pressHere(page, "refresh");
        };
        const text = () => page.locator("main").innerText();
        const reward: Inbox["reward"] = async () => {
          await refresh();
          const section = page.locator("section:has(> #reward)");
          if ((await section.count()) === 0) return null;
          const shown = await section.innerText();
          return (
            REWARD_STATES.find((state) =>
              shown.includes(words.reward[state]),
            ) ?? null
          );
        };
        return {
          reward,
          async says(sentence) {
            await refresh();
            return (await text()).includes(sentence);
          },
          waitForReward: (state) =>
            until(`${id}: the inbox says ${state}`, async () =>
              (await reward()) === state ? true : null,
            ).then(() => undefined),
          async write(message) {
            await page.fill("[name=message]", message);
            await pressHere(page, "message");
          },
          async claim(payee, amountFen) {
            const shown = fill(words.amount, {
              yuan: formatYuan(fen(amountFen)),
            });
            if (!(await text()).includes(shown))
              throw new JourneyError(`${id}: no reward of ${amountFen} fen`);
            for (const [name, value] of Object.entries(payeeFields(payee)))
              await page.fill(`[name=${name}]`, value);
            await pressHere(page, "claim");
          },
        };
      },
    };
  };
}

async function fillKnown(
  page: Page,
  answers: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  const controls = page.locator(
    "main form input:not([type=hidden]):not([type=file]):visible, main form select:visible, main form textarea:visible",
  );
  const known = await controls.evaluateAll((fields) =>
    fields.map((field) => {
      const { name, type, value } = field as HTMLInputElement;
      return { name, type, value };
    }),
  );
  for (const [index, { name, type, value }] of known.entries()) {
    if (!Object.hasOwn(answers, name)) continue;
    const answer = answers[name]!;
    const control = controls.nth(index);
    if (type === "radio" || type === "checkbox") {
      if ([answer].flat().includes(value)) await control.check();
    } else if (type === "select-one")
      await control.selectOption(String(answer));
    else await control.fill(String(answer));
  }
}

/**
 * Waits until every file is sealed and has arrived. Where something was found in a file the page asks what to do with it: the
 * original is kept, since the journey compares bytes.
 */
async function sealFiles(page: Page, count: number): Promise<void> {
  const items = page.locator(".upload");
  await until("every file is sealed", async () => {
    for (const item of await items.all()) {
      const start = item.locator("button.second");
      if ((await start.count()) === 0) continue;
      const original = item.locator("input[type=radio][value=ORIGINAL]");
      if (await original.count()) await original.check();
      await start.click();
    }
    return (await page.locator(".upload-state.good").count()) >= count
      ? true
      : null;
  });
}

const onward = ["send", "next"];

async function goOn(page: Page, id: string): Promise<void> {
  for (const value of onward) {
    const button = page.locator(
      `main button[name=go][value=${value}]:visible:not([aria-hidden])`,
    );
    if ((await button.count()) === 0) continue;
    return press(page, value, id);
  }
  // the tip is on its way
  await page.locator(".code").first().waitFor({ timeout: 120_000 });
}

/** What a person sees of where they are. */
const place = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main h1, main .progress, main .notice")]
      .map((one) => one.textContent)
      .join("|"),
  );

/** Presses a button of the form and waits until another page, or a refusal, is there: the program may have to load first. */
async function press(page: Page, value: string, id: string): Promise<void> {
  const before = await place(page);
  await page
    .locator(`main button[name=go][value="${value}"]:visible`)
    .last()
    .click();
  const after = until(`${id}: an answer to ${value}`, async () => {
    const refused = await page
      .locator("[data-error-code]")
      .evaluateAll((all) =>
        all.map((one) => one.getAttribute("data-error-code")),
      );
    if (refused.length > 0)
      throw new JourneyError(
        `${id}: ${value} was refused: ${refused.join(" ")}`,
      );
    return (await place(page)) !== before ? true : null;
  });
  await after;
}

/** Presses a button of an inbox, which stays the same page, and waits until it has worked. */
async function pressHere(page: Page, value: string): Promise<void> {
  await page
    .locator(`main button[name=go][value="${value}"]:visible`)
    .last()
    .click();
  await page.waitForTimeout(300);
  await page.waitForFunction(
    () => document.querySelector("main .busy:not(.idle)") === null,
    undefined,
    { timeout: 60_000 },
  );
}
