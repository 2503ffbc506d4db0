import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { jobCatalog } from "#app/jobs/catalog";
import { receivesTips } from "#app/queries/receives-tips.server";
import type { SealedStorage } from "#app/services/ports";
import type { Env } from "./env.server";
import type { PrismaClient } from "./generated/client";
import type { Health } from "./health.server";
import { openQueues } from "./queue.server";

/** The worker writes every few seconds; three missed beats and it counts as gone. */
const HEARTBEAT_LIMIT_MS = 30_000;
const CHECK_LIMIT_MS = 5_000;

/** "ok", or a code; a part that does not answer in time is not ready either. */
async function codeOf(
  check: () => Promise<string | void>,
  failure: string,
): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("NO_ANSWER"), CHECK_LIMIT_MS);
  });
  try {
    return (await Promise.race([check(), limit])) ?? "ok";
  } catch {
    return failure;
  } finally {
    clearTimeout(timer);
  }
}

export function buildHealth({
  env,
  db,
  storage,
}: {
  readonly env: Env;
  readonly db: PrismaClient;
  readonly storage: SealedStorage;
}): { readonly checks: Health; close(): Promise<void> } {
  // opened when first asked: the web process needs the queue for nothing else
  let opening: ReturnType<typeof openQueues<typeof jobCatalog>> | undefined;
  const queues = () =>
    (opening ??= openQueues(jobCatalog, {
      databaseUrl: env.DATABASE_URL!,
      redisUrl: env.REDIS_URL,
    }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));

  async function migrations(): Promise<string> {
    const folder = join(process.cwd(), "prisma", "migrations");
    const expected = (await readdir(folder, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const applied = await db.$queryRaw<
      { migration_name: string }[]
    >`SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
    const names = new Set(applied.map((row) => row.migration_name));
    return expected.every((name) => names.has(name))
      ? "ok"
      : "MIGRATIONS_PENDING";
  }

  async function worker(): Promise<string> {
    const latest = await db.workerHeartbeat.findFirst({
      orderBy: { at: "desc" },
    });
    const age = latest ? Date.now() - latest.at.getTime() : Infinity;
    return age <= HEARTBEAT_LIMIT_MS ? "ok" : "NO_HEARTBEAT";
  }

  /** A form that asks for everything and then finds nobody to seal it to would lose a tip. */
  async function offices(): Promise<string> {
    return (await receivesTips({ db })) ? "ok" : "NO_RECEIVING_OFFICE";
  }

  return {
    checks: {
      async ready() {
        const [database, migrationState, queue, store, heartbeat, receiving] =
          await Promise.all([
            codeOf(
              async () => void (await db.$queryRaw`SELECT 1`),
              "DATABASE_DOWN",
            ),
            codeOf(migrations, "MIGRATIONS_UNKNOWN"),
            codeOf(async () => (await queues()).check(), "QUEUE_DOWN"),
            codeOf(() => storage.check(), "STORAGE_DOWN"),
            codeOf(worker, "HEARTBEAT_UNKNOWN"),
            codeOf(offices, "OFFICES_UNKNOWN"),
          ]);
        const parts = {
          database,
          migrations: migrationState,
          queue,
          storage: store,
          worker: heartbeat,
          offices: receiving,
        };
        return {
          ok: Object.values(parts).every((part) => part === "ok"),
          parts,
        };
      },

      async figures() {
        // no count of leads: who polls it would learn the minute in which a tip came in
        const [outbox, counts, checkpoint] = await Promise.all([
          db.outboxRow.count(),
          queues().then((open) => open.counts()),
          db.logCheckpoint.findFirst({
            orderBy: { size: "desc" },
            select: { size: true, slotEnd: true },
          }),
        ]);
        return [
          // not how many entries wait: that would tell of the last one, too
          ...(checkpoint
            ? [
                {
                  name: "yanlu_log_size",
                  help: "entries under the newest checkpoint",
                  labels: {},
                  value: Number(checkpoint.size),
                },
                {
                  name: "yanlu_log_checkpoint_age_seconds",
                  help: "since the slot of the newest checkpoint ended; two slots of a day mean that no worker cuts",
                  labels: {},
                  value: Math.round(
                    (Date.now() - checkpoint.slotEnd.getTime()) / 1_000,
                  ),
                },
              ]
            : []),
          {
            name: "yanlu_outbox_rows",
            help: "work promised and not yet handed to the queue",
            labels: {},
            value: outbox,
          },
          ...Object.entries(counts).flatMap(([queue, figures]) =>
            Object.entries(figures).map(([state, value]) => ({
              name: "yanlu_jobs",
              help: "jobs by queue and state; dead ones need a person",
              labels: { queue, state },
              value,
            })),
          ),
        ];
      },
    },
    async close() {
      if (opening) await (await opening).closeAll();
    },
  };
}
