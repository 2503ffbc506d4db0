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
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { SealedStorage } from "#app/services/ports";
import type { StorageTarget } from "./env.server";

/**
 * Sealed files under random keys; what is stored is ciphertext. In a folder, files and the folders around them carry midnight
 * UTC of the day as time of change; the file system's own times of creation and status (ctime) cannot be set. An object store
 * keeps the exact `LastModified` of every object, and no client can change it: see docs/threat-model.md.
 */
export type OpenStorage = SealedStorage & {
  exists(key: string): Promise<boolean>;
};

/** A new key: 32 random bytes in hexadecimal, which no path or URL can misread. */
export function newStorageKey(): string {
  return randomBytes(32).toString("hex");
}

const KEY = /^[0-9a-z][0-9a-z-]{15,127}$/;

/** Keys come out of the database; a wrong one is a defect or an attack on it, never a path to follow. */
function checked(key: string): string {
  if (!KEY.test(key)) throw new Error("not a storage key");
  return key;
}

export function openStorage(target: StorageTarget): OpenStorage {
  return target.kind === "folder"
    ? openFolder(target.path)
    : openBucket(target);
}

// --- folder ---------------------------------------------------------------------------------------------------------

function openFolder(path: string): OpenStorage {
  const root = resolve(path);
  const place = (key: string) =>
    join(root, checked(key).slice(0, 2), key.slice(2, 4), key);
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

// --- object store ---------------------------------------------------------------------------------------------------

const PART_BYTES = 8 * 1024 * 1024;

function openBucket(
  target: Extract<StorageTarget, { kind: "s3" }>,
): OpenStorage {
  const client = new S3Client({
    endpoint: target.endpoint,
    region: target.region,
    credentials: {
      accessKeyId: target.accessKeyId,
      secretAccessKey: target.secretAccessKey,
    },
    forcePathStyle: true,
    // stores that are not Amazon's often refuse the newer checksum headers; age authenticates every byte anyway
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const place = (key: string) => ({
    Bucket: target.bucket,
    Key: `${target.prefix}${checked(key)}`,
  });

  return {
    /** In parts of 8 MiB, two at a time: memory stays the same for any size. A broken-off upload leaves no object. */
    async put(key, source) {
      let bytes = 0;
      const counted = source.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            bytes += chunk.length;
            controller.enqueue(chunk);
          },
        }),
      );
      const upload = new Upload({
        client,
        params: {
          ...place(key),
          Body: Readable.fromWeb(counted as never),
          ContentType: "application/octet-stream",
        },
        partSize: PART_BYTES,
        queueSize: 2,
        leavePartsOnError: false,
      });
      await upload.done();
      return { bytes };
    },

    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(place(key)));
        return Body
          ? (Body.transformToWebStream() as ReadableStream<Uint8Array>)
          : null;
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },

    async exists(key) {
      try {
        await client.send(new HeadObjectCommand(place(key)));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },

    delete: async (key) =>
      void (await client.send(new DeleteObjectCommand(place(key)))),
    check: async () =>
      void (await client.send(
        new HeadBucketCommand({ Bucket: target.bucket }),
      )),
  };
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === 404
  );
}
