import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_STAGED_FILES_A_DAY } from "#app/domain/tip/limits";
import { inTransaction } from "#app/services/in-transaction.server";
import { sendTipsterMessage } from "#app/services/inbox/send-tipster-message.server";
import { openInbox } from "#app/services/inbox/open-inbox.server";
import { appendLog } from "#app/services/log/append-log.server";
import {
  newNumber,
  newRandomId,
  newStaffId,
} from "#app/services/new-id.server";
import { enqueue, slotEnd } from "#app/services/outbox/enqueue.server";
import { repairStuck } from "#app/services/outbox/repair-stuck.server";
import { computeReward } from "#app/services/reward/compute-reward.server";
import { purgeStagedFiles } from "#app/services/tip/purge-staged-files.server";
import { stageFile } from "#app/services/tip/stage-file.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import {
  aTip,
  CaseDesk,
  makeWorld,
  type World,
} from "#test/factories/portal-world";
import { refusal, sendTip } from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function stage(text = "x") {
  return stageFile(world.deps, {
    stream: new Blob([text]).stream(),
    name: "a.txt",
    type: "text/plain",
    threadRecipient: await recipientOf(await newIdentity()),
  });
}

describe("staged files", () => {
  it("are purged after two days; sent ones stay", async () => {
    const kept = await stage();
    const left = await stage();
    await submitTip(world.deps, {
      token: newSubmissionToken(),
      body: aTip(),
      identity: null,
      thread: null,
      staged: [kept],
    });
    world.clock.passDays(2);
    const young = await stage();
    expect(await purgeStagedFiles(world.deps)).toEqual({ purged: 0 });
    world.clock.passDays(1);
    expect(await purgeStagedFiles(world.deps)).toEqual({ purged: 1 });
    const there = ({ storageKey }: { storageKey: string }) =>
      world.storage.objects.has(storageKey);
    expect([there(kept), there(left), there(young)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("that break off leave neither object nor row", async () => {
    const before = await world.db.stagedFile.count();
    const objects = world.storage.objects.size;
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(100_000)),
      pull: () => {
        throw new Error("connection lost");
      },
    });
    await expect(
      stageFile(world.deps, {
        stream: broken,
        name: "a.txt",
        type: "text/plain",
        threadRecipient: await recipientOf(await newIdentity()),
      }),
    ).rejects.toThrow("connection lost");
    expect(await world.db.stagedFile.count()).toBe(before);
    expect(world.storage.objects.size).toBe(objects);
  });

  it("of more than one batch all go, and one that cannot be deleted keeps no other", async () => {
    await world.db.stagedFile.createMany({
      data: Array.from({ length: 1_203 }, () => ({
        storageKey: newRandomId(),
        sealedBytes: 1,
        stagedDay: new Date("2026-01-01"),
      })),
    });
    const [stuck] = await world.db.stagedFile.findMany({
      orderBy: { storageKey: "asc" },
      take: 1,
    });
    const storage = Object.assign(Object.create(world.storage) as object, {
      delete: (key: string) =>
        key === stuck!.storageKey
          ? Promise.reject(new Error("store away"))
          : world.storage.delete(key),
    }) as typeof world.storage;
    const old = { stagedDay: new Date("2026-01-01") };
    await expect(purgeStagedFiles({ ...world.deps, storage })).rejects.toThrow(
      "store away",
    );
    expect(await world.db.stagedFile.count({ where: old })).toBe(1);
    expect(await purgeStagedFiles(world.deps)).toEqual({ purged: 1 });
  });

  it("are bounded a day, so that a flood ends", async () => {
    world.clock.passDays(10);
    const stagedDay = new Date(world.clock.today());
    // all of them still being written: none can make room (test/services/staging-room.test.ts: those that can)
    await world.db.$executeRaw`
      INSERT INTO staged_file (storage_key, sealed_bytes, staged_day)
      SELECT gen_random_uuid()::text, 1, ${stagedDay}::date FROM generate_series(1, ${MOST_STAGED_FILES_A_DAY - 2})`;
    await stage();
    const row = { sealedBytes: 1, stagedDay };
    await world.db.stagedFile.createMany({
      data: [1, 2, 3].map(() => ({ ...row, storageKey: newRandomId() })),
    });
    // the only one that can go makes not enough room
    const objects = world.storage.objects.size;
    expect(await refusal(stage())).toBe("STAGING_FULL");
    expect(world.storage.objects.size).toBe(objects - 1);
    world.clock.passDays(1);
    await stage();
  });

  it("are limited in number", async () => {
    const many = Array.from({ length: 51 }, () => ({
      storageKey: newRandomId(),
      sealedBytes: 1,
    }));
    expect(
      await refusal(
        submitTip(world.deps, {
          token: newSubmissionToken(),
          body: aTip(),
          identity: null,
          thread: null,
          staged: many,
        }),
      ),
    ).toBe("TOO_MANY_FILES");
  });
});

describe("a tip while the inbox is flooded with codes", () => {
  it("gets through", async () => {
    const busy = () => Promise.reject(new CodedError("BUSY"));
    const { firstTime } = await submitTip(
      { ...world.deps, argon2id: busy },
      {
        token: newSubmissionToken(),
        body: aTip(),
        identity: null,
        thread: null,
        staged: [],
      },
    );
    expect(firstTime).toBe(true);
  });
});

describe("routing", () => {
  it.each([
    ["370102", "HOS", "LX"],
    ["370102", "GOV", "JN"],
    ["370103", "HOS", "JN"],
    ["370100", "AGY", "NAT"],
    ["320200", "HOS", "NAT"],
    [null, "HOS", "NAT"],
  ] as const)("%s %s → %s", async (areaCode, subjectKind, office) => {
    const { leadId } = await sendTip(world, { areaCode, subjectKind });
    const lead = await world.db.lead.findUniqueOrThrow({
      where: { id: leadId },
      include: { tip: { include: { keyWraps: true } } },
    });
    expect(lead.officeId).toBe(world.officeId(office));
    expect(lead.tip!.keyWraps.map(({ officeKeyId }) => officeKeyId)).toEqual([
      world.officeKey(office).id,
    ]);
  });
});

describe("the outbox", () => {
  it("holds back what a tipster caused until the slot ends", async () => {
    const now = new Date("2026-03-02T02:00:17Z");
    expect(slotEnd(now, 60)).toEqual(new Date("2026-03-02T02:01:00Z"));
    expect(slotEnd(new Date("2026-03-02T02:01:00Z"), 60)).toEqual(
      new Date("2026-03-02T02:02:00Z"),
    );
    const leadId = newRandomId();
    await world.db.outboxRow.deleteMany();
    await inTransaction(world.deps, async (tx) => {
      for (const causedBy of ["TIPSTER", "STAFF"] as const)
        await enqueue(
          tx,
          world.deps,
          "compute-reward",
          { leadId },
          { causedBy },
        );
    });
    const rows = await world.db.outboxRow.findMany({
      orderBy: { availableAt: "asc" },
    });
    expect(rows[0]!.availableAt).toEqual(world.clock.now());
    expect(rows[1]!.availableAt).toEqual(slotEnd(world.clock.now(), 60));
    await world.db.outboxRow.deleteMany();
  });

  it("refuses a payload that holds more than ids", async () => {
    await expect(
      inTransaction(world.deps, (tx) =>
        enqueue(
          tx,
          world.deps,
          "compute-reward",
          { leadId: newRandomId(), what: "text" } as never,
          { causedBy: "STAFF" },
        ),
      ),
    ).rejects.toThrow();
    expect(await world.db.outboxRow.count()).toBe(0);
  });

  it("gets lost work back once, and only as long as it is due", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    await desk.close();
    expect(
      await world.db.outboxRow.count({ where: { job: "compute-reward" } }),
    ).toBe(1);
    await world.db.outboxRow.deleteMany();
    expect(await repairStuck(world.deps)).toEqual({ repaired: 1 });
    expect(await repairStuck(world.deps)).toEqual({ repaired: 0 });
    const [row] = await world.db.outboxRow.findMany();
    expect([row!.job, row!.payload]).toEqual(["compute-reward", { leadId }]);
    await world.db.outboxRow.deleteMany();
    // the queue takes a job of one id once: the same turn gives the same id
    await repairStuck(world.deps);
    expect((await world.db.outboxRow.findFirstOrThrow()).id).toBe(row!.id);
    await world.db.outboxRow.deleteMany();
    await computeReward(world.deps, { leadId });
    world.clock.passSeconds(3_600);
    expect(await repairStuck(world.deps)).toEqual({ repaired: 0 });
  });
});

describe("a change that fails", () => {
  it("leaves no part of itself", async () => {
    const { leadId } = await sendTip(world);
    const desk = await CaseDesk.open(world, leadId);
    const counts = async () => [
      await world.db.logEntry.count(),
      await world.db.caseNote.count(),
      await world.db.timelineEntry.count(),
      await world.db.leadDuty.count(),
    ];
    await desk.screen();
    const before = await counts();
    const note = await desk.note();
    expect(
      await refusal(
        desk.send("intake-1", {
          command: "ACCEPT",
          registration: {
            areaCode: "999999",
            subjectKind: "HOS",
            misconduct: ["HOS-06"],
            nameKind: "ANON",
            reporterKind: "PERSON",
            rewardWanted: true,
          },
          ...note,
        }),
      ),
    ).toBe("AREA_UNKNOWN");
    expect(await counts()).toEqual(before);
  });
});

describe("the log", () => {
  it("refuses what a kind does not allow, and a tipster's time", async () => {
    const { db } = world;
    const today = world.clock.today();
    await expect(
      appendLog(db, {
        kind: "TIPSTER_MESSAGE_SENT",
        day: today,
        data: { bodyHash: "A".repeat(43), text: "words" } as never,
      }),
    ).rejects.toThrow();
    await expect(
      appendLog(db, {
        kind: "TIPSTER_FILES_ADDED",
        day: today,
        data: { files: 1, fileHashes: ["A".repeat(43)] },
        at: new Date(),
      } as never),
    ).rejects.toThrow(/neither person nor time/);
    await expect(
      appendLog(db, { kind: "LEAD_OPENED", day: today, data: {} } as never),
    ).rejects.toThrow(/person and time/);
  });

  it("two entries that say the same have different hashes", async () => {
    const { code } = { code: await sendTip(world) };
    const { seeds } = await openInbox(world.deps, code.trackingCode);
    await sendTipsterMessage(world.deps, seeds, { text: "一", once: "1" });
    await sendTipsterMessage(world.deps, seeds, { text: "一", once: "2" });
    const entries = await world.db.logEntry.findMany({
      where: { kind: "TIPSTER_MESSAGE_SENT", leadId: code.leadId },
    });
    expect(
      new Set(
        entries.map(({ leafHash }) => Buffer.from(leafHash).toString("hex")),
      ).size,
    ).toBe(2);
  });
});

describe("ids", () => {
  it("of staff carry their millisecond, those of tipsters nothing", () => {
    const now = new Date("2026-03-02T02:00:17.123Z");
    const id = newStaffId(now);
    expect(id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(
      now.getTime(),
    );
    expect(newRandomId()[14]).toBe("4");
    const numbers = new Set(Array.from({ length: 2_000 }, newNumber));
    expect(numbers.size).toBe(2_000);
    for (const number of numbers)
      expect(number).toMatch(/^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}$/);
  });
});
