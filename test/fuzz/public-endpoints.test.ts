import { afterAll, beforeAll, expect, test } from "vitest";
import { startPortal, type Portal } from "#test/setup/portal";
import { fuzz } from "./fuzz";
import { publicTargets } from "./targets";

/** Here a part; `npm run fuzz` sends 100,000. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 15_000);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({
    SURFACE: "public",
    // Without a bound Node lets garbage lie about for as long as there is room, and RSS tells nothing. With it a leak ends the
    // process instead.
    NODE_OPTIONS: "--max-old-space-size=192",
  });
});
afterAll(() => portal?.stop());

test(
  `${REQUESTS} malformed requests (FUZZ_SEED=${seed}): no 5xx, no crash, no stack trace, memory stays`,
  { timeout: 1_500_000 },
  async () => {
    const result = await fuzz(portal, {
      seed,
      count: REQUESTS,
      targets: publicTargets,
    });
    process.stdout.write(
      `${JSON.stringify({ ...result, faults: result.faults.length })}\n`,
    );
    expect(result.faults.slice(0, 5)).toEqual([]);
    // it is the same process, and it still works
    expect((await fetch(`${portal.origin}/zh`)).status).toBe(200);
    expect(portal.output()).not.toContain('"unexpected"');
    expect(result.memory.late - result.memory.early).toBeLessThan(150);
    // the requests did reach the forms, not only a wall
    expect(Object.keys(result.statuses)).toEqual(
      expect.arrayContaining(["200", "400", "404"]),
    );
  },
);
