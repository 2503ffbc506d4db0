/** Bytes of their own buffer, as `Blob` takes them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The file is not what its beginning says. Caught in `examine`; never leaves this room. */
export class MalformedFile extends Error {
  override readonly name = "MalformedFile";
}

/** A part would need more memory, or more steps, than allowed. Caught in `examine`. */
export class BeyondLimit extends Error {
  override readonly name = "BeyondLimit";
  constructor(readonly note: "TOO_LARGE_TO_EXAMINE" | "TOO_MUCH_INSIDE") {
    super(note);
  }
}

const WINDOW = 256 * 1024;

/** Reads ranges of a Blob through one window, so that a walk over small headers costs few reads and constant memory. */
export class BlobReader {
  readonly size: number;
  readonly #blob: Blob;
  #start = 0;
  #window: Bytes = new Uint8Array(0);

  constructor(blob: Blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  /**
   * The range as a view. A length that the file itself states is checked against the file's true size before anything is
   * allocated. @throws MalformedFile beyond the end
   */
  async read(start: number, length: number): Promise<Bytes> {
    if (!(start >= 0 && length >= 0 && start + length <= this.size))
      throw new MalformedFile();
    const from = start - this.#start;
    if (from >= 0 && from + length <= this.#window.length)
      return this.#window.subarray(from, from + length);
    if (length >= WINDOW) return load(this.#blob, start, start + length);
    this.#window = await load(this.#blob, start, start + WINDOW);
    this.#start = start;
    return this.#window.subarray(0, length);
  }

  /** Like `read`, with what is left when the file ends before. */
  async upTo(start: number, length: number): Promise<Bytes> {
    return this.read(
      Math.min(start, this.size),
      Math.max(0, Math.min(length, this.size - start)),
    );
  }
}

async function load(blob: Blob, start: number, end: number): Promise<Bytes> {
  return new Uint8Array(await blob.slice(start, end).arrayBuffer());
}

function require(bytes: Uint8Array, at: number, length: number): void {
  if (!(at >= 0 && at + length <= bytes.length)) throw new MalformedFile();
}

/** Big endian unless told. @throws MalformedFile beyond the end */
export function u16(bytes: Uint8Array, at: number, little = false): number {
  require(bytes, at, 2);
  return little
    ? bytes[at]! | (bytes[at + 1]! << 8)
    : (bytes[at]! << 8) | bytes[at + 1]!;
}

export function u32(bytes: Uint8Array, at: number, little = false): number {
  require(bytes, at, 4);
  return little
    ? u16(bytes, at, true) + u16(bytes, at + 2, true) * 65_536
    : u16(bytes, at) * 65_536 + u16(bytes, at + 2);
}

/** Exact up to 2^53, far beyond any file. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) * 4_294_967_296 + u32(bytes, at + 4);
}

/** One character a byte. */
export function latin1(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
): string {
  let text = "";
  for (let at = start; at < Math.min(end, bytes.length); at += 8_192)
    text += String.fromCharCode(
      ...bytes.subarray(at, Math.min(at + 8_192, end, bytes.length)),
    );
  return text;
}

export function fromLatin1(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  return (
    at + text.length <= bytes.length &&
    latin1(bytes, at, at + text.length) === text
  );
}

/** Text of unknown encoding: UTF-8, else GB 18030, which cameras and programs sold in China write. */
export function guessText(bytes: Uint8Array): string {
  for (const encoding of ["utf-8", "gb18030"])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  return latin1(bytes);
}

export function utf16(bytes: Uint8Array, little: boolean): string {
  return new TextDecoder(little ? "utf-16le" : "utf-16be").decode(
    bytes.subarray(0, bytes.length & ~1),
  );
}

export function isAllZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

export function joined(parts: readonly Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
