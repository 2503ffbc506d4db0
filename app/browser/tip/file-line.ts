import { toBase64Url } from "#app/crypto/encoding";
import { sealFileStream } from "#app/crypto/sealed-file";
import { sealedFileBytes } from "#app/crypto/sealed-length";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import {
  MOST_FILE_BYTES,
  MOST_FILES,
  MOST_TIP_BYTES,
} from "#app/domain/tip/limits";
import { withoutControls } from "#app/forms/tip/typed-text";
import { cleanedName } from "#app/metadata/cleaned-name";
import type { FileChoice, FileState, FileStatus } from "./file-calls";
import { contentOf } from "./file-source";
import { endUpload, startUpload, type RunningUpload } from "./file-upload";
import { session, threadOfSession, type UploadedFile } from "./session";

/** Progress is told at most so often: a page is drawn for each. */
const TELL_MS = 250;
const SPEED_OVER_MS = 5_000;
const NAME_LENGTH = 200;

type Variant = {
  readonly blob: Blob;
  readonly name: string;
  readonly variant: UploadedFile["variant"];
};

/** A chosen file on its way. */
type Job = {
  readonly fileId: string;
  readonly file: Blob;
  readonly name: string;
  readonly choice: FileChoice;
  readonly tell: (status: FileStatus) => void;
  readonly settle: {
    readonly resolve: (status: FileStatus) => void;
    readonly reject: (error: Error) => void;
  };
  state: FileState;
  code: string | null;
  /** null until cleaned */
  variants: readonly Variant[] | null;
  /** how many of them the portal has */
  finished: number;
  running: RunningUpload | null;
  /** counts how often work on it began */
  turn: number;
  /** sealed bytes of the finished ones */
  finishedBytes: number;
  sent: number;
  samples: { readonly at: number; readonly bytes: number }[];
  toldAt: number;
};

/**
 * Files go one after the other: each at the full speed of the line, and one piece in memory whatever is chosen. A file that is
 * paused or failed lets the next one pass.
 */
const jobs: Job[] = [];
let active: Job | null = null;

export function statuses(): readonly FileStatus[] {
  return jobs.map(statusOf);
}

/**
 * @returns when everything of the file is at the portal
 * @throws CodedError FILE_EMPTY | FILE_TOO_LARGE | FILES_TOO_MANY | FILES_TOO_LARGE | FILE_NAME_TOO_LONG; FILE_REMOVED when it
 *   was taken out meanwhile
 */
export function addToLine(
  input: {
    readonly fileId: string;
    readonly file: Blob;
    readonly name: string;
    readonly choice: FileChoice;
  },
  tell: (status: FileStatus) => void,
): Promise<FileStatus> {
  const name = withoutControls(input.name);
  requireRoom(input.file, input.choice);
  if (name.length > NAME_LENGTH) throw new CodedError("FILE_NAME_TOO_LONG");
  return new Promise((resolve, reject) => {
    const job: Job = {
      ...input,
      name,
      tell,
      settle: { resolve, reject },
      state: "QUEUED",
      code: null,
      variants: null,
      finished: 0,
      running: null,
      turn: 0,
      finishedBytes: 0,
      sent: 0,
      samples: [],
      toldAt: 0,
    };
    jobs.push(job);
    enter(job, "QUEUED");
    next();
  });
}

/** What is done has been handed over to an inbox: the next sending begins without it. */
export function forgetFinished(): void {
  for (const job of jobs.filter(({ state }) => state === "DONE"))
    jobs.splice(jobs.indexOf(job), 1);
}

export function pauseFile(fileId: string): void {
  const job = jobOf(fileId);
  if (["DONE", "FAILED", "PAUSED"].includes(job.state)) return;
  job.running?.pause();
  enter(job, "PAUSED");
  leave(job);
}

export function resumeFile(fileId: string): void {
  const job = jobOf(fileId);
  if (job.state !== "PAUSED" && job.state !== "FAILED") return;
  job.code = null;
  enter(job, "QUEUED");
  next();
}

export async function removeFile(fileId: string): Promise<void> {
  const job = jobs.find((one) => one.fileId === fileId);
  if (!job) return;
  jobs.splice(jobs.indexOf(job), 1);
  const uploaded = session.uploaded.filter((file) => file.fileId === fileId);
  for (const file of uploaded)
    session.uploaded.splice(session.uploaded.indexOf(file), 1);
  job.settle.reject(new CodedError("FILE_REMOVED"));
  const { running } = job;
  job.running = null;
  leave(job);
  await running?.cancel();
  for (const { uploadId } of uploaded) await endUpload(uploadId);
}

/**
 * Takes out the file with this hash, its copy too, and ends both at the portal, if it can be reached.
 * @returns its id; null when no uploaded file has that hash
 */
export function dropUploaded(sealedHash: unknown): string | null {
  const found = session.uploaded.find((file) => file.sealedHash === sealedHash);
  if (!found) return null;
  void removeFile(found.fileId);
  return found.fileId;
}

function requireRoom(file: Blob, choice: FileChoice): void {
  if (file.size === 0) throw new CodedError("FILE_EMPTY");
  if (file.size > MOST_FILE_BYTES)
    throw new CodedError("FILE_TOO_LARGE", {
      values: { megabytes: Math.floor(MOST_FILE_BYTES / 1_000_000) },
    });
  const count = (one: FileChoice) => (one === "BOTH" ? 2 : 1);
  const files = jobs.reduce((sum, job) => sum + count(job.choice), 0);
  if (files + count(choice) > MOST_FILES)
    throw new CodedError("FILES_TOO_MANY", { values: { max: MOST_FILES } });
  const bytes = jobs.reduce(
    (sum, job) => sum + job.file.size * count(job.choice),
    0,
  );
  if (bytes + file.size * count(choice) > MOST_TIP_BYTES)
    throw new CodedError("FILES_TOO_LARGE", {
      values: { megabytes: Math.floor(MOST_TIP_BYTES / 1_000_000) },
    });
}

function jobOf(fileId: string): Job {
  const job = jobs.find((one) => one.fileId === fileId);
  if (!job) throw new CodedError("FILE_REMOVED");
  return job;
}

function next(): void {
  if (active) return;
  const job = jobs.find(({ state }) => state === "QUEUED");
  if (!job) return;
  active = job;
  void work(job);
}

function leave(job: Job): void {
  if (active === job) active = null;
  next();
}

/** Whether this turn of the job is still wanted: it may have been paused, removed or begun again while something was awaited. */
function isOn(job: Job, turn: number): boolean {
  return active === job && jobs.includes(job) && job.turn === turn;
}

async function work(job: Job): Promise<void> {
  // the turn that began the upload is waiting for its end
  if (job.running) {
    enter(job, "UPLOADING");
    job.running.resume();
    return;
  }
  const turn = ++job.turn;
  try {
    enter(job, "SEALING");
    job.variants ??= await variantsOf(job);
    while (isOn(job, turn) && job.finished < job.variants.length)
      await uploadVariant(job, turn);
    if (!isOn(job, turn)) return;
    enter(job, "DONE");
    job.settle.resolve(statusOf(job));
  } catch (error) {
    if (!jobs.includes(job) || job.turn !== turn) return;
    const running = job.running as RunningUpload | null;
    void running?.cancel();
    job.running = null;
    job.sent = 0;
    job.code = isCodedError(error) ? error.code : "UPLOAD_STOPPED";
    enter(job, "FAILED");
  }
  if (job.state === "DONE" || job.state === "FAILED") leave(job);
}

/** Settles when the variant is at the portal, however often it was paused meanwhile; the line may have gone on then. */
async function uploadVariant(job: Job, turn: number): Promise<void> {
  const { blob, name, variant } = job.variants![job.finished]!;
  const { recipient } = await threadOfSession();
  if (!isOn(job, turn)) return;
  const { stream, done, sealedSize } = await sealFileStream(
    contentOf(blob),
    { name, type: typeOf(blob) },
    [recipient],
  );
  const size = sealedSize(blob.size);
  if (!isOn(job, turn)) return void stream.cancel();
  const running = startUpload(stream, size, {
    sent: (bytes) => {
      job.sent = bytes;
      if (active === job) enter(job, "UPLOADING");
    },
    waiting: () => active === job && enter(job, "WAITING_FOR_NETWORK"),
  });
  job.running = running;
  const uploadId = await running.done;
  const { sealedBytes, sealedSha256 } = await done;
  job.running = null;
  job.finished += 1;
  job.finishedBytes += sealedBytes;
  job.sent = 0;
  session.uploaded.push({
    uploadId,
    fileId: job.fileId,
    sealedBytes,
    sealedHash: toBase64Url(sealedSha256),
    variant,
    name,
    bytes: blob.size,
  });
}

async function variantsOf({
  file,
  name,
  choice,
}: Job): Promise<readonly Variant[]> {
  const original: Variant = { blob: file, name, variant: "ORIGINAL" };
  if (choice === "ORIGINAL") return [original];
  // only when wanted: it is larger than all the rest of this program
  const { clean } = await import("#app/metadata/metadata");
  const cleaned = await clean(file);
  // nothing was taken out, and nobody can say what is in it; its name may still tell something
  if (!cleaned) return [{ blob: file, name, variant: "UNKNOWN" }];
  const copy: Variant = {
    blob: cleaned.blob,
    name: cleanedName(name),
    variant: "CLEANED",
  };
  return choice === "BOTH" ? [copy, original] : [copy];
}

function typeOf({ type }: Blob): string {
  return /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type)
    ? type
    : "application/octet-stream";
}

// --- what is told -----------------------------------------------------------------------------------------------------

function enter(job: Job, state: FileState): void {
  const changed = job.state !== state;
  job.state = state;
  const now = Date.now();
  const bytes = job.finishedBytes + job.sent;
  if (state !== "UPLOADING") job.samples = [];
  else {
    job.samples.push({ at: now, bytes });
    while (job.samples.length > 2 && now - job.samples[0]!.at > SPEED_OVER_MS)
      job.samples.shift();
  }
  if (!changed && now - job.toldAt < TELL_MS) return;
  job.toldAt = now;
  job.tell(statusOf(job));
}

function statusOf(job: Job): FileStatus {
  const { fileId, name, state, code } = job;
  const total =
    job.variants?.reduce(
      (sum, { blob }) => sum + sealedFileBytes(blob.size),
      0,
    ) ?? sealedFileBytes(job.file.size) * (job.choice === "BOTH" ? 2 : 1);
  return {
    fileId,
    name,
    state,
    code,
    bytes: job.finishedBytes + job.sent,
    total,
    bytesPerSecond: state === "UPLOADING" ? speedOf(job.samples) : 0,
  };
}

function speedOf(samples: Job["samples"]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < 500) return 0;
  return Math.max(
    0,
    Math.round(((last.bytes - first.bytes) * 1_000) / (last.at - first.at)),
  );
}
