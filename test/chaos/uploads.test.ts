import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sealedFileBytes } from "#app/crypto/sealed-length";
import { connectDatabase } from "#app/server/database.server";
import { parseStorageUrl } from "#app/server/env.server";
import { openStorage } from "#app/server/storage.server";
import type { Deps } from "#app/services/ports";
import { purgeUploads } from "#app/services/tip/purge-uploads.server";
import { takeUploads } from "#app/services/tip/take-uploads.server";
import { TestClock } from "#test/factories/portal-world";
import { createTestDatabase } from "#test/setup/database";
import {
  askAndBreak,
  begin,
  idIn,
  offsetOf,
  openUploadDesk,
  sendPart,
  uploadDeps,
} from "#test/setup/upload-desk";

const ROOT = resolve(import.meta.dirname, "../..");
const MIB = 1024 ** 2;
const SIZE = sealedFileBytes(12 * MIB);
const PART = 6 * MIB;

type Web = { readonly child: ChildProcess; readonly origin: string };

describe("the web process is killed", () => {
  let path: string;
  let databaseUrl: string;
  let deps: Deps;
  let clock: TestClock;
  /** another process of the same portal: this one */
  let own: Awaited<ReturnType<typeof openUploadDesk>>;
  let closing: (() => Promise<unknown>)[] = [];
  const running: ChildProcess[] = [];

  beforeEach(async () => {
    const database = await createTestDatabase();
    databaseUrl = database.url;
    path = await mkdtemp(join(tmpdir(), "yanlu-killed-"));
    const db = connectDatabase(databaseUrl);
    clock = new TestClock();
    deps = uploadDeps({
      db,
      storage: openStorage(parseStorageUrl(`file://${path}`)),
      clock,
    });
    own = await openUploadDesk(deps);
    closing = [
      own.close,
      () => db.$disconnect(),
      () => database.drop(),
      () => rm(path, { recursive: true, force: true }),
    ];
  });
  afterEach(async () => {
    for (const child of running.splice(0)) await kill(child);
    for (const close of closing) await close();
  });

  async function start(
    env: Readonly<Record<string, string>> = {},
  ): Promise<Web> {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", join(ROOT, "test/setup/processes/upload-desk.ts")],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          DATABASE_URL: databaseUrl,
          STORAGE_URL: `file://${path}`,
          ...env,
        },
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      },
    );
    running.push(child);
    const [origin] = (await once(child, "message")) as [string];
    return { child, origin };
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  async function objects(): Promise<string[]> {
    const entries = await readdir(path, {
      recursive: true,
      withFileTypes: true,
    });
    return entries
      .filter(
        (entry) => entry.isFile() && !entry.parentPath.includes("incoming"),
      )
      .map(({ name }) => name);
  }

  async function expectWhole(url: string, content: Uint8Array): Promise<void> {
    const [ref] = await takeUploads(deps, [idIn(url)]);
    const stored = await new Response(
      await deps.storage.get(ref!.storageKey),
    ).arrayBuffer();
    expect(Buffer.from(stored).equals(content)).toBe(true);
    expect(await deps.db.stagedFile.count()).toBe(1);
    // nothing is left that no row knows of
    expect(await objects()).toEqual([ref!.storageKey]);
    expect(await deps.db.uploadPart.count()).toBe(0);
  }

  it("while a part arrives: another process goes on from what was kept", async () => {
    const content = randomBytes(SIZE);
    const first = await start();
    const url = await begin(first.origin, SIZE);
    await sendPart(url, content, { start: 0, end: PART });
    const broken = askAndBreak(url, {
      headers: { "Upload-Offset": String(PART) },
      body: content.subarray(PART, PART + 4 * MIB),
      sent: 2 * MIB,
    });
    await vi.waitFor(
      async () => expect(await deps.db.uploadPart.count()).toBe(2),
      { timeout: 5_000, interval: 5 },
    );
    await kill(first.child);
    await broken;
    const again = `${own.origin}/tip/files/${idIn(url)}`;
    expect(await offsetOf(again)).toBe(PART);
    await sendPart(again, content, { start: PART, end: 2 * PART });
    await sendPart(again, content, { start: 2 * PART, end: SIZE });
    await expectWhole(again, content);
  });

  it.each(["WHILE_JOINING", "JOINED", "BEFORE_PARTS_GO"])(
    "while it makes one file of the parts (%s): asking again finishes it",
    async (place) => {
      const content = randomBytes(SIZE);
      const url = await begin(own.origin, SIZE);
      await sendPart(url, content, { start: 0, end: PART });
      await sendPart(url, content, { start: PART, end: 2 * PART });
      const second = await start({ STAND_STILL: place, UPLOAD_ID: idIn(url) });
      const stands = once(second.child, "message");
      const there = `${second.origin}/tip/files/${idIn(url)}`;
      const last = sendPart(there, content, { start: 2 * PART, end: SIZE });
      last.catch(() => undefined);
      expect(await stands).toEqual(["still", undefined]);
      await kill(second.child);
      await expect(last).rejects.toThrow();
      expect(await offsetOf(url)).toBe(SIZE);
      await expectWhole(url, content);
    },
  );

  it.each(["WHILE_JOINING", "JOINED", "BEFORE_PARTS_GO"])(
    "while it makes one file of the parts (%s), and nobody asks again: the purge leaves nothing",
    async (place) => {
      const content = randomBytes(SIZE);
      const url = await begin(own.origin, SIZE);
      await sendPart(url, content, { start: 0, end: PART });
      await sendPart(url, content, { start: PART, end: 2 * PART });
      const second = await start({ STAND_STILL: place, UPLOAD_ID: idIn(url) });
      const stands = once(second.child, "message");
      sendPart(`${second.origin}/tip/files/${idIn(url)}`, content, {
        start: 2 * PART,
        end: SIZE,
      }).catch(() => undefined);
      await stands;
      await kill(second.child);
      clock.passDays(3);
      expect(await purgeUploads(deps)).toEqual({ purged: 1 });
      // what was finished is a staged file, and goes with those
      const staged = await deps.db.stagedFile.findMany();
      expect(await objects()).toEqual(
        staged.map(({ storageKey }) => storageKey),
      );
      expect(await deps.db.uploadPart.count()).toBe(0);
    },
  );
});
