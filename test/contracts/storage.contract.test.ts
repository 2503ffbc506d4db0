import { randomBytes } from "node:crypto";
import {
  mkdir,
  mkdtemp,
  readdir,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseStorageUrl } from "../../app/server/env.server";
import {
  newStorageKey,
  openStorage,
  type OpenStorage,
} from "../../app/server/storage.server";
import { startObjectStore } from "../setup/object-store";

type Store = { url: string; stop(): Promise<void> };

async function folder(): Promise<Store> {
  const path = await mkdtemp(join(tmpdir(), "yanlu-sealed-"));
  return {
    url: `file://${path}/deep/sealed`,
    stop: () => rm(path, { recursive: true, force: true }),
  };
}

function streamOf(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
  });
}

async function bytesOf(
  stream: ReadableStream<Uint8Array> | null,
): Promise<Buffer> {
  if (!stream) throw new Error("nothing is stored");
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>)
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe.each([
  ["a folder", folder],
  ["an object store", startObjectStore],
])("sealed storage in %s", (_, start) => {
  let store: Store;
  let storage: OpenStorage;
  beforeAll(async () => {
    store = await start();
    storage = openStorage(parseStorageUrl(store.url));
  });
  afterAll(() => store.stop());

  it.each([0, 1, 65_537, 20 * 1024 * 1024 + 3])(
    "gives back the %d bytes it was given",
    async (size) => {
      const key = newStorageKey();
      const content = randomBytes(size);
      const half = Math.floor(size / 2);
      expect(
        await storage.put(
          key,
          streamOf(content.subarray(0, half), content.subarray(half)),
        ),
      ).toEqual({ bytes: size });
      expect((await bytesOf(await storage.get(key))).equals(content)).toBe(
        true,
      );
      expect(await storage.exists(key)).toBe(true);
    },
  );

  it("has nothing under an unknown key", async () => {
    expect(await storage.get(newStorageKey())).toBeNull();
    expect(await storage.exists(newStorageKey())).toBe(false);
  });

  it("deletes, and does not mind doing it twice", async () => {
    const key = newStorageKey();
    await storage.put(key, streamOf(randomBytes(10)));
    await storage.delete(key);
    expect(await storage.get(key)).toBeNull();
    await storage.delete(key);
  });

  it("keeps the newer content when a key is written again", async () => {
    const key = newStorageKey();
    await storage.put(key, streamOf(randomBytes(100)));
    const newer = randomBytes(7);
    await storage.put(key, streamOf(newer));
    expect((await bytesOf(await storage.get(key))).equals(newer)).toBe(true);
  });

  it.each([100, 9 * 1024 * 1024])(
    "stores nothing when the source breaks off after %d bytes",
    async (size) => {
      const key = newStorageKey();
      let sent = false;
      const broken = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent) controller.error(new Error("the line broke"));
          else controller.enqueue(randomBytes(size));
          sent = true;
        },
      });
      await expect(storage.put(key, broken)).rejects.toThrow();
      expect(await storage.exists(key)).toBe(false);
    },
  );

  it.each([
    "",
    "../../etc/passwd",
    "a/b",
    "short",
    "x".repeat(200),
    `${"a".repeat(31)}\0`,
  ])("refuses the key %j", async (key) => {
    await expect((async () => storage.put(key, streamOf()))()).rejects.toThrow(
      "not a storage key",
    );
    await expect((async () => storage.get(key))()).rejects.toThrow(
      "not a storage key",
    );
    await expect((async () => storage.delete(key))()).rejects.toThrow(
      "not a storage key",
    );
  });

  it("answers a check", async () => {
    await expect(storage.check()).resolves.toBeUndefined();
  });

  it("serves many at a time", async () => {
    const contents = Array.from(
      { length: 20 },
      () => [newStorageKey(), randomBytes(50_000)] as const,
    );
    await Promise.all(
      contents.map(([key, content]) => storage.put(key, streamOf(content))),
    );
    const found = await Promise.all(
      contents.map(async ([key]) => bytesOf(await storage.get(key))),
    );
    expect(
      found.every((content, index) => content.equals(contents[index]![1])),
    ).toBe(true);
  });
});

describe("a folder", () => {
  it("shows only the day, lets nobody else read, and leaves no broken-off file behind", async () => {
    const store = await folder();
    const target = parseStorageUrl(store.url);
    if (target.kind !== "folder") throw new Error("not a folder");
    const storage = openStorage(target);
    const key = newStorageKey();
    await storage.put(key, streamOf(randomBytes(10)));
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("broke")),
    });
    await expect(storage.put(newStorageKey(), broken)).rejects.toThrow("broke");
    const found = await stat(
      join(target.path, key.slice(0, 2), key.slice(2, 4), key),
    );
    expect(found.mtime.getTime() % 86_400_000).toBe(0);
    const folders = [
      join(target.path, key.slice(0, 2), key.slice(2, 4)),
      join(target.path, key.slice(0, 2)),
      target.path,
      join(target.path, "incoming"),
    ];
    for (const folder of folders)
      expect((await stat(folder)).mtime.getTime() % 86_400_000, folder).toBe(0);
    await storage.delete(key);
    for (const folder of folders)
      expect((await stat(folder)).mtime.getTime() % 86_400_000, folder).toBe(0);
    expect(found.mode & 0o077).toBe(0);
    expect(await readdir(join(target.path, "incoming"))).toEqual([]);
    await store.stop();
  });
});

describe("a folder after a crash", () => {
  it("sweeps what was left half written more than a day ago, and nothing younger", async () => {
    const store = await folder();
    const target = parseStorageUrl(store.url);
    if (target.kind !== "folder") throw new Error("not a folder");
    const incoming = join(target.path, "incoming");
    await mkdir(incoming, { recursive: true });
    for (const [name, hours] of [
      ["old", 25],
      ["young", 23],
    ] as const) {
      await writeFile(join(incoming, name), "half");
      const at = new Date(Date.now() - hours * 3_600_000);
      await utimes(join(incoming, name), at, at);
    }
    await openStorage(target).check();
    expect(await readdir(incoming)).toEqual(["young"]);
    await store.stop();
  });
});

describe("an object store that is away or refuses", () => {
  it("fails its check", async () => {
    const store = await startObjectStore();
    const missing = openStorage(
      parseStorageUrl(store.url.replace("/sealed/", "/absent/")),
    );
    await expect(missing.check()).rejects.toThrow();
    const locked = openStorage(
      parseStorageUrl(store.url.replace("S3RVER:S3RVER", "NOBODY:S3RVER")),
    );
    await expect(
      locked.put(newStorageKey(), streamOf(randomBytes(5))),
    ).rejects.toThrow();
    await store.stop();
  });
});
