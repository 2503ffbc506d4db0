import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { Redis } from "ioredis";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { CodedError } from "../../app/domain/shared/coded-error";
import {
  openQueues,
  type JobQueues,
  type QueueTarget,
} from "../../app/server/queue.server";
import { createTestDatabase, type TestDatabase } from "../setup/database";
import { startRedis } from "../setup/redis";
import { contractJobs } from "./queue-jobs";

type Server = {
  target: QueueTarget;
  empty(): Promise<void>;
  everything(): Promise<string>;
  stop(): Promise<void>;
};

async function onPostgres(): Promise<Server> {
  const database: TestDatabase = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => {});
  await client.connect();
  return {
    target: { databaseUrl: database.url },
    empty: async () =>
      void (await client.query("drop schema if exists bullmq cascade")),
    async everything() {
      const tables = await client.query<{ name: string }>(
        "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'bullmq'",
      );
      const contents: string[] = [];
      for (const { name } of tables.rows)
        contents.push(
          JSON.stringify(
            (await client.query(`select t::text from ${name} t`)).rows,
          ),
        );
      return contents.join("\n");
    },
    async stop() {
      await client.end();
      await database.drop();
    },
  };
}

async function onRedis(): Promise<Server> {
  const server = await startRedis();
  const client = new Redis(server.url);
  return {
    target: { databaseUrl: "", redisUrl: server.url },
    empty: async () => void (await client.flushall()),
    async everything() {
      const keys = await client.keys("*");
      const dumps = await Promise.all(
        keys.map(
          async (key) =>
            `${key} ${(await client.dumpBuffer(key))?.toString("latin1")}`,
        ),
      );
      const hashes = await Promise.all(
        keys.map(async (key) =>
          (await client.type(key)) === "hash"
            ? JSON.stringify(await client.hgetall(key))
            : "",
        ),
      );
      return [...dumps, ...hashes].join("\n");
    },
    async stop() {
      client.disconnect();
      await server.stop();
    },
  };
}

describe.each([
  ["PostgreSQL", onPostgres],
  ["Redis", onRedis],
])("job queue on %s", (_, start) => {
  let server: Server;
  let queues: JobQueues<typeof contractJobs>;
  const soon = { timeout: 20_000, interval: 20 };

  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await server.empty();
    queues = await openQueues(contractJobs, server.target);
  });
  afterEach(() => queues.closeAll());

  const counts = async () => (await queues.counts()).contract;

  it("hands each job to a worker once, with its payload", async () => {
    const seen: string[] = [];
    for (const id of ["a", "b", "c"]) await queues.add("work", { id });
    expect(await counts()).toEqual({
      waiting: 3,
      active: 0,
      delayed: 0,
      dead: 0,
    });
    queues.createWorker(
      "contract",
      { work: async ({ payload }) => void seen.push(payload.id) },
      { concurrency: 2 },
    );
    await vi.waitFor(
      async () =>
        expect(await counts()).toEqual({
          waiting: 0,
          active: 0,
          delayed: 0,
          dead: 0,
        }),
      soon,
    );
    expect(seen.sort()).toEqual(["a", "b", "c"]);
  });

  it("refuses a payload that does not fit the job", async () => {
    await expect(
      queues.add("work", { id: "a", text: "what the tip says" } as {
        id: string;
      }),
    ).rejects.toThrow();
    expect((await counts()).waiting).toBe(0);
  });

  it("tries again after a failure, later each time, and counts the attempts", async () => {
    const attempts: { attempt: number; at: number }[] = [];
    await queues.add("work", { id: "a" });
    const work = async ({ attempt }: { attempt: number }) => {
      attempts.push({ attempt, at: Date.now() });
      if (attempt < 3) throw new CodedError("NOT_YET");
    };
    queues.createWorker("contract", { work });
    await vi.waitFor(() => expect(attempts).toHaveLength(3), soon);
    await vi.waitFor(
      async () =>
        expect(await counts()).toEqual({
          waiting: 0,
          active: 0,
          delayed: 0,
          dead: 0,
        }),
      soon,
    );
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    const [first, second, third] = attempts.map(({ at }) => at) as [
      number,
      number,
      number,
    ];
    expect(second - first).toBeGreaterThanOrEqual(50);
    expect(third - second).toBeGreaterThanOrEqual(100);
  });

  it("keeps a delayed job until its time", async () => {
    const added = Date.now();
    const ran: number[] = [];
    queues.createWorker("contract", {
      work: async () => void ran.push(Date.now()),
    });
    await queues.add("work", { id: "a" }, { delayMs: 400 });
    expect(await counts()).toMatchObject({ waiting: 0, delayed: 1 });
    await vi.waitFor(() => expect(ran).toHaveLength(1), soon);
    expect(ran[0]! - added).toBeGreaterThanOrEqual(400);
  });

  it("takes the same job id only once while it waits, from several producers at the same time", async () => {
    const other = await openQueues(contractJobs, server.target);
    const id = "3f1c9a52-7e0b-4c55-9d0e-1a2b3c4d5e6f";
    await Promise.all(
      [queues, other, queues, other, queues].map((producer) =>
        producer.add("work", { id: "a" }, { id }),
      ),
    );
    expect((await counts()).waiting).toBe(1);
    await other.closeAll();
    const seen: string[] = [];
    queues.createWorker("contract", {
      work: async (job) => void seen.push(job.id),
    });
    await vi.waitFor(
      async () => expect((await counts()).waiting).toBe(0),
      soon,
    );
    await vi.waitFor(() => expect(seen).toEqual([id]), soon);
  });

  it("lists a job that failed for good as a dead letter, retries and discards it", async () => {
    const failures: { job: string; attempt: number; code: string }[] = [];
    let broken = true;
    const work = async () => {
      if (broken) throw new CodedError("BROKEN", { field: "amount" });
    };
    queues.createWorker(
      "contract",
      { work },
      { onFailure: (failure) => failures.push(failure) },
    );
    await queues.add("work", { id: "a" }, { id: "job-a" });
    await vi.waitFor(async () => expect((await counts()).dead).toBe(1), soon);
    expect(await queues.deadLetters("contract")).toEqual([
      { id: "job-a", job: "work", attempts: 3, reason: "BROKEN" },
    ]);
    expect(failures.map(({ attempt, code }) => `${attempt} ${code}`)).toEqual([
      "1 BROKEN",
      "2 BROKEN",
      "3 BROKEN",
    ]);

    expect(await queues.retryDeadLetter("contract", "job-a")).toBe(true);
    await vi.waitFor(() => expect(failures).toHaveLength(6), soon);
    await vi.waitFor(async () => expect((await counts()).dead).toBe(1), soon);
    broken = false;
    expect(await queues.retryDeadLetter("contract", "job-a")).toBe(true);
    await vi.waitFor(
      async () =>
        expect(await counts()).toEqual({
          waiting: 0,
          active: 0,
          delayed: 0,
          dead: 0,
        }),
      soon,
    );
    expect(await queues.retryDeadLetter("contract", "job-a")).toBe(false);
    expect(await queues.discardDeadLetter("contract", "job-a")).toBe(false);
  });

  it("sends a job without handler to the dead letters at once", async () => {
    queues.createWorker("contract", { work: async () => {} });
    await queues.add("unhandled", {}, { id: "job-u" });
    await vi.waitFor(async () => expect((await counts()).dead).toBe(1), soon);
    expect(await queues.deadLetters("contract")).toEqual([
      { id: "job-u", job: "unhandled", attempts: 1, reason: "NO_HANDLER" },
    ]);
    expect(await queues.discardDeadLetter("contract", "job-u")).toBe(true);
    expect((await counts()).dead).toBe(0);
  });

  it("gives the job of a killed worker to another one", async () => {
    await queues.add("work", { id: "a" }, { id: "job-k" });
    const script = fileURLToPath(
      new URL("queue-worker-that-hangs.ts", import.meta.url),
    );
    const child = spawn(process.execPath, ["--import", "tsx", script], {
      env: {
        ...process.env,
        CONTRACT_DATABASE_URL: server.target.databaseUrl,
        CONTRACT_REDIS_URL: server.target.redisUrl ?? "",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await counts()).toEqual({
      waiting: 0,
      active: 1,
      delayed: 0,
      dead: 0,
    });
    const seen: string[] = [];
    queues.createWorker(
      "contract",
      { work: async (job) => void seen.push(job.id) },
      { lockMs: 1_000 },
    );
    await vi.waitFor(() => expect(seen).toEqual(["job-k"]), soon);
    await vi.waitFor(
      async () =>
        expect(await counts()).toEqual({
          waiting: 0,
          active: 0,
          delayed: 0,
          dead: 0,
        }),
      soon,
    );
  });

  it("runs repeating jobs, set up by several processes, one at a time", async () => {
    const other = await openQueues(contractJobs, server.target);
    await Promise.all([queues.schedule(), other.schedule()]);
    await other.closeAll();
    let ticks = 0;
    queues.createWorker("contract", { tick: async () => void (ticks += 1) });
    const began = Date.now();
    await vi.waitFor(() => expect(ticks).toBeGreaterThanOrEqual(3), soon);
    // three ticks at 300 ms span at least two intervals; two schedulers would need only one
    expect(Date.now() - began).toBeGreaterThanOrEqual(450);
  });

  it("waits for the running job when it is closed", async () => {
    let finished = false;
    let begun = () => {};
    const running = new Promise<void>((done) => (begun = done));
    const work = async ({ signal }: { signal: AbortSignal }) => {
      begun();
      await new Promise((done) =>
        signal.addEventListener("abort", done, { once: true }),
      );
      finished = true;
    };
    queues.createWorker("contract", { work });
    await queues.add("work", { id: "a" });
    await running;
    await queues.closeAll();
    expect(finished).toBe(true);
    queues = await openQueues(contractJobs, server.target);
    expect(await counts()).toEqual({
      waiting: 0,
      active: 0,
      delayed: 0,
      dead: 0,
    });
  });

  it("keeps neither done jobs nor the words of an error", async () => {
    const work = async ({ payload }: { payload: { id: string } }) => {
      if (payload.id === "bad")
        throw new Error('invalid input: "what the tip says"');
    };
    queues.createWorker("contract", { work });
    await queues.add("work", { id: "bad" }, { id: "job-bad" });
    await queues.add("work", { id: "good" }, { id: "job-good" });
    await vi.waitFor(
      async () =>
        expect(await counts()).toEqual({
          waiting: 0,
          active: 0,
          delayed: 0,
          dead: 1,
        }),
      soon,
    );
    await queues.add("work", { id: "later" }, { id: "job-later" });
    await vi.waitFor(
      async () =>
        expect(await counts()).toEqual({
          waiting: 0,
          active: 0,
          delayed: 0,
          dead: 1,
        }),
      soon,
    );
    await vi.waitFor(
      async () => expect(await server.everything()).not.toContain("job-good"),
      soon,
    );
    const everything = await server.everything();
    expect(everything).toContain("job-bad");
    expect(everything).not.toContain("what the tip says");
  });

  it("answers a check while its server answers", async () => {
    await expect(queues.check()).resolves.toBeUndefined();
  });
});
