import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import {
  access,
  constants,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  utimes,
} from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import type { StorageTarget } from "./env.server";
import { checkedKey, type OpenStorage } from "./storage-key.server";

export { newStorageKey, type OpenStorage } from "./storage-key.server";

export function openStorage(target: StorageTarget): OpenStorage {
  return target.kind === "folder"
    ? openFolder(target.path)
    : openBucket(target);
}

/** The library of the object store takes 27 MB in each process: nobody loads it who keeps files in a folder. */
function openBucket(
  target: Extract<StorageTarget, { kind: "s3" }>,
): OpenStorage {
  let opened: Promise<OpenStorage> | undefined;
  const bucket = () =>
    (opened ??= import("./bucket-storage.server").then((found) =>
      found.openBucket(target),
    ));
  return {
    put: async (key, source) => (await bucket()).put(key, source),
    get: async (key) => (await bucket()).get(key),
    exists: async (key) => (await bucket()).exists(key),
    delete: async (key) => (await bucket()).delete(key),
    check: async () => (await bucket()).check(),
  };
}

// --- folder ---------------------------------------------------------------------------------------------------------

function openFolder(path: string): OpenStorage {
  const root = resolve(path);
  const place = (key: string) =>
    join(root, checkedKey(key).slice(0, 2), key.slice(2, 4), key);
  const incoming = join(root, "incoming");
  let swept: Promise<void> | null = null;

  /** Once in the life of the process: what a crash left half written. */
  const prepareIncoming = async () => {
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    await (swept ??= sweep(incoming));
  };

  return {
    /** Whole or not at all: bytes reach the disk before the file gets its name, the name before `put` answers. */
    async put(key, source) {
      const file = place(key);
      await prepareIncoming();
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const temporary = join(incoming, randomBytes(16).toString("hex"));
      const handle = await open(temporary, "wx", 0o600);
      try {
        let bytes = 0;
        for await (const chunk of source as unknown as AsyncIterable<Uint8Array>) {
          for (let done = 0; done < chunk.length;)
            done += (await handle.write(chunk, done)).bytesWritten;
          bytes += chunk.length;
        }
        const day = midnightUtc();
        await handle.utimes(day, day);
        await handle.sync();
        await handle.close();
        await rename(temporary, file);
        await syncFolder(dirname(file));
        await bluntFolders(file);
        return { bytes };
      } catch (error) {
        await handle.close().catch(() => {});
        await rm(temporary, { force: true });
        await bluntFolders(file);
        throw error;
      }
    },

    async get(key) {
      const file = place(key);
      if (!(await isFile(file))) return null;
      return Readable.toWeb(
        createReadStream(file),
      ) as ReadableStream<Uint8Array>;
    },

    exists: (key) => isFile(place(key)),
    async delete(key) {
      await rm(place(key), { force: true });
      await bluntFolders(place(key));
    },

    async check() {
      await prepareIncoming();
      await access(incoming, constants.R_OK | constants.W_OK | constants.X_OK);
    },
  };
}

/** The folders of a file show the time of the last name that came or went, unless it is put back. */
async function bluntFolders(file: string): Promise<void> {
  const inner = dirname(file);
  const outer = dirname(inner);
  const root = dirname(outer);
  for (const folder of [inner, outer, root, join(root, "incoming")])
    await blunt(folder);
}

async function blunt(folder: string): Promise<void> {
  const day = midnightUtc();
  try {
    await utimes(folder, day, day);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

const DAY_MS = 86_400_000;

/** Other processes may be writing: only what is older than a day goes. */
async function sweep(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > DAY_MS)
      await rm(path, { force: true });
  }
  await blunt(incoming);
}

function midnightUtc(): Date {
  return new Date(new Date().setUTCHours(0, 0, 0, 0));
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** A new name survives a power cut only once its folder is on the disk too. Windows cannot, and need not, do this. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
