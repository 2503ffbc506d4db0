import { DetailedError, Upload, type HttpResponse } from "tus-js-client";
import { CodedError } from "#app/domain/shared/coded-error";
import { SealedSource } from "./file-source";

/** One request's share, and so what is held in memory; the portal would take twice as much (`MOST_UPLOAD_PART_BYTES`). */
const PIECE_BYTES = 4 * 1024 ** 2;
/** The library tries again so often by itself; then it is the line that is gone, and waiting begins. */
const RETRY_MS = [0, 1_000, 3_000];
const WAIT_MS = 5_000;
const WATCH_MS = 5_000;
/** Nothing moves for so long: the connection hangs, as after a sleep of the device, and is given up. */
const STILL_MS = 45_000;

export type UploadEvents = {
  /** bytes that have gone out; fewer again when some of them got lost */
  readonly sent: (bytes: number) => void;
  readonly waiting: () => void;
};

export type RunningUpload = {
  /** id of the finished upload. @throws CodedError of the portal, FILE_CHANGED, UPLOAD_STOPPED */
  readonly done: Promise<string>;
  pause(): void;
  resume(): void;
  /** Also at the portal, if it can be reached. */
  cancel(): Promise<void>;
};

/** Where the portal takes uploads; the only address this program sends files to. */
function endpoint(): string {
  return new URL("/tip/files", globalThis.location.origin).href;
}

/**
 * Sends an age file of `size` bytes. A lost connection is waited for, however long; a pause, a hanging line or a device that
 * slept cost at most the piece under way, of which the portal keeps what arrived. Nothing is stored on the device.
 */
export function startUpload(
  stream: ReadableStream<Uint8Array>,
  size: number,
  events: UploadEvents,
): RunningUpload {
  const source = new SealedSource(stream, {
    size,
    pieceBytes: PIECE_BYTES,
  });
  let state: "MOVING" | "WAITING" | "PAUSED" | "OVER" = "MOVING";
  let movedAt = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settle!: {
    resolve: (uploadId: string) => void;
    reject: (error: Error) => void;
  };
  const done = new Promise<string>((resolve, reject) => {
    settle = { resolve, reject };
  });

  /** proof of work the portal asks for while it is flooded */
  let challenge: unknown;

  const upload = new Upload(source as never, {
    endpoint: endpoint(),
    uploadSize: size,
    chunkSize: PIECE_BYTES,
    retryDelays: RETRY_MS,
    // nothing about an upload is kept on the device
    storeFingerprintForResuming: false,
    urlStorage: null as never,
    fingerprint: () => Promise.resolve(null as never),
    fileReader: { openFile: () => Promise.resolve(source as never) },
    onBeforeRequest: async (request) => {
      // a start that overlapped a pause goes no further
      if (state !== "MOVING") return new Promise<void>(() => {});
      if (challenge === undefined) return;
      const { solveWork } = await import("./solve-work");
      request.setHeader("Yanlu-Work", await solveWork(challenge));
      challenge = undefined;
    },
    onAfterResponse: (_request, response) => {
      challenge = challengeOf(response);
    },
    onUploadUrlAvailable: () => {
      // otherwise the library begins anew, from bytes that are sealed and gone, when the portal has dropped the upload
      upload.options.endpoint = null;
      movedAt = Date.now();
    },
    onShouldRetry: (error) => source.failure === null && !isFinal(error),
    onProgress: (bytes) => {
      if (state !== "MOVING") return;
      movedAt = Date.now();
      events.sent(bytes);
    },
    onSuccess: () => {
      if (end()) settle.resolve(upload.url!.split("/").at(-1)!);
    },
    onError: (error) => {
      if (state !== "MOVING") return;
      if (source.failure === null && !isFinal(error)) return wait();
      if (end()) settle.reject(reasonOf(error, source));
    },
  });

  /** @returns false when it was over already */
  const end = (): boolean => {
    if (state === "OVER") return false;
    state = "OVER";
    clearTimeout(timer);
    clearInterval(watch);
    globalThis.removeEventListener?.("online", goOn);
    source.close();
    return true;
  };
  const halt = () => {
    clearTimeout(timer);
    source.forget();
    void upload.abort();
  };
  const start = () => {
    state = "MOVING";
    movedAt = Date.now();
    upload.start();
  };
  const wait = () => {
    halt();
    state = "WAITING";
    events.waiting();
    timer = setTimeout(goOn, WAIT_MS);
  };
  function goOn() {
    clearTimeout(timer);
    if (state === "WAITING") start();
  }

  let lookedAt = Date.now();
  const watch = setInterval(() => {
    const now = Date.now();
    const slept = now - lookedAt > 4 * WATCH_MS;
    lookedAt = now;
    if (state !== "MOVING" || (!slept && now - movedAt < STILL_MS)) return;
    halt();
    start();
  }, WATCH_MS);
  globalThis.addEventListener?.("online", goOn);
  start();

  return {
    done,
    pause() {
      if (state !== "MOVING" && state !== "WAITING") return;
      state = "PAUSED";
      halt();
    },
    resume() {
      if (state === "PAUSED") start();
    },
    async cancel() {
      const { url } = upload;
      const wasRunning = state !== "OVER";
      if (wasRunning) {
        halt();
        end();
        settle.reject(new CodedError("FILE_REMOVED"));
      }
      if (url !== null) await endAtPortal(url);
    },
  };
}

/** Deletes an upload at the portal; one that stays there nevertheless is purged after two days. */
export async function endUpload(uploadId: string): Promise<void> {
  await endAtPortal(`${endpoint()}/${uploadId}`);
}

async function endAtPortal(url: string): Promise<void> {
  await Upload.terminate(url, { retryDelays: [1_000] }).catch(() => undefined);
}

function challengeOf(response: HttpResponse): unknown {
  if (response.getStatus() !== 429) return undefined;
  try {
    const { code, challenge } = JSON.parse(response.getBody()) as {
      code?: unknown;
      challenge?: unknown;
    };
    return code === "WORK_NEEDED" ? challenge : undefined;
  } catch {
    return undefined;
  }
}

/** Whether asking again would bring the same answer. */
function isFinal(error: Error): boolean {
  const status =
    error instanceof DetailedError
      ? (error.originalResponse?.getStatus() ?? 0)
      : 0;
  if (status === 429 && error instanceof DetailedError)
    return challengeOf(error.originalResponse!) === undefined;
  return status >= 400 && status < 500 && ![409, 423].includes(status);
}

function reasonOf(error: Error, source: SealedSource): CodedError {
  if (source.failure !== null)
    // the browser lost the file: moved, changed or deleted since it was chosen
    return source.failure instanceof CodedError
      ? source.failure
      : new CodedError("FILE_CHANGED");
  if (!(error instanceof DetailedError) || !error.originalResponse)
    return new CodedError("UPLOAD_STOPPED");
  try {
    const { code, values } = JSON.parse(error.originalResponse.getBody()) as {
      code: unknown;
      values?: Readonly<Record<string, string | number>>;
    };
    if (typeof code === "string" && /^[A-Z_]+$/.test(code))
      return new CodedError(code, { ...(values && { values }) });
  } catch {
    // HEAD has no body, and a proxy answers in its own words
  }
  return new CodedError(
    error.originalResponse.getStatus() === 404
      ? "UPLOAD_GONE"
      : "UPLOAD_STOPPED",
  );
}
