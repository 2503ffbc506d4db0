/**
 * The inside of a sealed file, before age seals it. All numbers are big-endian.
 *   header   1,024 bytes: "YLF1", name length (2), name, type length (2), type, zeros
 *   frames   length (4), content; every frame but the last holds 65,532 bytes
 *   end      length (4) = 0
 *   padding  zeros, so that the whole has a PADMÉ length
 *   trailer  length of the content (8)
 * Frames, because a reader of a stream learns only at its end where padding begins; fixed ones, so that the layout depends on
 * the content alone and not on how the source cut it into chunks.
 */
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
import { isZero, padmeLength } from "./padding";
import { readContent } from "./seal";

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

/** Length of the container for a content of so many bytes. */
export function containerBytes(contentBytes: number): number {
  return padmeLength(unpaddedBytes(contentBytes));
}

function unpaddedBytes(contentBytes: number): number {
  const frames = Math.ceil(contentBytes / FRAME_CONTENT_BYTES);
  return (
    HEADER_BYTES + contentBytes + (frames + 1) * LENGTH_BYTES + TRAILER_BYTES
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

/**
 * The container of a content; `onContent` sees each piece of it once. Piece by piece, as they are asked for, and all frames in
 * the same memory: whoever reads has to be done with one before asking for the next, as the pipe into an encrypter is. A
 * gigabyte of frames would otherwise wait for being collected.
 * @throws CodedError FILE_NAME_TOO_LONG above 765 bytes of UTF-8; FILE_TYPE_TOO_LONG above 251
 */
export function containerOf(
  content: ReadableStream<Uint8Array>,
  label: FileLabel,
  onContent: (piece: Uint8Array) => void,
): ReadableStream<Uint8Array> {
  const header = headerBytes(label);
  const reader = content.getReader();
  const pieces = containerPieces(header, reader, onContent);
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

async function* containerPieces(
  header: Uint8Array,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  onContent: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield header;
  const frame = new Uint8Array(FRAME_BYTES);
  let used = 0;
  let contentBytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const chunk = next.value;
    onContent(chunk);
    contentBytes += chunk.length;
    for (let offset = 0; offset < chunk.length;) {
      const piece = chunk.subarray(offset, offset + FRAME_CONTENT_BYTES - used);
      frame.set(piece, LENGTH_BYTES + used);
      used += piece.length;
      offset += piece.length;
      if (used === FRAME_CONTENT_BYTES) {
        frame.set(uint32Bytes(used));
        yield frame;
        used = 0;
      }
    }
  }
  if (used > 0) {
    frame.set(uint32Bytes(used));
    yield frame.subarray(0, LENGTH_BYTES + used);
  }
  yield uint32Bytes(0);
  const zeros = new Uint8Array(FRAME_BYTES);
  for (
    let left = containerBytes(contentBytes) - unpaddedBytes(contentBytes);
    left > 0;
    left -= FRAME_BYTES
  )
    yield zeros.subarray(0, Math.min(left, FRAME_BYTES));
  yield uint64Bytes(contentBytes);
}

/**
 * Reads the container from an authenticated stream and insists on the one layout `containerOf` writes: first
 * `readLabel`, then `nextFrame` until it gives undefined. Every other layout: CodedError SEAL_CONTENT_INVALID.
 */
export class ContainerReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #buffer: Uint8Array = new Uint8Array(0);
  #consumed = 0;
  #contentBytes = 0;
  #lastWasShort = false;

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>) {
    this.#reader = reader;
  }

  async readLabel(): Promise<FileLabel> {
    const header = await this.#take(HEADER_BYTES);
    return readContent(() => parseHeader(header));
  }

  /** Exactly `length` bytes. */
  async #take(length: number): Promise<Uint8Array> {
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
    const length = readUint32(await this.#take(LENGTH_BYTES));
    if (length === 0) {
      await this.#finish();
      return undefined;
    }
    if (length > FRAME_CONTENT_BYTES || this.#lastWasShort)
      throw new CodedError("SEAL_CONTENT_INVALID");
    this.#lastWasShort = length < FRAME_CONTENT_BYTES;
    this.#contentBytes += length;
    return this.#take(length);
  }

  async #finish(): Promise<void> {
    let padding =
      containerBytes(this.#contentBytes) - this.#consumed - TRAILER_BYTES;
    for (; padding > 0; padding -= FRAME_BYTES) {
      if (!isZero(await this.#take(Math.min(padding, FRAME_BYTES))))
        throw new CodedError("SEAL_CONTENT_INVALID");
    }
    const trailer = readUint64(await this.#take(TRAILER_BYTES));
    const { done } =
      this.#buffer.length > 0 ? { done: false } : await this.#reader.read();
    if (trailer !== this.#contentBytes || !done)
      throw new CodedError("SEAL_CONTENT_INVALID");
  }
}
