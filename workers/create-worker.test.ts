import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { jobCatalog } from "#app/jobs/catalog";
import { connectDatabase } from "#app/server/database.server";
import { openQueues } from "#app/server/queue.server";
import type { Deps } from "#app/services/ports";
import { createTestDatabase, type TestDatabase } from "#test/setup/database";
import { createWorker } from "./create-worker";

let database: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = {
    db: connectDatabase(database.url),
    clock: { now: () => new Date() },
  } as unknown as Deps;
  await deps.db.area.create({ data: { code: "100000", nameZh: "全国" } });
});
afterAll(async () => {
  await deps?.db.$disconnect();
  await database?.drop();
});

async function someone(): Promise<string> {
  const office = {
    id: randomUUID(),
    code: randomUUID(),
    nameZh: "甲",
    nameEn: "A",
    kind: "NATIONAL",
    areaCode: "100000",
    takesTips: true,
  };
  await deps.db.office.create({ data: office });
  const id = randomUUID();
  await deps.db.person.create({
    data: {
      id,
      loginName: id,
      displayName: "受理员一",
      email: "intake@office.example",
      officeId: office.id,
      createdAt: new Date(),
    },
  });
  return id;
}

test("a promise in the outbox is kept after a failure; the log tells job, result and code, and nothing of the mail", async () => {
  const lines: string[] = [];
  const output = vi
    .spyOn(process.stdout, "write")
    .mockImplementation((line) => lines.push(String(line)) > 0);
  const personId = await someone();
  const sent: string[] = [];
  let refusals = 1;
  const queues = await openQueues(jobCatalog, { databaseUrl: database.url });
  const worker = await createWorker({
    deps,
    queues,
    origin: "https://tips.example",
    postman: {
      send({ to }) {
        if (refusals-- > 0)
          return Promise.reject(
            Object.assign(new Error(`mailbox ${to} is full`), {
              code: "EENVELOPE",
            }),
          );
        sent.push(to);
        return Promise.resolve();
      },
    },
  });
  try {
    await deps.db.outboxRow.create({
      data: {
        id: randomUUID(),
        job: "send-mail",
        payload: { personId },
        availableAt: new Date(),
      },
    });
    await vi.waitFor(() => expect(sent).toEqual(["intake@office.example"]), {
      timeout: 30_000,
      interval: 100,
    });
    expect(await deps.db.outboxRow.count()).toBe(0);
    // the worker says that it lives
    expect(await deps.db.workerHeartbeat.count()).toBe(1);
  } finally {
    await worker.close();
    output.mockRestore();
  }
  expect(await deps.db.workerHeartbeat.count()).toBe(0);
  const jobs = lines
    .filter((line) => line.includes('"send-mail"'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(jobs).toMatchObject([
    { event: "job", result: "failed", errorCode: "EENVELOPE" },
    { event: "job", result: "done" },
  ]);
  expect(lines.join("")).not.toMatch(
    new RegExp(`${personId}|office\\.example|mailbox`),
  );
});
