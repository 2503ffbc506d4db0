import { BARE_ARGON2ID, deriveFor } from "./bare-argon2id";
import type { Bench } from "./bench";
import { bodyOf, Connections, httpRequest, requireStatus } from "./http-load";
import { benchLine } from "./line";
import { compare } from "./measure";
import { connectTo } from "./sql";

const AT_ONCE = 4;
const TURN_MS = 2_000;

/** From the POST of a tracking code to the page with the inbox, over the tracking codes of the demo. */
export const bench: Bench = async ({ place }) => {
  const { origin, url } = await place.portal();
  const codes = await demoCodes(url);
  const requests = codes.map((code) =>
    httpRequest(origin, "/zh/inbox", {
      multipart: true,
      form: [
        ["code", code],
        ["go", "open"],
      ],
    }),
  );
  const connections = new Connections(origin, AT_ONCE);
  try {
    for (const request of requests) {
      const answer = await connections.once(request);
      requireStatus(200)(answer);
      if (!bodyOf(answer).includes('name="ticket"'))
        throw new Error("the answer is not an open inbox");
    }
    let turn = 0;
    const { spread, ...rates } = await compare({
      ours: () =>
        connections.load(
          TURN_MS,
          () => requests[turn++ % requests.length]!,
          requireStatus(200),
        ),
      limit: () => deriveFor(TURN_MS),
    });
    return [
      benchLine(
        {
          name: "inbox.open",
          unit: "inboxes/s",
          ...rates,
          limitIs: BARE_ARGON2ID,
        },
        { connections: AT_ONCE, inboxes: codes.length, spread },
      ),
    ];
  } finally {
    await connections.close();
  }
};

async function demoCodes(url: string): Promise<readonly string[]> {
  const client = await connectTo({ connectionString: url });
  try {
    const found = await client.query<{
      value: { inboxes: readonly { code: string }[] };
    }>("select value from setting where key = 'demoSignIn'");
    const codes = found.rows[0]?.value.inboxes.map(({ code }) => code) ?? [];
    if (codes.length === 0) throw new Error("the demo has no tracking codes");
    return codes;
  } finally {
    await client.end();
  }
}
