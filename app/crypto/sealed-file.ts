/**
 * A file, sealed as a stream: memory stays the same for a kilobyte and for a gigabyte, and the length need not be known
 * before. Name and type lie inside the seal; the whole is padded by PADMÉ, against somebody who knows a file by its size.
 * The layout inside: `file-container.ts`.
 */
import { createSHA256 } from "hash-wasm";
import { CodedError } from "#app/domain/shared/coded-error";
import { concatBytes } from "./encoding";
import {
  containerBytes,
  containerOf,
  ContainerReader,
  type FileLabel,
} from "./file-container";
import type { AgeIdentity, AgeRecipient } from "./identity";
import { decrypterFor, encrypterFor } from "./seal";

export type FileSealed = {
  readonly plainBytes: number;
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
  let plainBytes = 0;
  let sealedBytes = 0;
  // in WebAssembly: the same in plain script costs a third of the time that sealing takes
  const hash = await createSHA256();
  const encrypted = await encrypterFor(recipients).encrypt(
    containerOf(source, label, (piece) => (plainBytes += piece.length)),
  );
  const sealedSize = (plainBytes: number) =>
    encrypted.size(containerBytes(plainBytes));

  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      hash.update(chunk);
      sealedBytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  const done = encrypted.pipeTo(counting.writable).then(() => ({
    plainBytes,
    sealedBytes,
    sealedSha256: hash.digest("binary"),
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
  let container: ContainerReader;
  let label: FileLabel;
  try {
    reader = (await decrypter.decrypt(source.stream)).getReader();
    container = new ContainerReader(reader);
    label = await container.readLabel();
  } catch (error) {
    const reason = refusal(error, source);
    await source.cancel(reason);
    throw reason;
  }

  const content = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const frame = await container.nextFrame();
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
