import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectDatabase } from "#app/server/database.server";
import { createTestDatabase, type TestDatabase } from "#test/setup/database";
import { relayOutbox, type RelayedJob } from "./relay";

const NOW = new Date("2026-03-02T01:00:00Z");
let database: TestDatabase;
let deps: Parameters<typeof relayOutbox>[0];

beforeAll(async () => {
  database = await createTestDatabase();
  deps = {
    db: connectDatabase(database.url),
    clock: { now: () => NOW } as never,
  };
});
afterAll(async () => {
  await deps?.db.$disconnect();
  await database?.drop();
});
beforeEach(() => deps.db.outboxRow.deleteMany());

const row = (seconds: number, job = "compute-reward") => ({
  id: randomUUID(),
  job,
  payload: { leadId: randomUUID() },
  availableAt: new Date(NOW.getTime() + seconds * 1000),
});
const keep = (jobs: RelayedJob[]) => (added: readonly RelayedJob[]) => {
  jobs.push(...added);
  return Promise.resolve();
};

test("moves what is due, with the row's id, and leaves what is not due and what it does not know", async () => {
  const due = row(0);
  const later = row(1);
  const unknown = row(-5, "job-of-another-release");
  await deps.db.outboxRow.createMany({ data: [due, later, unknown] });
  const jobs: RelayedJob[] = [];
  expect(await relayOutbox(deps, keep(jobs))).toEqual({
    moved: 1,
    more: false,
  });
  expect(jobs).toEqual([{ id: due.id, job: due.job, payload: due.payload }]);
  const left = await deps.db.outboxRow.findMany({ select: { id: true } });
  expect(left.map(({ id }) => id).sort()).toEqual(
    [later.id, unknown.id].sort(),
  );
});

test("a row the queue did not take stays and is moved the next time under the same id", async () => {
  const due = row(-1);
  await deps.db.outboxRow.create({ data: due });
  await expect(
    relayOutbox(deps, () => Promise.reject(new Error("the queue is away"))),
  ).rejects.toThrow("away");
  const jobs: RelayedJob[] = [];
  await relayOutbox(deps, keep(jobs));
  expect(jobs.map(({ id }) => id)).toEqual([due.id]);
  expect(await deps.db.outboxRow.count()).toBe(0);
});

test("two workers at once share the rows and move none twice", async () => {
  await deps.db.outboxRow.createMany({
    data: Array.from({ length: 250 }, () => row(-1)),
  });
  const jobs: RelayedJob[] = [];
  let waiting = 0;
  let go = () => {};
  const both = new Promise<void>((done) => (go = done));
  // both hold their rows before either lets go
  const slowly = async (added: readonly RelayedJob[]) => {
    if (++waiting === 2) go();
    await both;
    jobs.push(...added);
  };
  const answers = await Promise.all([
    relayOutbox(deps, slowly),
    relayOutbox(deps, slowly),
  ]);
  expect(answers).toEqual([
    { moved: 100, more: true },
    { moved: 100, more: true },
  ]);
  expect(new Set(jobs.map(({ id }) => id))).toHaveProperty("size", 200);
  await relayOutbox(deps, keep(jobs));
  expect(new Set(jobs.map(({ id }) => id))).toHaveProperty("size", 250);
});
