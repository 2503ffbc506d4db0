import { toBase64Url } from "#app/crypto/encoding";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { fillForm } from "#app/server/journey/html-form";
import {
  pageClient,
  type PageClient,
} from "#app/server/journey/page-client.server";
import { sendTip } from "#app/server/journey/tipster.server";
import { BARE_ARGON2ID, deriveFor } from "./bare-argon2id";
import type { Bench } from "./bench";
import { Connections, httpRequest, requireStatus } from "./http-load";
import { benchLine } from "./line";
import { compare } from "./measure";
import { realNameTip } from "./sample";
import { connectTo } from "./sql";

const AT_ONCE = 4;
const TURN_MS = 2_000;

/** The last POST of the form without scripts, again and again, each with a token of its own, so that each is a new tip. */
export const bench: Bench = async ({ place }) => {
  const { origin, url } = await place.portal();
  const last = await lastForm(origin);
  const connections = new Connections(origin, AT_ONCE);
  const database = await connectTo({ connectionString: url });
  const tips = async () => {
    const found = await database.query<{ count: string }>(
      "select count(*) from tip",
    );
    return Number(found.rows[0]!.count);
  };
  try {
    const before = await tips();
    let sent = 0;
    const { spread, ...rates } = await compare({
      ours: async () => {
        const turn = await connections.load(
          TURN_MS,
          () => httpRequest(origin, last.path, last.withNewToken()),
          requireStatus(200),
        );
        sent += turn.done;
        return turn;
      },
      limit: () => deriveFor(TURN_MS),
    });
    const stored = (await tips()) - before;
    if (stored !== sent)
      throw new Error(`${sent} forms were answered, ${stored} tips stored`);
    return [
      benchLine(
        {
          name: "report.submit",
          unit: "tips/s",
          ...rates,
          limitIs: BARE_ARGON2ID,
        },
        { connections: AT_ONCE, spread },
      ),
    ];
  } finally {
    await connections.close();
    await database.end();
  }
};

/** Walks the whole form once, as a tipster does, and remembers what its last page sent. */
async function lastForm(origin: string) {
  const client = pageClient(origin);
  let sent: { path: string; entries: [string, string][] } | undefined;
  const remembering: PageClient = {
    get: (path) => client.get(path),
    submit(page, answers, options) {
      const form = page.forms.find(({ method }) => method === "post");
      if (form && options?.button?.value === "send")
        sent = {
          path: form.action || page.url,
          entries: fillForm(form, answers, options.button),
        };
      return client.submit(page, answers, options);
    },
  };
  await sendTip(remembering, realNameTip(), "1");
  if (!sent?.entries.some(([name]) => name === "token"))
    throw new Error("the form was sent without a token");
  const { path, entries } = sent;
  return {
    path,
    withNewToken: () => {
      const token = toBase64Url(newSubmissionToken());
      return {
        form: entries.map(
          ([name, value]) => [name, name === "token" ? token : value] as const,
        ),
      };
    },
  };
}
