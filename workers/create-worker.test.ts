import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { jobCatalog } from "#app/jobs/catalog";
import { systemClock } from "#app/server/deps.server";
import { openQueues } from "#app/server/queue.server";
import { newestCheckpoint } from "#app/services/log/read-tree.server";
import { recordSettings } from "#app/services/log/record-settings.server";
import type { Deps } from "#app/services/ports";
import { openLogWorld } from "#test/setup/log-world";
import { createWorker } from "./create-worker";

let world: Awaited<ReturnType<typeof openLogWorld>>;
let deps: Deps;

beforeAll(async () => {
  world = await openLogWorld({ clock: systemClock });
  deps = world.deps;
  await deps.db.area.create({ data: { code: "100000", nameZh: "全国" } });
});
afterAll(async () => {
  await world?.close();
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
  const queues = await openQueues(jobCatalog, { databaseUrl: world.url });
  const worker = await createWorker({
    deps,
    queues,
    origin: "https://tips.example",
    release: null,
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
    // and gives the log its order, with the settings it works under
    await vi.waitFor(
      async () => expect(await newestCheckpoint(deps.db)).not.toBeNull(),
      { timeout: 30_000, interval: 100 },
    );
    expect(
      await deps.db.logEntry.count({ where: { kind: "SETTINGS_IN_FORCE" } }),
    ).toBe(1);
    expect(await recordSettings(deps, null)).toEqual({ recorded: false });
    expect(await recordSettings(deps, "next")).toEqual({ recorded: true });
    expect(await recordSettings(deps, null)).toEqual({ recorded: true });
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
