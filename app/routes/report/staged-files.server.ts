import {
  newIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "#app/crypto/identity";
import { openTicket, sealTicket } from "#app/crypto/ticket";
import { isCodedError } from "#app/domain/shared/coded-error";
import type { StagedFile } from "#app/server/take-file.server";
import { ticketKeys } from "#app/server/ticket-keys.server";
import type { Deps } from "#app/services/ports";

const PURPOSE = "staged";
/** Shorter than the two days after which staged files are purged and ticket keys deleted. */
const HOURS = 24;

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
