/**
 * A file, sealed as a stream: memory stays the same for a kilobyte and for a gigabyte, and the length need not be known
 * before. Name and type lie inside the seal; the whole is padded by PADMÉ, against somebody who knows a file by its size.
 *
 * Inside the age file (all numbers big-endian):
 *   header   1,024 bytes: "YLF1", name length (2), name, type length (2), type, zeros
 *   frames   length (4), content; every frame but the last holds 65,532 bytes
 *   end      length (4) = 0
 *   padding  zeros, so that the whole has a PADMÉ length
 *   trailer  length of the content (8)
 * Frames, because a reader of a stream learns only at its end where padding begins; fixed ones, so that the layout depends on
 * the content alone and not on how the source cut it into chunks.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  concatBytes,
  readUint32,
  readUint64,
  uint32Bytes,
  uint64Bytes,
  utf8Bytes,
  utf8Text,
} from "./encoding";
import type { AgeIdentity, AgeRecipient } from "./identity";
import { isZero, padmeLength } from "./padding";
import { decrypterFor, encrypterFor, readContent } from "./seal";

const MAGIC = utf8Bytes("YLF1");
const HEADER_BYTES = 1024;
const FRAME_BYTES = 64 * 1024;
const LENGTH_BYTES = 4;
const FRAME_CONTENT_BYTES = FRAME_BYTES - LENGTH_BYTES;
const TRAILER_BYTES = 8;
/** The longest name a common file system can hold: 255 UTF-16 units in NTFS and APFS. */
const MAX_NAME_BYTES = 255 * 3;
/** What the header has left; registered media types stay below 100. */
const MAX_TYPE_BYTES = HEADER_BYTES - MAGIC.length - 2 - MAX_NAME_BYTES - 2;

export type FileLabel = {
  readonly name: string;
  /** media type, as the sender's device told it: a claim, never a reason to run or show anything */
  readonly type: string;
};

export type FileSealed = {
  readonly plainBytes: number;
  /** of the content; it tells a known file apart, so it must not leave the seal */
  readonly sha256: Uint8Array;
  readonly sealedBytes: number;
  /** of the age file, as the store and the log see it */
  readonly sealedSha256: Uint8Array;
};

export type OpenedFile = FileLabel & {
  /** Ends without an error only if the file was whole and unchanged to its last byte: use nothing of it before. */
  readonly content: ReadableStream<Uint8Array>;
};

/**
 * `done` settles when the last sealed byte has been read, and rejects when the source fails or the reader cancels.
 * `sealedSize` tells the length of the age file for a content of so many bytes, for uploads that must say it first.
 * @throws CodedError FILE_NAME_TOO_LONG above 765 bytes of UTF-8; FILE_TYPE_TOO_LONG above 251
 */
export async function sealFileStream(
  source: ReadableStream<Uint8Array>,
  label: FileLabel,
  recipients: readonly AgeRecipient[],
): Promise<{
  readonly stream: ReadableStream<Uint8Array>;
  readonly done: Promise<FileSealed>;
  readonly sealedSize: (plainBytes: number) => number;
}> {
  const content = counter();
  const sealed = counter();
  const container = framing(headerBytes(label), content.pass);
  const encrypted = await encrypterFor(recipients).encrypt(
    source.pipeThrough(container),
  );
  const sealedSize = (plainBytes: number) =>
    encrypted.size(containerBytes(plainBytes));

  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      sealed.pass(chunk);
      controller.enqueue(chunk);
    },
  });
  const done = encrypted.pipeTo(counting.writable).then(() => ({
    plainBytes: content.bytes(),
    sha256: content.digest(),
    sealedBytes: sealed.bytes(),
    sealedSha256: sealed.digest(),
  }));
  // The same failure reaches whoever reads the stream; a caller that looks only there must not be ended by this one.
  done.catch(() => undefined);
  return { stream: counting.readable, done, sealedSize };
}

/**
 * Resolves when the header has been read and proven; the content follows as a stream.
 * @throws CodedError (also as the error of `content`) SEAL_NOT_OPENED for another's key, changed or cut input;
 *   SEAL_CONTENT_INVALID when what was sealed is not such a file. A failure of the source itself passes as it is.
 */
export async function openFileStream(
  sealed: ReadableStream<Uint8Array> | Uint8Array,
  identity: AgeIdentity,
): Promise<OpenedFile> {
  const source = watched(
    sealed instanceof ReadableStream ? sealed : streamOf(sealed),
  );
  const decrypter = decrypterFor(identity);

  let reader: ReadableStreamDefaultReader<Uint8Array>;
  let parser: ContainerParser;
  let label: FileLabel;
  try {
    reader = (await decrypter.decrypt(source.stream)).getReader();
    parser = new ContainerParser(reader);
    const header = await parser.take(HEADER_BYTES);
    label = readContent(() => parseHeader(header));
  } catch (error) {
    const reason = refusal(error, source);
    await source.cancel(reason);
    throw reason;
  }

  const content = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const frame = await parser.nextFrame();
          if (frame === undefined) controller.close();
          else controller.enqueue(frame);
        } catch (error) {
          const reason = refusal(error, source);
          await source.cancel(reason);
          controller.error(reason);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { ...label, content };
}

/** The whole file in memory: for small ones. Errors as `openFileStream`. */
export async function openFileBytes(
  sealed: Uint8Array,
  identity: AgeIdentity,
): Promise<FileLabel & { readonly content: Uint8Array }> {
  const { name, type, content } = await openFileStream(sealed, identity);
  const chunks: Uint8Array[] = [];
  const reader = content.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read())
    chunks.push(next.value);
  return { name, type, content: concatBytes(...chunks) };
}

function containerBytes(contentBytes: number): number {
  const frames = Math.ceil(contentBytes / FRAME_CONTENT_BYTES);
  return padmeLength(
    HEADER_BYTES + contentBytes + (frames + 1) * LENGTH_BYTES + TRAILER_BYTES,
  );
}

function headerBytes({ name, type }: FileLabel): Uint8Array {
  const nameBytes = utf8Bytes(name);
  const typeBytes = utf8Bytes(type);
  if (nameBytes.length > MAX_NAME_BYTES)
    throw new CodedError("FILE_NAME_TOO_LONG");
  if (typeBytes.length > MAX_TYPE_BYTES)
    throw new CodedError("FILE_TYPE_TOO_LONG");
  const header = new Uint8Array(HEADER_BYTES);
  header.set(
    concatBytes(
      MAGIC,
      uint16(nameBytes.length),
      nameBytes,
      uint16(typeBytes.length),
      typeBytes,
    ),
  );
  return header;
}

function parseHeader(header: Uint8Array): FileLabel {
  let offset = 0;
  const take = (length: number) => {
    if (offset + length > header.length)
      throw new RangeError("header ends early");
    return header.subarray(offset, (offset += length));
  };
  const takeText = () => {
    const [high, low] = take(2);
    return utf8Text(take((high! << 8) | low!));
  };
  if (utf8Text(take(MAGIC.length)) !== "YLF1")
    throw new RangeError("not a sealed file");
  const label = { name: takeText(), type: takeText() };
  if (!isZero(header.subarray(offset))) throw new RangeError("header padding");
  return label;
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

/** Turns content into the container; `onContent` sees each piece once. */
function framing(
  header: Uint8Array,
  onContent: (piece: Uint8Array) => void,
): TransformStream<Uint8Array, Uint8Array> {
  let frame = new Uint8Array(FRAME_BYTES);
  let used = 0;
  let contentBytes = 0;

  const flushFrame = (
    controller: TransformStreamDefaultController<Uint8Array>,
  ) => {
    frame.set(uint32Bytes(used));
    controller.enqueue(frame.subarray(0, LENGTH_BYTES + used));
    frame = new Uint8Array(FRAME_BYTES);
    used = 0;
  };

  return new TransformStream({
    start: (controller) => controller.enqueue(header),
    transform(chunk, controller) {
      onContent(chunk);
      contentBytes += chunk.length;
      for (let offset = 0; offset < chunk.length;) {
        const piece = chunk.subarray(
          offset,
          offset + FRAME_CONTENT_BYTES - used,
        );
        frame.set(piece, LENGTH_BYTES + used);
        used += piece.length;
        offset += piece.length;
        if (used === FRAME_CONTENT_BYTES) flushFrame(controller);
      }
    },
    flush(controller) {
      if (used > 0) flushFrame(controller);
      controller.enqueue(uint32Bytes(0));
      // The same zeros again and again: up to 6 % of a gigabyte waits in the queue, but only one frame of it in memory.
      const frames = Math.ceil(contentBytes / FRAME_CONTENT_BYTES);
      const written =
        HEADER_BYTES +
        contentBytes +
        (frames + 1) * LENGTH_BYTES +
        TRAILER_BYTES;
      const zeros = new Uint8Array(FRAME_BYTES);
      for (
        let left = containerBytes(contentBytes) - written;
        left > 0;
        left -= FRAME_BYTES
      ) {
        controller.enqueue(zeros.subarray(0, Math.min(left, FRAME_BYTES)));
      }
      controller.enqueue(uint64Bytes(contentBytes));
    },
  });
}

/** Reads the container from an authenticated stream and insists on the one layout `framing` writes. */
class ContainerParser {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array(0);
  #consumed = 0;
  #contentBytes = 0;
  #lastWasShort = false;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  /** Exactly `length` bytes. */
  async take(length: number): Promise<Uint8Array> {
    while (this.#buffer.length < length) {
      const next = await this.#reader.read();
      if (next.done) throw new CodedError("SEAL_CONTENT_INVALID");
      this.#buffer =
        this.#buffer.length === 0
          ? next.value
          : concatBytes(this.#buffer, next.value);
    }
    const taken = this.#buffer.slice(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.#consumed += length;
    return taken;
  }

  /** The content of the next frame; undefined once the whole container has been read and found right. */
  async nextFrame(): Promise<Uint8Array | undefined> {
    const length = readUint32(await this.take(LENGTH_BYTES));
    if (length === 0) {
      await this.#finish();
      return undefined;
    }
    if (length > FRAME_CONTENT_BYTES || this.#lastWasShort)
      throw new CodedError("SEAL_CONTENT_INVALID");
    this.#lastWasShort = length < FRAME_CONTENT_BYTES;
    this.#contentBytes += length;
    return this.take(length);
  }

  async #finish(): Promise<void> {
    let padding =
      containerBytes(this.#contentBytes) - this.#consumed - TRAILER_BYTES;
    for (; padding > 0; padding -= FRAME_BYTES) {
      if (!isZero(await this.take(Math.min(padding, FRAME_BYTES))))
        throw new CodedError("SEAL_CONTENT_INVALID");
    }
    const trailer = readUint64(await this.take(TRAILER_BYTES));
    const { done } =
      this.#buffer.length > 0 ? { done: false } : await this.#reader.read();
    if (trailer !== this.#contentBytes || !done)
      throw new CodedError("SEAL_CONTENT_INVALID");
  }
}

/** Counts and hashes what passes. */
function counter() {
  const hash = sha256.create();
  let bytes = 0;
  return {
    pass: (chunk: Uint8Array) => {
      hash.update(chunk);
      bytes += chunk.length;
    },
    bytes: () => bytes,
    digest: () => hash.digest(),
  };
}

type Watched = {
  readonly stream: ReadableStream<Uint8Array>;
  readonly hasFailed: (error: unknown) => boolean;
  readonly cancel: (reason: unknown) => Promise<void>;
};

/** Remembers the source's own failure, so that a lost connection is not reported as a forged file. */
function watched(source: ReadableStream<Uint8Array>): Watched {
  const reader = source.getReader();
  const failures: unknown[] = [];
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await reader.read();
          if (next.done) controller.close();
          else controller.enqueue(next.value);
        } catch (error) {
          failures.push(error);
          throw error;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return {
    stream,
    hasFailed: (error) => failures.includes(error),
    // A source that failed, rejects being cancelled with the failure that is reported already.
    cancel: (reason) => reader.cancel(reason).catch(() => undefined),
  };
}

function refusal(error: unknown, source: Watched): unknown {
  if (source.hasFailed(error) || error instanceof CodedError) return error;
  return new CodedError("SEAL_NOT_OPENED");
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
