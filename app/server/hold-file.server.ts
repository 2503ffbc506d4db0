import { boundedLine } from "#app/services/bounded-line";

/** Two files of 20 MB at once, whatever comes; the others wait. */
export const inHoldingLine = boundedLine({ atOnce: 2, lineLength: 30 });

/** Who sends slower than this gives the place to the next: some connections that hardly send would block it for everybody. */
export const LEAST_BYTES_A_SECOND = 50_000;
/** a connection may be slow for a while */
export const PATIENCE_MS = 10_000;
const MOST_IN_ALL_MS = 300_000;

/** A file in memory, or, when it is too large or too slow for that, its stream from the beginning. */
export type Held =
  | { readonly whole: Blob }
  | {
      readonly whole: null;
      readonly reason: "TOO_LARGE_TO_EXAMINE" | "TOO_SLOW_TO_EXAMINE";
      readonly stream: ReadableStream<Uint8Array>;
    };

type Read = ReadableStreamReadResult<Uint8Array>;

/** Reads a file into memory up to `most` bytes, while it comes fast enough. A failure of the stream rises as it is. */
export async function holdFile(
  stream: ReadableStream<Uint8Array>,
  most: number,
): Promise<Held> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const begun = Date.now();
  let bytes = 0;
  while (bytes <= most) {
    const next = reader.read();
    const late = begun + mayTake(bytes) - Date.now();
    const read = await inTime(next, late);
    if (read === null)
      return {
        whole: null,
        reason: "TOO_SLOW_TO_EXAMINE",
        stream: fromTheBeginning(chunks, reader, { next }),
      };
    if (read.done) return { whole: new Blob(chunks) };
    chunks.push(new Uint8Array(read.value));
    bytes += read.value.length;
  }
  return {
    whole: null,
    reason: "TOO_LARGE_TO_EXAMINE",
    stream: fromTheBeginning(chunks, reader, { next: null }),
  };
}

/** Milliseconds from the beginning within which more than `bytes` have to be here. */
function mayTake(bytes: number): number {
  const atLeastRate = (bytes / LEAST_BYTES_A_SECOND) * 1_000;
  return Math.min(MOST_IN_ALL_MS, Math.max(PATIENCE_MS, atLeastRate));
}

/** @returns null when nothing was read until then; the read goes on */
async function inTime(
  read: Promise<Read>,
  milliseconds: number,
): Promise<Read | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([read, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** @param pending a read that was begun: what it brings comes after the chunks */
function fromTheBeginning(
  chunks: Uint8Array<ArrayBuffer>[],
  reader: ReadableStreamDefaultReader<Uint8Array>,
  pending: { next: Promise<Read> | null },
): ReadableStream<Uint8Array> {
  // may fail before anybody reads on, who then hears of it
  pending.next?.catch(() => {});
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const first = chunks.shift();
        if (first) return controller.enqueue(first);
        const next = pending.next ?? reader.read();
        pending.next = null;
        const { done, value } = await next;
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
