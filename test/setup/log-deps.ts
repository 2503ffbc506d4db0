import { openLogSigner } from "#app/server/log-keys.server";
import type { Deps } from "#app/services/ports";

/** What the log's services need of the portal; anything else they touched would fail the test. */
export async function logDeps({
  db,
  dataDir,
  clock,
  slotSeconds,
  origin,
}: {
  readonly db: Deps["db"];
  readonly dataDir: string;
  readonly clock: Deps["clock"];
  readonly slotSeconds: number;
  readonly origin: string;
}): Promise<Deps> {
  return {
    db,
    clock,
    log: await openLogSigner({ db, dataDir, origin, clock }),
    settings: {
      logSlotSeconds: slotSeconds,
      rewardCeilingFen: 10_000_000,
      witnesses: [],
      origin,
    },
  } as unknown as Deps;
}
