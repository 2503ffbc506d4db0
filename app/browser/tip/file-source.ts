/**
 * A seal runs from promise to promise and would keep the thread to itself for a whole piece: a pause would not be heard, and what
 * is used up could not be collected.
 */
const BREATH_BYTES = 512 * 1024;
function breathe(): Promise<void> {
  return new Promise((resume) => setTimeout(resume));
}

const READ_BYTES = 1024 ** 2;

/**
 * The content of a file for `sealFileStream`, which is done with one piece when it asks for the next. Each is freed then and
 * not when the browser gets round to it: by that time a large file would have filled hundreds of megabytes.
 */
export function contentOf(file: Blob): ReadableStream<Uint8Array> {
  let at = 0;
  let last: ArrayBuffer | null = null;
  return new ReadableStream(
    {
      async pull(controller) {
        if (last) free(last);
        last = null;
        if (at >= file.size) return controller.close();
        last = await file.slice(at, at + READ_BYTES).arrayBuffer();
        at += last.byteLength;
        controller.enqueue(new Uint8Array(last));
      },
    },
    { highWaterMark: 0 },
  );
}

/** Older browsers have no way to do this at once. */
function free(buffer: ArrayBufferLike): void {
  (buffer as { transfer?: (bytes: number) => unknown }).transfer?.(0);
}

/**
 * Chromium keeps what was read and sent until its next full collection, and hardly counts it: hundreds of megabytes would pile
 * up. It does count these, which are never written to and so take no memory, once they have outlived a piece.
 */
const WEIGHT_BYTES = 64 * 1024 ** 2;
const WEIGHTS = 2;

/**
 * A stream of sealed bytes as an upload wants it: piece by piece, and any piece again until the portal has it. A seal cannot be
 * wound back, so the last piece stays in memory, and nothing else does. (The library's own reader of streams copies all it
 * holds for every 64 KiB that arrive.)
 */
export class SealedSource {
  readonly size: number;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #buffer: Uint8Array;
  /** place of the buffer's first byte in the whole */
  #start = 0;
  #filled = 0;
  #rest: Uint8Array = new Uint8Array(0);
  /** where `#rest` lies */
  #held: ArrayBufferLike | null = null;
  readonly #weights: ArrayBuffer[] = [];
  #work: Promise<void> = Promise.resolve();
  #turn = 0;
  #failure: unknown = null;

  constructor(
    stream: ReadableStream<Uint8Array>,
    {
      size,
      pieceBytes,
    }: { readonly size: number; readonly pieceBytes: number },
  ) {
    this.size = size;
    this.#reader = stream.getReader();
    this.#buffer = new Uint8Array(Math.min(pieceBytes, size));
  }

  /** What the file or its seal failed with, as opposed to the connection. */
  get failure(): unknown {
    return this.#failure;
  }

  /**
   * Bytes from `start` to `end`, valid until the next call; `start` may be anything from the start of the call before on.
   * Never settles once `forget` or another call came: a request that was given up must not go out after all.
   */
  async slice(
    start: number,
    end: number,
  ): Promise<{ readonly value: Uint8Array; readonly done: boolean }> {
    const turn = ++this.#turn;
    this.#work = this.#work.then(() => this.#fill(start, end));
    try {
      await this.#work;
    } catch (error) {
      this.#failure ??= error;
      throw error;
    }
    if (turn !== this.#turn) return new Promise(() => {});
    return { value: this.#buffer.subarray(0, end - start), done: false };
  }

  forget(): void {
    this.#turn += 1;
  }

  close(): void {
    this.forget();
    this.#weights.length = 0;
    void this.#reader.cancel().catch(() => undefined);
  }

  #addWeight(): void {
    try {
      this.#weights.push(new ArrayBuffer(WEIGHT_BYTES));
    } catch {
      // a device without so many addresses
    }
    if (this.#weights.length > WEIGHTS) this.#weights.shift();
  }

  async #fill(start: number, end: number): Promise<void> {
    this.#addWeight();
    const passed = start - this.#start;
    if (passed < 0 || passed > this.#filled)
      throw new RangeError("these bytes of a sealed file are gone");
    this.#buffer.copyWithin(0, passed, this.#filled);
    this.#filled -= passed;
    this.#start = start;
    let breathAt = this.#filled + BREATH_BYTES;
    while (this.#filled < end - start) {
      if (this.#filled >= breathAt) {
        breathAt += BREATH_BYTES;
        await breathe();
      }
      if (this.#rest.length === 0) {
        const next = await this.#reader.read();
        if (next.done) throw new RangeError("a sealed file ended early");
        if (this.#held) free(this.#held);
        this.#held = next.value.buffer;
        this.#rest = next.value;
      }
      const piece = this.#rest.subarray(0, end - start - this.#filled);
      this.#buffer.set(piece, this.#filled);
      this.#filled += piece.length;
      this.#rest = this.#rest.subarray(piece.length);
    }
  }
}
