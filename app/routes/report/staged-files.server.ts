import {
  newIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import { openTicket, sealTicket } from "#app/crypto/ticket";
import { isCodedError } from "#app/domain/shared/coded-error";
import { fileLimits } from "#app/forms/tip/evidence";
import type { PageError } from "#app/forms/tip/form-page";
import { withoutControls } from "#app/forms/tip/typed-text";
import { describeError, logEvent } from "#app/server/event-log.server";
import type { IncomingFile } from "#app/server/multipart.server";
import { ticketKeys } from "#app/server/ticket-keys.server";
import { stageFile } from "#app/services/tip/stage-file.server";
import type { Deps } from "#app/services/ports";

const PURPOSE = "staged";
/** Shorter than the two days after which staged files are purged and ticket keys deleted. */
const HOURS = 24;

export type StagedFile = {
  readonly storageKey: string;
  readonly sealedBytes: number;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
};

/** Files sealed to a thread key that only the tipster's page carries until the tip is sent. */
export type StagedThread = {
  readonly identity: AgeIdentity;
  readonly recipient: AgeRecipient;
  readonly files: readonly StagedFile[];
};

type TicketPayload = {
  readonly identity: string;
  readonly files: readonly StagedFile[];
};

export async function newThread(): Promise<StagedThread> {
  const identity = await newIdentity();
  return { identity, recipient: await recipientOf(identity), files: [] };
}

export async function sealStaged(
  deps: Deps,
  thread: StagedThread,
): Promise<string> {
  const { current } = await ticketKeys(deps);
  const payload: TicketPayload = {
    identity: thread.identity,
    files: thread.files,
  };
  return sealTicket(payload, {
    key: current,
    purpose: PURPOSE,
    expiresAt: new Date(deps.clock.now().getTime() + HOURS * 3_600_000),
  });
}

/** null when the ticket is too old or not ours: its files count no more. */
export async function openStaged(
  deps: Deps,
  ticket: string,
): Promise<StagedThread | null> {
  const { all } = await ticketKeys(deps);
  try {
    const payload = openTicket(ticket, {
      keys: all,
      purpose: PURPOSE,
      now: deps.clock.now(),
    }) as TicketPayload;
    const identity = payload.identity as AgeIdentity;
    return {
      identity,
      recipient: await recipientOf(identity),
      files: payload.files,
    };
  } catch (error) {
    if (isCodedError(error)) return null;
    throw error;
  }
}

export type Taken =
  { readonly file: StagedFile } | { readonly error: PageError };

/**
 * Seals and stores one incoming file, or says why not. `already` are the files of this form so far. A staged
 * file that is not listed afterwards belongs to nothing and is purged.
 */
export async function takeFile(
  deps: Deps,
  file: IncomingFile,
  {
    recipient,
    already,
  }: {
    readonly recipient: AgeRecipient;
    readonly already: readonly { readonly bytes: number }[];
  },
): Promise<Taken> {
  const name = withoutControls(file.name);
  const refuse = (code: string, values: PageError["values"] = {}): Taken => ({
    error: { field: file.field, code, values, subject: name.slice(0, 80) },
  });
  const together = already.reduce((sum, { bytes }) => sum + bytes, 0);
  const megabytes = (bytes: number) => ({ megabytes: bytes / 1_000_000 });
  if (name !== file.name || name.includes("\ufffd"))
    return refuse("FILE_NAME_NOT_ALLOWED");
  if (name.length > fileLimits.nameLength) return refuse("FILE_NAME_TOO_LONG");
  if (already.length >= fileLimits.count)
    return refuse("FILES_TOO_MANY", { max: fileLimits.count });
  if (together >= fileLimits.bytesTogether)
    return refuse("FILES_TOO_LARGE", megabytes(fileLimits.bytesTogether));
  const type = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(file.type)
    ? file.type
    : "application/octet-stream";
  try {
    const { storageKey, sealedBytes } = await stageFile(deps, {
      stream: file.stream,
      name,
      type,
      threadRecipient: recipient,
    });
    if (file.bytes() === 0) return refuse("FILE_EMPTY");
    if (together + file.bytes() > fileLimits.bytesTogether)
      return refuse("FILES_TOO_LARGE", megabytes(fileLimits.bytesTogether));
    return {
      file: { storageKey, sealedBytes, name, type, bytes: file.bytes() },
    };
  } catch (error) {
    if (file.tooLarge())
      return refuse("FILE_TOO_LARGE", megabytes(fileLimits.bytesEach));
    if (isCodedError(error)) return refuse(error.code, error.values);
    // the tipster keeps the page and everything typed; we get the line in the log
    logEvent({ event: "unexpected", part: "web", ...describeError(error) });
    return refuse("FILE_NOT_STORED");
  }
}
