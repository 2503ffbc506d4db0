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
  }: {
    readonly visit: Visit;
    /** body and URL of every request */
    readonly onBody: (url: string, body: Buffer) => void;
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
            await page.close({ runBeforeUnload: false });
            return { typed, trackingCode: code.replace(/\D/g, "") };
          }
          await fillKnown(page, answers);
          if (!uploaded && (await page.locator("input[type=file]").count())) {
            const original = page.locator(
              "input[type=radio][value=ORIGINAL]:visible",
            );
            if (await original.count()) await original.first().check();
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
            await filesSealed(page, typed.files.length);
            uploaded = true;
          }
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
        const refresh = async () => {
          await press(page, "refresh", id);
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
            await press(page, "message", id);
          },
          async claim(payee, amountFen) {
            const shown = fill(words.amount, {
              yuan: formatYuan(fen(amountFen)),
            });
            if (!(await text()).includes(shown))
              throw new JourneyError(`${id}: no reward of ${amountFen} fen`);
            for (const [name, value] of Object.entries(payeeFields(payee)))
              await page.fill(`[name=${name}]`, value);
            await press(page, "claim", id);
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

/** Every chosen file is sealed and has arrived. */
async function filesSealed(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.querySelectorAll('.file-list [data-state="DONE"]').length >=
      wanted,
    count,
    { timeout: 60_000 },
  );
}

const onward = ["send", "next"];

async function goOn(page: Page, id: string): Promise<void> {
  for (const value of onward) {
    const button = page.locator(
      `main button[name=go][value=${value}]:not([aria-hidden])`,
    );
    if ((await button.count()) === 0) continue;
    return press(page, value, id);
  }
  throw new JourneyError(`${id}: no button leads on`);
}

/** Presses a button and waits until the page answered: it is busy no more and shows no refusal. */
async function press(page: Page, value: string, id: string): Promise<void> {
  await page
    .locator(`main button[name=go][value=${value}]:not([aria-hidden])`)
    .last()
    .click();
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"]') === null,
    undefined,
    { timeout: 60_000 },
  );
  const refused = await page
    .locator("[data-error-code]")
    .evaluateAll((all) =>
      all.map((one) => one.getAttribute("data-error-code")),
    );
  if (refused.length > 0)
    throw new JourneyError(`${id}: ${value} was refused: ${refused.join(" ")}`);
}
