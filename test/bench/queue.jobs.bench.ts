import { randomUUID } from "node:crypto";
import {
  createPostgresBackend,
  runMigrations,
  withBackend,
  type Job,
  type Queue,
  type Worker,
} from "bullmq";
import { z } from "zod";
import { openQueues } from "#app/server/queue.server";
import type { Bench } from "./bench";
import { benchLine } from "./line";
import { compare, turnOf, type Turn } from "./measure";
import { openPool } from "./sql";

const JOBS_A_TURN = 400;
const AT_ONCE = 4;
const SCHEMA = "bullmq";

const jobs = {
  probe: {
    payload: z.object({ id: z.uuid() }).strict(),
    queue: "bench",
    attempts: 8,
    backoffMs: 1_000,
  },
} as const;

/** Jobs with an id of their own, added all at once as the relay does it and done four at a time. */
export const bench: Bench = async ({ place }) => {
  const url = await place.emptyDatabase();
  const ours = await openOurs(url);
  const bare = await openBare(url);
  try {
    const { spread, ...rates } = await compare({
      ours: () => throughput(ours),
      limit: () => throughput(bare),
    });
    return [
      benchLine(
        {
          name: "queue.jobs",
          unit: "jobs/s",
          ...rates,
          limitIs: "BullMQ alone on the same database",
        },
        { atOnce: AT_ONCE, backend: "PostgreSQL", spread },
      ),
    ];
  } finally {
    await ours.close();
    await bare.close();
  }
};

type Line = {
  add(id: string): Promise<unknown>;
  /** called for every job that is done */
  onDone(listener: () => void): void;
  close(): Promise<void>;
};

function throughput(line: Line): Promise<Turn> {
  return new Promise((resolve, fail) => {
    const began = performance.now();
    let left = JOBS_A_TURN;
    line.onDone(() => {
      if (--left === 0) resolve(turnOf(JOBS_A_TURN, performance.now() - began));
    });
    void addAll(line).catch(fail);
  });
}

/** In batches as large as the relay's. */
async function addAll(line: Line): Promise<void> {
  for (let added = 0; added < JOBS_A_TURN; added += 100)
    await Promise.all(
      Array.from({ length: 100 }, () => line.add(randomUUID())),
    );
}

async function openOurs(databaseUrl: string): Promise<Line> {
  const queues = await openQueues(jobs, { databaseUrl });
  let done = () => {};
  queues.createWorker(
    "bench",
    { probe: () => Promise.resolve(done()) },
    { concurrency: AT_ONCE },
  );
  return {
    add: (id) => queues.add("probe", { id }, { id }),
    onDone: (listener) => void (done = listener),
    close: () => queues.closeAll(),
  };
}

async function openBare(databaseUrl: string): Promise<Line> {
  const pool = (max: number) =>
    openPool({
      connectionString: databaseUrl,
      max,
      options: `-c search_path=${SCHEMA}`,
    });
  // as many connections as ours has
  const [shared, working] = [pool(8), pool(2 + AT_ONCE / 2)];
  const client = await shared.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
  const backend = withBackend(createPostgresBackend);
  const queue = new backend.Queue("bare", {
    connection: shared,
  }) as unknown as Queue;
  let done = () => {};
  const worker = new backend.Worker(
    "bare",
    (_job: Job) => Promise.resolve(done()),
    {
      connection: working,
      concurrency: AT_ONCE,
      removeOnComplete: { count: 0 },
    },
  ) as unknown as Worker;
  worker.on("error", () => {});
  return {
    add: (id) => queue.add("probe", { id }, { jobId: id }),
    onDone: (listener) => void (done = listener),
    async close() {
      await worker.close();
      await queue.close();
      await Promise.all([shared.end(), working.end()]);
    },
  };
}
