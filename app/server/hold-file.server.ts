import { CodedError } from "#app/domain/shared/coded-error";
import { boundedLine } from "#app/services/bounded-line";

/** Two files of 20 MB at once, whatever comes; the others wait. */
export const inHoldingLine = boundedLine({ atOnce: 2, lineLength: 30 });

/** Who sends slower than this gives the place to the next; 20 MB in five minutes is 70 KB a second. */
const MOST_STANDSTILL_MS = 30_000;
const MOST_IN_ALL_MS = 300_000;

/** A file in memory, or, when it is larger than that, its stream from the beginning. */
export type Held =
  | { readonly whole: Blob }
  | { readonly whole: null; readonly stream: ReadableStream<Uint8Array> };

/**
 * Reads a file into memory up to `most` bytes.
 * @throws CodedError BODY_INCOMPLETE when it stands still or takes too long; a failure of the stream rises as it is
 */
export async function holdFile(
  stream: ReadableStream<Uint8Array>,
  most: number,
): Promise<Held> {
  const reader = stream.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const end = Date.now() + MOST_IN_ALL_MS;
  let bytes = 0;
  while (bytes <= most) {
    const { done, value } = await inTime(
      reader,
      Math.min(MOST_STANDSTILL_MS, end - Date.now()),
    );
    if (done) return { whole: new Blob(chunks) };
    chunks.push(new Uint8Array(value));
    bytes += value.length;
  }
  return {
    whole: null,
    stream: new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const first = chunks.shift();
          if (first) return controller.enqueue(first);
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 },
    ),
  };
}

async function inTime(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  milliseconds: number,
) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new CodedError("BODY_INCOMPLETE")),
      Math.max(0, milliseconds),
    );
  });
  try {
    return await Promise.race([reader.read(), late]);
  } finally {
    clearTimeout(timer);
  }
}
