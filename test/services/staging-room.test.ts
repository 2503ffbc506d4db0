import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { newSubmissionToken } from "#app/crypto/tracking-code";
import { sealedFileBytes } from "#app/crypto/sealed-length";
import {
  LEAST_STAGED_BYTES,
  LEAST_UPLOAD_PART_BYTES,
  MOST_STAGED_BYTES_A_DAY,
  MOST_STAGED_FILES_A_DAY,
} from "#app/domain/tip/limits";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { evictUpload } from "#app/services/tip/evict-staged.server";
import { finishUpload } from "#app/services/tip/finish-upload.server";
import { receiveUploadPart } from "#app/services/tip/receive-upload-part.server";
import { stageFile } from "#app/services/tip/stage-file.server";
import { whileComing } from "#app/services/tip/staging-room.server";
import { startUpload } from "#app/services/tip/start-upload.server";
import { submitTip } from "#app/services/tip/submit-tip.server";
import { takeUploads } from "#app/services/tip/take-uploads.server";
import { aTip, makeWorld, type World } from "#test/factories/portal-world";
import { refusal } from "#test/factories/play";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  await world.db.upload.deleteMany();
  await world.db.stagedFile.deleteMany();
});

const MIB = 1024 ** 2;
const today = () => dayToStore(world.clock.today());
const keys = async () =>
  (await world.db.stagedFile.findMany()).map(({ storageKey }) => storageKey);

async function stage(text = "x") {
  return stageFile(world.deps, {
    stream: new Blob([text]).stream(),
    name: "a.txt",
    type: "text/plain",
    threadRecipient: await recipientOf(await newIdentity()),
  });
}

/** `count` staged files of `bytes` each, which nobody sent */
async function flood(count: number, bytes: number, side = "TIPSTER") {
  await world.db.$executeRaw`
    INSERT INTO staged_file (storage_key, sealed_bytes, staged_day, side)
    SELECT gen_random_uuid()::text, ${bytes}, ${today()}::date, ${side} FROM generate_series(1, ${count})`;
}

function streamOf(bytes: number) {
  return new Blob([new Uint8Array(bytes)]).stream();
}

async function anUpload(bytes: number) {
  const sealedBytes = sealedFileBytes(bytes);
  const { uploadId } = await startUpload(world.deps, { sealedBytes });
  return { uploadId, sealedBytes };
}

describe("a full room", () => {
  it("of tiny files takes the next, and makes room for many", async () => {
    await flood(MOST_STAGED_FILES_A_DAY, 1_000);
    const { storageKey } = await stage();
    expect(await keys()).toContain(storageKey);
    expect(world.storage.objects.has(storageKey)).toBe(true);
    expect(await world.db.stagedFile.count()).toBeLessThan(
      MOST_STAGED_FILES_A_DAY - 100,
    );
  });

  it("draws by bytes: the one that fills it goes, small ones stay", async () => {
    await flood(30, LEAST_STAGED_BYTES);
    await flood(1, MOST_STAGED_BYTES_A_DAY);
    await stage();
    const left = await world.db.stagedFile.findMany();
    expect(
      left.filter(({ sealedBytes }) => Number(sealedBytes) > 1e9),
    ).toHaveLength(0);
    // three of them drawn before the large one: less than once in ten million runs
    expect(left.length).toBeGreaterThan(28);
  });

  it("counts nothing of an office, and evicts nothing of it", async () => {
    const [kept] = [await stage()];
    await flood(3, MOST_STAGED_BYTES_A_DAY, "STAFF");
    const { storageKey } = await stage();
    expect(await keys()).toEqual(
      expect.arrayContaining([kept.storageKey, storageKey]),
    );
    expect(await world.db.stagedFile.count()).toBe(5);
  });

  it("counts nothing that a tip has taken", async () => {
    const staged = [await stage()];
    await submitTip(world.deps, {
      token: newSubmissionToken(),
      body: aTip(),
      identity: null,
      thread: null,
      staged,
    });
    await world.db.sealedFile.updateMany({
      where: { storageKey: staged[0]!.storageKey },
      data: { sealedBytes: MOST_STAGED_BYTES_A_DAY },
    });
    await stage();
    expect(world.storage.objects.has(staged[0]!.storageKey)).toBe(true);
  });

  it("tells at the sending which file is gone", async () => {
    const { uploadId, sealedBytes } = await anUpload(1);
    await receiveUploadPart(world.deps, uploadId, {
      start: 0,
      stream: streamOf(sealedBytes),
    });
    const [ref] = await takeUploads(world.deps, [uploadId]);
    await world.db.stagedFile.update({
      where: { storageKey: ref!.storageKey },
      data: { sealedBytes: MOST_STAGED_BYTES_A_DAY },
    });
    await stage();
    expect(world.storage.objects.has(ref!.storageKey)).toBe(false);
    const tip = { body: aTip(), identity: null, thread: null, staged: [ref!] };
    expect(
      await refusal(
        submitTip(world.deps, { token: newSubmissionToken(), ...tip }),
      ),
    ).toBe("STAGED_FILE_GONE");
    expect(await refusal(takeUploads(world.deps, [uploadId]))).toBe(
      "STAGED_FILE_GONE",
    );
    expect(await world.db.upload.count()).toBe(0);
  });

  it("evicts uploads under way, also of the day before, with all that came of them", async () => {
    const { uploadId } = await anUpload(MIB);
    await receiveUploadPart(world.deps, uploadId, {
      start: 0,
      stream: streamOf(LEAST_UPLOAD_PART_BYTES),
    });
    const [part] = await world.db.uploadPart.findMany();
    await world.db.upload.update({
      where: { id: uploadId },
      data: {
        sealedBytes: MOST_STAGED_BYTES_A_DAY,
        offset: MOST_STAGED_BYTES_A_DAY,
        startedDay: new Date(today().getTime() - 86_400_000),
      },
    });
    await stage();
    expect(world.storage.objects.has(part!.storageKey)).toBe(false);
    expect(await world.db.uploadPart.count()).toBe(0);
    expect(await refusal(takeUploads(world.deps, [uploadId]))).toBe(
      "STAGED_FILE_GONE",
    );
  });

  it("keeps what a tip is taking at this moment, and refuses when there is nothing else", async () => {
    await flood(1, MOST_STAGED_BYTES_A_DAY);
    await world.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM staged_file FOR UPDATE`;
      expect(await refusal(stage())).toBe("STAGING_FULL");
    });
    expect(await world.db.stagedFile.count()).toBe(1);
  });
});

describe("what is coming in", () => {
  it("counts before it is whole", async () => {
    await flood(1, MOST_STAGED_BYTES_A_DAY - 10 * MIB);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(MIB));
      },
    });
    await whileComing(world.deps, { stream: endless }, async (stream) => {
      const reader = stream.getReader();
      while (sent < 200 && (await world.db.stagedFile.count()) > 0)
        await reader.read();
      await reader.cancel();
    });
    expect(sent).toBeLessThan(100);
    // and no longer when it is over
    await flood(1, MOST_STAGED_BYTES_A_DAY - 10 * MIB);
    await stage();
    expect(await world.db.stagedFile.count()).toBe(2);
  });

  it("is one part at a time: the newest request has the turn, and one that hangs gives up", async () => {
    const { uploadId, sealedBytes } = await anUpload(2 * MIB);
    const hanging = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(100_000)),
    });
    let writing = 0;
    let most = 0;
    const deps: Deps = {
      ...world.deps,
      storage: {
        ...world.storage,
        get: (key) => world.storage.get(key),
        delete: (key) => world.storage.delete(key),
        check: () => world.storage.check(),
        async put(key, source) {
          most = Math.max(most, (writing += 1));
          try {
            return await world.storage.put(key, source);
          } finally {
            // a store takes its time to give up
            await new Promise((go) => setTimeout(go, 300));
            writing -= 1;
          }
        },
      },
    };
    const send = (stream: ReadableStream<Uint8Array>) =>
      receiveUploadPart(deps, uploadId, { start: 0, stream }).catch(
        (error: { code: string }) => error.code,
      );
    const answers = [send(hanging)];
    await vi.waitFor(() => expect(writing).toBe(1), 10_000);
    answers.push(...[1, 2, 3].map(() => send(streamOf(MIB))));
    expect(await Promise.all(answers)).toEqual([
      "UPLOAD_OFFSET_WRONG",
      "UPLOAD_OFFSET_WRONG",
      "UPLOAD_OFFSET_WRONG",
      MIB,
    ]);
    expect(most).toBe(1);
    expect(await world.db.uploadPart.count()).toBe(1);
    expect(
      await receiveUploadPart(deps, uploadId, {
        start: MIB,
        stream: streamOf(sealedBytes - MIB),
      }),
    ).toBe(sealedBytes);
  });
});

it("an upload evicted while its parts become one file is no file without content", async () => {
  const { uploadId, sealedBytes } = await anUpload(2 * MIB);
  for (const [start, end] of [
    [0, MIB],
    [MIB, sealedBytes],
  ] as const)
    await receiveUploadPart(world.deps, uploadId, {
      start,
      stream: streamOf(end - start),
    });
  let joined = () => {};
  let finished: Promise<string> = Promise.resolve("");
  const joining = new Promise<void>((go) => (joined = go));
  let release = () => {};
  const released = new Promise<void>((go) => (release = go));
  const finishing: Deps = {
    ...world.deps,
    storage: Object.assign(
      Object.create(world.storage) as typeof world.storage,
      {
        async put(key: string, source: ReadableStream<Uint8Array>) {
          const done = await world.storage.put(key, source);
          joined();
          await released;
          return done;
        },
      },
    ),
  };
  const evicting: Deps = {
    ...world.deps,
    storage: Object.assign(
      Object.create(world.storage) as typeof world.storage,
      {
        async delete(key: string) {
          release();
          await finished;
          return world.storage.delete(key);
        },
      },
    ),
  };
  finished = refusal(finishUpload(finishing, uploadId));
  await joining;
  expect(await evictUpload(evicting, uploadId)).toBe(true);
  expect(await finished).toMatch(/^UPLOAD_/);
  expect(await world.db.stagedFile.count()).toBe(0);
  expect(await world.db.upload.count()).toBe(0);
});
