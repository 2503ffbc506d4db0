import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
  vi,
} from "vitest";
import type { FileStatus } from "#app/browser/tip/file-calls";
import { toldOfFile } from "#app/browser/tip/broken-upload";
import { fileHandlers } from "#app/browser/tip/file-handlers";
import { session, threadOfSession } from "#app/browser/tip/session";
import { openFileStream } from "#app/crypto/sealed-file";
import { sealedFileBytes } from "#app/crypto/sealed-length";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_FILE_BYTES } from "#app/domain/tip/limits";
import { connectDatabase } from "#app/server/database.server";
import { parseStorageUrl } from "#app/server/env.server";
import { openStorage } from "#app/server/storage.server";
import type { Deps } from "#app/services/ports";
import { takeUploads } from "#app/services/tip/take-uploads.server";
import { TestClock } from "#test/factories/portal-world";
import {
  startCuttingProxy,
  type CuttingProxy,
} from "#test/setup/cutting-proxy";
import { createTestDatabase } from "#test/setup/database";
import { openUploadDesk, uploadDeps } from "#test/setup/upload-desk";

const MIB = 1024 ** 2;

/** The worker's side without a browser, over a line that breaks, to the real routes. */
describe("files on their way to the portal", () => {
  let deps: Deps;
  let proxy: CuttingProxy;
  let closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const database = await createTestDatabase();
    const db = connectDatabase(database.url);
    const path = await mkdtemp(join(tmpdir(), "yanlu-line-"));
    deps = uploadDeps({
      db,
      storage: openStorage(parseStorageUrl(`file://${path}`)),
      clock: new TestClock(),
    });
    const desk = await openUploadDesk(deps);
    proxy = await startCuttingProxy(
      Number(new URL(desk.origin).port),
      "127.0.0.1",
    );
    vi.stubGlobal("location", { origin: `http://127.0.0.1:${proxy.port}` });
    closing = [
      proxy.close,
      desk.close,
      () => db.$disconnect(),
      () => database.drop(),
      () => rm(path, { recursive: true, force: true }),
    ];
  });
  afterAll(async () => {
    for (const close of closing) await close();
    vi.unstubAllGlobals();
  });
  afterEach(async () => {
    proxy.setDown(false);
    for (const { fileId } of await fileHandlers.listFiles({}, () => {}))
      await fileHandlers.removeFile({ fileId }, () => {});
    expect(session.uploaded).toEqual([]);
    expect(await deps.db.uploadPart.count()).toBe(0);
  });

  let count = 0;
  function add(
    content: Uint8Array<ArrayBuffer>,
    choice: "CLEANED" | "ORIGINAL" | "BOTH" = "ORIGINAL",
    name = "病历 3.bin",
  ) {
    const fileId = `f${++count}`;
    const told: FileStatus[] = [];
    const done = fileHandlers.addFile(
      {
        fileId,
        file: new Blob([content], { type: "image/x-own" }),
        name,
        choice,
      },
      (status) => told.push(status as FileStatus),
    );
    done.catch(() => undefined);
    const state = () => told.at(-1)?.state;
    return { fileId, told, done, state };
  }

  async function opened(uploadId: string) {
    const [ref] = await takeUploads(deps, [uploadId]);
    const { identity } = await threadOfSession();
    const sealed = await deps.storage.get(ref!.storageKey);
    const { name, type, content } = await openFileStream(sealed!, identity);
    return {
      name,
      type,
      content: Buffer.from(await new Response(content).arrayBuffer()),
      sealedBytes: ref!.sealedBytes,
      sealedHash: createHash("sha256")
        .update(
          Buffer.from(
            await new Response(
              await deps.storage.get(ref!.storageKey),
            ).arrayBuffer(),
          ),
        )
        .digest("base64url"),
    };
  }

  it("arrive sealed to the thread, whole, though the line is cut three times", async () => {
    const content = new Uint8Array(randomBytes(40 * MIB));
    const { done, told } = add(content);
    const start = proxy.sent();
    let cuts = 0;
    const cutter = setInterval(() => {
      if (cuts < 3 && proxy.sent() - start > (cuts + 1) * 9 * MIB) {
        cuts += 1;
        proxy.cut();
      }
    }, 5);
    const status = await done;
    clearInterval(cutter);
    expect(cuts).toBe(3);
    const total = sealedFileBytes(content.length);
    expect(status).toMatchObject({ state: "DONE", bytes: total, total });
    expect(told.map(({ state }) => state)).toContain("UPLOADING");
    const [file] = session.uploaded;
    expect(file).toMatchObject({ variant: "ORIGINAL", bytes: content.length });
    const there = await opened(file!.uploadId);
    expect(there.content.equals(content)).toBe(true);
    expect([there.name, there.type]).toEqual(["病历 3.bin", "image/x-own"]);
    expect([there.sealedHash, there.sealedBytes]).toEqual([
      file!.sealedHash,
      file!.sealedBytes,
    ]);
    // cut requests cost themselves at most
    expect(proxy.sent() - start).toBeLessThan(total + 3 * 8 * MIB + 100_000);
  });

  it("that the portal found broken leave the line, the copy too, and come again under the same name", async () => {
    const content = new Uint8Array(randomBytes(1000));
    await add(content).done;
    const { fileId, done } = add(content, "BOTH");
    await done;
    const hashes = () => session.uploaded.map((file) => file.sealedHash);
    const [kept, broken, copy] = hashes();
    const values = { sealedHash: broken! };
    expect(
      await toldOfFile(new CodedError("UPLOAD_NOT_AS_SEALED", { values })),
    ).toMatchObject({ code: "UPLOAD_NOT_AS_SEALED", values: { fileId } });
    expect(hashes()).toEqual([kept]);
    const again = await fileHandlers.addFile(
      {
        fileId,
        file: new Blob([content]),
        name: "x.bin",
        choice: "ORIGINAL",
      },
      () => {},
    );
    expect(again.state).toBe("DONE");
    expect(hashes()).toHaveLength(2);
    expect([broken, copy]).not.toContain(hashes()[1]);
    const other = new CodedError("NETWORK");
    expect(await toldOfFile(other)).toBe(other);
  });

  it("wait while there is no line, and go on by themselves", async () => {
    const content = new Uint8Array(randomBytes(20 * MIB));
    const start = proxy.sent();
    const { done, state } = add(content);
    await vi.waitFor(
      () => expect(proxy.sent() - start).toBeGreaterThan(MIB),
      10_000,
    );
    proxy.setDown(true);
    await vi.waitFor(() => expect(state()).toBe("WAITING_FOR_NETWORK"), 20_000);
    proxy.setDown(false);
    await done;
    const { content: there } = await opened(session.uploaded[0]!.uploadId);
    expect(there.equals(content)).toBe(true);
  });

  it("stand still when paused, let others pass, and go on", async () => {
    const content = new Uint8Array(randomBytes(30 * MIB));
    const start = proxy.sent();
    const large = add(content);
    const small = add(new Uint8Array(randomBytes(5_000)));
    await vi.waitFor(
      () => expect(proxy.sent() - start).toBeGreaterThan(MIB),
      10_000,
    );
    expect(small.state()).toBe("QUEUED");
    for (let turn = 0; turn < 3; turn++) {
      await fileHandlers.pauseFile({ fileId: large.fileId }, () => {});
      expect(large.state()).toBe("PAUSED");
      await small.done;
      // what was on the line already
      await new Promise((done) => setTimeout(done, 500));
      const before = proxy.sent();
      await new Promise((done) => setTimeout(done, 300));
      expect(proxy.sent()).toBe(before);
      await fileHandlers.resumeFile({ fileId: large.fileId }, () => {});
      await new Promise((done) => setTimeout(done, 40));
    }
    await large.done;
    const file = session.uploaded.find(({ fileId }) => fileId === large.fileId);
    expect((await opened(file!.uploadId)).content.equals(content)).toBe(true);
    expect(session.uploaded).toHaveLength(2);
  });

  it("can be taken out at any time, and nothing of them stays", async () => {
    const start = proxy.sent();
    const { done, fileId } = add(new Uint8Array(randomBytes(30 * MIB)));
    await vi.waitFor(
      () => expect(proxy.sent() - start).toBeGreaterThan(MIB),
      10_000,
    );
    await fileHandlers.removeFile({ fileId }, () => {});
    await expect(done).rejects.toThrow("FILE_REMOVED");
    const small = add(new Uint8Array(randomBytes(5_000)));
    await small.done;
    await fileHandlers.removeFile({ fileId: small.fileId }, () => {});
    expect(session.uploaded).toEqual([]);
    await vi.waitFor(
      async () => expect(await deps.db.upload.count()).toBe(0),
      5_000,
    );
    expect(await deps.db.stagedFile.count()).toBe(0);
  });

  it("say why they failed, and begin again when asked", async () => {
    const start = proxy.sent();
    const content = new Uint8Array(randomBytes(30 * MIB));
    const { done, fileId, told, state } = add(content);
    await vi.waitFor(
      () => expect(proxy.sent() - start).toBeGreaterThan(MIB),
      10_000,
    );
    await fileHandlers.pauseFile({ fileId }, () => {});
    await deps.db.upload.deleteMany();
    await fileHandlers.resumeFile({ fileId }, () => {});
    await vi.waitFor(() => expect(state()).toBe("FAILED"), 10_000);
    expect(told.at(-1)!.code).toBe("UPLOAD_GONE");
    await fileHandlers.resumeFile({ fileId }, () => {});
    await done;
    const { content: there } = await opened(session.uploaded[0]!.uploadId);
    expect(there.equals(content)).toBe(true);
  });

  it("say so when the device has lost the file", async () => {
    const file = new Blob([new Uint8Array(10 * MIB)]);
    vi.spyOn(file, "slice").mockReturnValue({
      arrayBuffer: () =>
        Promise.reject(new DOMException("gone", "NotReadableError")),
    } as Blob);
    const told: FileStatus[] = [];
    void fileHandlers
      .addFile(
        { fileId: "lost", file, name: "a", choice: "ORIGINAL" },
        (status) => told.push(status as FileStatus),
      )
      .catch(() => undefined);
    await vi.waitFor(() => expect(told.at(-1)?.state).toBe("FAILED"), 10_000);
    expect(told.at(-1)!.code).toBe("FILE_CHANGED");
  });

  it("are refused before any work when empty or too large", async () => {
    const refusal = (size: number) =>
      fileHandlers
        .addFile(
          {
            fileId: "x",
            file: { size, type: "" } as Blob,
            name: "a",
            choice: "ORIGINAL",
          },
          () => {},
        )
        .catch((error: unknown) => (error as CodedError).code);
    expect(await refusal(0)).toBe("FILE_EMPTY");
    expect(await refusal(MOST_FILE_BYTES + 1)).toBe("FILE_TOO_LARGE");
    expect(await fileHandlers.listFiles({}, () => {})).toEqual([]);
  });
});
