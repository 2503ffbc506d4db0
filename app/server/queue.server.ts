import {
  createPostgresBackend,
  Queue,
  runMigrations,
  UnrecoverableError,
  withBackend,
  Worker,
  type Job,
  type JobsOptions,
  type QueueOptions,
  type WorkerOptions,
} from "bullmq";
import { Redis, type RedisOptions } from "ioredis";
import pg from "pg";
import type { z } from "zod";

/*
 * Jobs through BullMQ, on PostgreSQL (schema `bullmq` of the portal's own database) or, with REDIS_URL, on Redis. A queue
 * remembers more than its jobs: to keep it from telling when a tipster came, jobs vanish when done, the stream of
 * events is cut to nothing, and the reason of a failure is a code, never a message that may repeat values.
 */

/** The part of a job's definition the queue needs; `app/jobs/catalog.ts` has the definitions. */
export type JobShape = {
  readonly payload: z.ZodType<object>;
  readonly queue: string;
  readonly attempts: number;
  /** first delay of the exponential back-off, milliseconds */
  readonly backoffMs: number;
  readonly schedule?: { readonly cron: string } | { readonly everyMs: number };
};
export type JobShapes = Readonly<Record<string, JobShape>>;

export type QueueName<Jobs extends JobShapes> = Jobs[keyof Jobs]["queue"];
export type PayloadOf<
  Jobs extends JobShapes,
  Name extends keyof Jobs,
> = z.output<Jobs[Name]["payload"]>;

export type RunningJob<Payload> = {
  readonly id: string;
  readonly payload: Payload;
  /** 1 for the first try */
  readonly attempt: number;
  /** set when the process is told to end: finish soon or throw, the job is taken up again */
  readonly signal: AbortSignal;
};

/** May run twice for one job: lock, re-read, check whether the work is still due, act, record. */
export type JobHandlers<Jobs extends JobShapes> = {
  readonly [Name in keyof Jobs]?: (
    job: RunningJob<PayloadOf<Jobs, Name>>,
  ) => Promise<void>;
};

/** A job that failed as often as it may; it stays until it is retried or discarded. */
export type DeadLetter = {
  readonly id: string;
  readonly job: string;
  readonly attempts: number;
  /** code of the last error */
  readonly reason: string;
};

export type QueueCounts = {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly dead: number;
};

export interface JobQueues<Jobs extends JobShapes> {
  /**
   * Hands over a job. With `id` the same job is not added twice while the first waits, runs or is dead: relays of the
   * outbox use the row's id. @throws ZodError when the payload does not fit the job
   */
  add<Name extends keyof Jobs & string>(
    name: Name,
    payload: PayloadOf<Jobs, Name>,
    options?: { readonly id?: string; readonly delayMs?: number },
  ): Promise<void>;
  /** Starts taking jobs of one queue; a job without handler goes to the dead letters at once. */
  createWorker(
    queue: QueueName<Jobs>,
    handlers: JobHandlers<Jobs>,
    options?: WorkerSettings,
  ): JobWorker;
  /** Sets up every repeating job of the catalog and forgets those it no longer has. Safe from several processes. */
  schedule(): Promise<void>;
  counts(): Promise<Readonly<Record<QueueName<Jobs>, QueueCounts>>>;
  deadLetters(
    queue: QueueName<Jobs>,
    limit?: number,
  ): Promise<readonly DeadLetter[]>;
  /** @returns false when there is no such dead letter */
  retryDeadLetter(queue: QueueName<Jobs>, id: string): Promise<boolean>;
  discardDeadLetter(queue: QueueName<Jobs>, id: string): Promise<boolean>;
  /** Throws when the queue's server does not answer. */
  check(): Promise<void>;
  /** Stops workers after their running jobs, then closes connections. */
  closeAll(): Promise<void>;
}

export interface JobWorker {
  close(): Promise<void>;
}

export type WorkerSettings = {
  readonly concurrency?: number;
  /** After this time without a sign of life a worker counts as dead and its job is taken up by another, milliseconds. */
  readonly lockMs?: number;
  /** told of every failed try: job, attempt, code; never the payload */
  readonly onFailure?: (failure: {
    readonly job: string;
    readonly attempt: number;
    readonly code: string;
  }) => void;
};

export type QueueTarget = {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
};

const TIME_ZONE = "Asia/Shanghai";
const LOCK_MS = 15_000;
/** A job may be in the hands of a dying worker this often; the default of 1 would bury a job after two crashes. */
const MAX_STALLED = 50;
const DEAD_LETTERS_KEPT = 10_000;
const SCHEMA = "bullmq";

/** Connects (and on PostgreSQL brings the schema `bullmq` up to date). */
export async function openQueues<const Jobs extends JobShapes>(
  jobs: Jobs,
  target: QueueTarget,
): Promise<JobQueues<Jobs>> {
  const connection = target.redisUrl
    ? connectRedis(target.redisUrl)
    : await connectPostgres(target.databaseUrl);
  const queues = new Map<string, Queue>();
  const workers = new Set<Worker>();
  const ending = new AbortController();

  const queueOf = (name: string): Queue => {
    let queue = queues.get(name);
    if (!queue) queues.set(name, (queue = connection.createQueue(name)));
    return queue;
  };
  const names = [...new Set(Object.values(jobs).map((job) => job.queue))];
  const shapeOf = (name: string): JobShape => {
    const shape = jobs[name];
    if (!shape) throw new Error(`unknown job ${name}`);
    return shape;
  };

  return {
    async add(name, payload, { id, delayMs } = {}) {
      const shape = shapeOf(name);
      const data = shape.payload.parse(payload);
      await queueOf(shape.queue).add(name, data, {
        ...jobOptions(shape),
        ...(id && { jobId: id }),
        ...(delayMs && { delay: delayMs }),
      });
    },

    createWorker(
      queueName,
      handlers,
      { concurrency = 1, lockMs = LOCK_MS, onFailure } = {},
    ) {
      const process = async (job: Job) => {
        try {
          const handler = handlers[job.name];
          if (!handler || !jobs[job.name])
            throw new UnrecoverableError("NO_HANDLER");
          const parsed = shapeOf(job.name).payload.safeParse(job.data);
          if (!parsed.success)
            throw new UnrecoverableError("PAYLOAD_NOT_VALID");
          const payload = parsed.data as PayloadOf<Jobs, typeof job.name>;
          await handler({
            id: job.id ?? "",
            payload,
            attempt: job.attemptsMade + 1,
            signal: ending.signal,
          });
        } catch (error) {
          const code = failureCode(error);
          onFailure?.({ job: job.name, attempt: job.attemptsMade + 1, code });
          throw error instanceof UnrecoverableError
            ? new UnrecoverableError(code)
            : withoutStack(code);
        }
      };
      const worker = connection.createWorker(queueName, process, {
        concurrency,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        maxStalledCount: MAX_STALLED,
      });
      // connection errors are retried by BullMQ; readiness is what tells the operator
      worker.on("error", () => {});
      const forget = () =>
        void connection.forgetEvents(queueOf(queueName)).catch(() => {});
      worker.on("completed", forget).on("failed", forget);
      workers.add(worker);
      return {
        async close() {
          workers.delete(worker);
          await worker.close();
        },
      };
    },

    async schedule() {
      for (const queueName of names) {
        const queue = queueOf(queueName);
        const wanted = Object.entries(jobs).filter(
          ([, job]) => job.queue === queueName && job.schedule,
        );
        for (const [name, shape] of wanted) {
          const schedule = shape.schedule!;
          const repeat =
            "cron" in schedule
              ? { pattern: schedule.cron, tz: TIME_ZONE }
              : { every: schedule.everyMs };
          await queue.upsertJobScheduler(name, repeat, {
            name,
            data: {},
            opts: jobOptions(shape),
          });
        }
        for (const { key } of await queue.getJobSchedulers())
          if (!wanted.some(([name]) => name === key))
            await queue.removeJobScheduler(key);
      }
    },

    async counts() {
      const entries = await Promise.all(
        names.map(async (name): Promise<[string, QueueCounts]> => {
          const found = await queueOf(name).getJobCounts(
            "waiting",
            "prioritized",
            "active",
            "delayed",
            "failed",
          );
          const count = (state: string) => found[state] ?? 0;
          const waiting = count("waiting") + count("prioritized");
          return [
            name,
            {
              waiting,
              active: count("active"),
              delayed: count("delayed"),
              dead: count("failed"),
            },
          ];
        }),
      );
      return Object.fromEntries(entries) as Record<
        QueueName<Jobs>,
        QueueCounts
      >;
    },

    async deadLetters(queueName, limit = 100) {
      const failed = await queueOf(queueName).getFailed(0, limit - 1);
      return failed.map((job) => ({
        id: job.id ?? "",
        job: job.name,
        attempts: job.attemptsMade,
        reason: job.failedReason ?? "",
      }));
    },

    async retryDeadLetter(queueName, id) {
      const job = await queueOf(queueName).getJob(id);
      if (!job || !(await job.isFailed())) return false;
      await job.retry("failed", { resetAttemptsMade: true });
      return true;
    },

    async discardDeadLetter(queueName, id) {
      const job = await queueOf(queueName).getJob(id);
      if (!job || !(await job.isFailed())) return false;
      await job.remove();
      return true;
    },

    check: () => connection.check(),

    async closeAll() {
      ending.abort();
      await Promise.all([...workers].map((worker) => worker.close()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      await connection.close();
    },
  };
}

function jobOptions(shape: JobShape): JobsOptions {
  return {
    attempts: shape.attempts,
    backoff: { type: "exponential", delay: shape.backoffMs },
    removeOnComplete: true,
    removeOnFail: { count: DEAD_LETTERS_KEPT },
    stackTraceLimit: 0,
    keepLogs: 0,
  };
}

/** Messages of libraries repeat values ("Key (name)=(…)"); codes do not. */
function failureCode(error: unknown): string {
  if (error instanceof UnrecoverableError) return error.message;
  const code =
    error instanceof Error ? (error as { code?: unknown }).code : undefined;
  if (typeof code === "string" && /^[A-Za-z0-9_]{1,60}$/.test(code))
    return code;
  return error instanceof Error ? error.name : "UNKNOWN";
}

function withoutStack(code: string): Error {
  const error = new Error(code);
  error.stack = "";
  return error;
}

// --- the two servers a queue can live on ----------------------------------------------------------------------------

interface QueueConnection {
  createQueue(name: string): Queue;
  createWorker(
    name: string,
    process: (job: Job) => Promise<void>,
    options: Omit<WorkerOptions, "connection">,
  ): Worker;
  forgetEvents(queue: Queue): Promise<void>;
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The shortest stream of events there is: nothing here listens to it, and it would keep the second of every job. */
const FORGETFUL: Pick<QueueOptions, "streams"> = {
  streams: { events: { maxLen: 1 } },
};

async function connectPostgres(url: string): Promise<QueueConnection> {
  const backend = withBackend(createPostgresBackend);
  const openPool = (max: number) => {
    const pool = new pg.Pool({
      connectionString: url,
      max,
      keepAlive: true,
      options: `-c search_path=${SCHEMA}`,
    });
    pool.on("error", () => {});
    return pool;
  };
  const shared = openPool(8);
  const pools = [shared];
  const client = await shared.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    client.release();
  }
  return {
    createQueue: (name) =>
      new backend.Queue(name, {
        connection: shared,
        ...FORGETFUL,
      }) as unknown as Queue,
    createWorker(name, process, options) {
      // a worker holds one connection for LISTEN besides those of its running jobs
      const pool = openPool(2 + Math.ceil((options.concurrency ?? 1) / 2));
      pools.push(pool);
      return new backend.Worker(name, process, {
        ...options,
        connection: pool,
      }) as unknown as Worker;
    },
    // BullMQ itself cuts this table only once in a while
    forgetEvents: async (queue) =>
      void (await shared.query(`delete from ${SCHEMA}.event where queue = $1`, [
        queue.name,
      ])),
    check: async () => void (await shared.query("select 1")),
    close: async () =>
      void (await Promise.all(pools.map((pool) => pool.end()))),
  };
}

function connectRedis(url: string): QueueConnection {
  const clients: Redis[] = [];
  const open = (options: RedisOptions) => {
    const client = new Redis(url, { connectTimeout: 5_000, ...options });
    client.on("error", () => {});
    clients.push(client);
    return client;
  };
  // whoever adds a job learns within seconds that Redis is away; the relay tries again, nothing is lost
  const producer = open({ maxRetriesPerRequest: 1 });
  return {
    createQueue(name) {
      const queue = new Queue(name, { connection: producer, ...FORGETFUL });
      queue.on("error", () => {});
      return queue;
    },
    createWorker: (name, process, options) =>
      new Worker(name, process, {
        ...options,
        connection: open({ maxRetriesPerRequest: null }),
      }),
    // Redis cuts streams only by whole blocks of about a hundred entries
    forgetEvents: async (queue) => void (await queue.trimEvents(0)),
    check: async () => void (await producer.ping()),
    close: () => {
      for (const client of clients) client.disconnect();
      return Promise.resolve();
    },
  };
}
