import type { Deps, Clock } from "#app/services/ports";
import { chinaWorkCalendar } from "#app/domain/deadline/china-work-calendar";
import { dayInChina } from "#app/domain/shared/day";
import { argon2idForTips, argon2idNative } from "./argon2.server";
import { connectDatabase } from "./database.server";
import { logSlotSeconds, mayHoldDemoData, type Env } from "./env.server";
import { buildHealth } from "./health-checks.server";
import type { Health } from "./health.server";
import { openLogSigner } from "./log-keys.server";
import { loadServerKey } from "./server-key.server";
import { deploymentSalt, isDemo } from "./settings.server";
import { staffSecrets } from "./staff-secrets.server";
import { openStorage } from "./storage.server";

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => dayInChina(new Date()),
};

/** The only composition root: web, worker and the operator's commands get their parts here and nowhere else. */
export async function buildDeps(
  env: Env,
  { clock = systemClock }: { readonly clock?: Clock } = {},
): Promise<{
  readonly deps: Deps;
  readonly health: Health;
  close(): Promise<void>;
}> {
  if (!env.DATABASE_URL)
    throw new Error(
      "DATABASE_URL is set by the parent process that runs the embedded PostgreSQL",
    );
  const db = connectDatabase(env.DATABASE_URL);
  const storage = openStorage(env.STORAGE);
  const deps: Deps = {
    db,
    storage,
    clock,
    calendar: chinaWorkCalendar,
    argon2id: argon2idNative,
    argon2idForTips,
    secrets: staffSecrets(loadServerKey(env.DATA_DIR)),
    log: await openLogSigner({
      db,
      dataDir: env.DATA_DIR,
      origin: env.ORIGIN,
      clock,
    }),
    settings: {
      deploymentSalt: await deploymentSalt(db),
      rewardCeilingFen: env.REWARD_CEILING_YUAN * 100,
      relaySlotSeconds: env.RELAY_SLOT_SECONDS,
      logSlotSeconds: logSlotSeconds(env),
      witnesses: env.WITNESSES ?? [],
      leaveUrl: env.LEAVE_URL,
      demo: mayHoldDemoData(env) && (await isDemo(db)),
      origin: env.ORIGIN,
    },
  };
  const health = buildHealth({ env, db, storage });
  return {
    deps,
    health: health.checks,
    async close() {
      await health.close();
      await db.$disconnect();
    },
  };
}
