import { randomUUID } from "node:crypto";
import { jobCatalog, jobNames, type JobName } from "#app/jobs/catalog";
import { describeError, logEvent } from "#app/server/event-log.server";
import type {
  JobHandlers,
  JobQueues,
  RunningJob,
} from "#app/server/queue.server";
import { recordSettings } from "#app/services/log/record-settings.server";
import type { HandlerParts } from "./handler";
import { handlers } from "./handler-table";
import { startLogLoops } from "./log-loops";
import { relayOutbox } from "./relay";
import { repeat } from "./repeat";
import { setUpSchedules } from "./schedules";

type Jobs = typeof jobCatalog;
export type WorkerParts = HandlerParts & {
  readonly queues: JobQueues<Jobs>;
  /** as tips name it; null when this build was not released */
  readonly release: string | null;
};

const RELAY_MS = 200;
const HEARTBEAT_MS = 3_000;
/** Workers that died without a word leave their row; after this time it says nothing any more. */
const HEARTBEAT_KEPT_MS = 24 * 3_600_000;
const AT_ONCE = { casework: 4, money: 4, upkeep: 2 } as const;

/**
 * One worker process: takes jobs from every queue of the catalog, moves the outbox into the queue, gives the log its order, says
 * that it lives. Any number may run beside each other; each may be killed at any instruction.
 */
export async function createWorker(
  parts: WorkerParts,
): Promise<{ close(): Promise<void> }> {
  const { deps, queues } = parts;
  const id = randomUUID();
  const beat = () =>
    deps.db.workerHeartbeat.upsert({
      where: { id },
      create: { id, at: deps.clock.now() },
      update: { at: deps.clock.now() },
    });

  await deps.db.workerHeartbeat.deleteMany({
    where: {
      at: { lt: new Date(deps.clock.now().getTime() - HEARTBEAT_KEPT_MS) },
    },
  });
  await beat();
  await recordSettings(deps, parts.release);
  await setUpSchedules(queues);
  for (const queue of new Set(jobNames.map((name) => jobCatalog[name].queue)))
    queues.createWorker(queue, loggedHandlers(parts), {
      concurrency: AT_ONCE[queue],
    });

  const loops = [
    repeat(HEARTBEAT_MS, async () => void (await beat())),
    repeat(RELAY_MS, async () => {
      for (let more = true; more;)
        ({ more } = await relayOutbox(deps, async (rows) => {
          await Promise.all(
            rows.map((row) =>
              queues.add(row.job, row.payload as never, { id: row.id }),
            ),
          );
        }));
    }),
    ...startLogLoops(deps),
  ];
  return {
    async close() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await queues.closeAll();
      await deps.db.workerHeartbeat.deleteMany({ where: { id } });
    },
  };
}

function loggedHandlers(parts: HandlerParts): JobHandlers<Jobs> {
  const entries = jobNames.map((name) => {
    const handler = handlers[name] as (
      parts: HandlerParts,
      job: RunningJob<never>,
    ) => Promise<void>;
    return [
      name,
      (job: RunningJob<never>) => logged(name, job, () => handler(parts, job)),
    ];
  });
  return Object.fromEntries(entries) as JobHandlers<Jobs>;
}

/** One line a try: name, result, duration, code. An error rises again: the queue tries later, at last keeps a dead letter. */
async function logged(
  job: JobName,
  { attempt }: { readonly attempt: number },
  work: () => Promise<void>,
): Promise<void> {
  const start = performance.now();
  const milliseconds = () => Math.round(performance.now() - start);
  try {
    await work();
    logEvent({
      event: "job",
      job,
      result: "done",
      milliseconds: milliseconds(),
    });
  } catch (error) {
    const { errorCode, errorName } = describeError(error);
    logEvent({
      event: "job",
      job,
      result: attempt >= jobCatalog[job].attempts ? "dead" : "failed",
      milliseconds: milliseconds(),
      errorCode: errorCode || errorName,
    });
    throw error;
  }
}
