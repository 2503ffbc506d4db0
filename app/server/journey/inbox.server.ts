import { journeyWords } from "#app/content/journey";
import { createHash } from "node:crypto";
import { inboxWords } from "#app/content/inbox";
import { fill, type Language } from "#app/content/words";
import { fen, formatYuan } from "#app/domain/shared/fen";
import type { InboxRewardState } from "#app/services/inbox/inbox-view";
import type { ClaimField } from "#app/forms/inbox/claim";
import type { Payee } from "#app/forms/tip/tip-body";
import { visibleText, type HtmlForm } from "./html-form";
import { JourneyError, type Page, type PageClient } from "./page-client.server";
import { until } from "./until.server";

/** The tipster's inbox in a browser without scripts. The code is typed once; later pages carry a ticket. */
export type Inbox = {
  /** what the section about the reward says, null when there is none yet */
  reward(): Promise<InboxRewardState | null>;
  waitForReward(state: InboxRewardState): Promise<void>;
  says(sentence: string): Promise<boolean>;
  write(message: string): Promise<void>;
  /** @throws JourneyError unless the page shows `amountFen` and takes the claim */
  claim(payee: Payee, amountFen: number): Promise<void>;
};

const states = [
  "PREPARING",
  "READY",
  "NONE",
  "CLAIMED",
  "PAID",
  "DECLINED",
  "LAPSED",
] as const satisfies readonly InboxRewardState[];

const has = (form: HtmlForm, name: string, value?: string) =>
  form.controls.some(
    (control) =>
      control.name === name && (value === undefined || control.value === value),
  );

export async function openInbox(
  client: PageClient,
  {
    trackingCode,
    language,
    id,
  }: {
    readonly trackingCode: string;
    readonly language: Language;
    readonly id: string;
  },
): Promise<Inbox> {
  const words = inboxWords[language];
  const path = `/${language === "en" ? "en" : "zh"}/inbox`;
  const refused = (page: Page) =>
    [...page.html.matchAll(/data-error-code="([A-Z0-9_]+)"/g)].map(
      (match) => match[1],
    );
  const byCode = async () => {
    const opened = await client.submit(
      await client.get(path),
      { code: trackingCode },
      { button: { name: "go", value: "open" } },
    );
    if (opened.status !== 200 || refused(opened).length > 0)
      throw new JourneyError(
        `${id}: the inbox did not open: ${opened.status} ${refused(opened).join(" ")}`,
      );
    return opened;
  };
  let page = await byCode();

  async function refresh(): Promise<void> {
    const next = await client.submit(
      page,
      {},
      {
        button: { name: "go", value: "refresh" },
        form: (form) => has(form, "go", "refresh"),
      },
    );
    // the ticket is good for a quarter of an hour
    page = next.status === 200 ? next : await byCode();
  }
  async function send(
    button: string,
    answers: Readonly<Record<string, string>>,
  ): Promise<void> {
    page = await client.submit(page, answers, {
      button: { name: "go", value: button },
      form: (form) => has(form, "go", button),
    });
    if (page.status !== 200)
      throw new JourneyError(
        `${id}: the inbox refused ${button}: ${page.status} ${refused(page).join(" ")}`,
      );
  }
  function rewardSection(): string | null {
    const section = /<h2 id="reward">[\s\S]*?<\/section>/.exec(page.html)?.[0];
    return section === undefined ? null : visibleText(section);
  }
  async function reward(): Promise<InboxRewardState | null> {
    await refresh();
    const text = rewardSection();
    return text === null
      ? null
      : (states.find((state) => text.includes(words.reward[state])) ?? null);
  }
  return {
    reward,
    async says(sentence) {
      await refresh();
      return visibleText(page.html).includes(visibleText(sentence));
    },
    async waitForReward(state) {
      await until(`${id}: the inbox says ${state}`, async () =>
        (await reward()) === state ? true : null,
      );
    },
    write: (message) => send("message", { message }),
    async claim(payee, amountFen) {
      const shown = fill(words.amount, { yuan: formatYuan(fen(amountFen)) });
      if (!rewardSection()?.includes(shown))
        throw new JourneyError(
          `${id}: the inbox does not show the reward of ${amountFen} fen`,
        );
      await send("claim", payeeFields(payee));
    },
  };
}

/** As the claim form asks. */
export function payeeFields(
  payee: Payee,
): Readonly<Record<ClaimField, string>> {
  return {
    payeeName: payee.name,
    idNumber: payee.idNumber,
    bank: payee.bank,
    account: payee.account,
    accountAgain: payee.account,
  };
}

/** An invented payee, another one for each tip and run. */
export function payeeFor(id: string, run: string): Payee {
  const digits = createHash("sha256")
    .update(`${run} ${id}`)
    .digest()
    .reduce((text, byte) => text + String(byte % 10), "");
  return {
    v: 1,
    name: fill(journeyWords.tipster.payeeName, { id }),
    idNumber: `E${digits.slice(16, 24)}`,
    bank: fill(journeyWords.tipster.payeeBank, { id }),
    account: digits.slice(0, 16),
  };
}
