import { startBareServer } from "./bare-server";
import type { Bench } from "./bench";
import { Connections, httpRequest, requireStatus } from "./http-load";
import { benchLine } from "./line";
import { compare } from "./measure";

const AT_ONCE = 16;
const TURN_MS = 1_200;

export const bench: Bench = async ({ place }) => {
  const { origin } = await place.portal();
  const ours = new Connections(origin, AT_ONCE);
  const request = httpRequest(origin, "/zh");
  const ok = requireStatus(200);
  const page = await ours.once(request);
  ok(page);
  const bare = await startBareServer(page);
  const limit = new Connections(bare.origin, AT_ONCE);
  try {
    const { spread, ...rates } = await compare({
      ours: () => ours.load(TURN_MS, () => request, ok),
      limit: () => limit.load(TURN_MS, () => request, ok),
      turns: 4,
    });
    return [
      benchLine(
        {
          name: "page.home.requests",
          unit: "requests/s",
          ...rates,
          limitIs: "a bare node:http server that sends the same bytes",
        },
        { connections: AT_ONCE, answerBytes: page.bytes, spread },
      ),
    ];
  } finally {
    await Promise.all([ours.close(), limit.close()]);
    await bare.stop();
  }
};
