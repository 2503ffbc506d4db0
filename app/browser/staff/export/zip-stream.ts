import { sha256 } from "@noble/hashes/sha2.js";
import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { toHex, utf8Bytes } from "#app/crypto/encoding";

export type ZipStream = {
  readonly stream: ReadableStream<Uint8Array>;
  /** Settles when the content has been taken. Two files of one path are a fault of the caller. */
  readonly add: (
    path: string,
    content: ReadableStream<Uint8Array> | string,
  ) => Promise<void>;
  /** Writes `manifest.txt` (as `sha256sum --check` reads it) and ends the archive. */
  readonly end: () => Promise<void>;
  readonly abort: (reason: unknown) => void;
};

/** A plain file that its owner writes and others read (0100644), where zip keeps Unix modes. */
const PLAIN_FILE = (0o100644 << 16) >>> 0;

/** A zip archive written piece by piece: memory holds one piece of one file. */
export function zipStream(): ZipStream {
  const through = new TransformStream<Uint8Array, Uint8Array>();
  const writer = through.writable.getWriter();
  // a reader that gives up is told by `add`, which awaits the writes
  writer.closed.catch(() => undefined);
  let written: Promise<void> = Promise.resolve();
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else if (chunk.length > 0) written = writer.write(chunk);
  });
  const sums: string[] = [];
  const taken = new Set<string>();

  async function settled(): Promise<void> {
    if (failure) throw failure;
    await written;
  }

  async function add(
    path: string,
    content: ReadableStream<Uint8Array> | string,
  ): Promise<void> {
    if (taken.has(path)) throw new Error(`two files at ${path}`);
    taken.add(path);
    const hash = sha256.create();
    // words shrink, pictures and recordings do not
    const entry =
      typeof content === "string"
        ? new ZipDeflate(path)
        : new ZipPassThrough(path);
    // written as on Unix: only so the unzip program of Debian takes names for UTF-8
    entry.os = 3;
    entry.attrs = PLAIN_FILE;
    zip.add(entry);
    if (typeof content === "string") {
      const bytes = utf8Bytes(content);
      hash.update(bytes);
      entry.push(bytes, true);
    } else {
      const reader = content.getReader();
      for (
        let next = await reader.read();
        !next.done;
        next = await reader.read()
      ) {
        hash.update(next.value);
        entry.push(next.value, false);
        await settled();
      }
      entry.push(new Uint8Array(0), true);
    }
    await settled();
    sums.push(`${toHex(hash.digest())}  ${path}\n`);
  }

  return {
    stream: through.readable,
    add,
    async end() {
      await add("manifest.txt", sums.join(""));
      zip.end();
      await settled();
      await writer.close();
    },
    abort(reason) {
      zip.terminate();
      writer.abort(reason).catch(() => undefined);
    },
  };
}
