import { toBase64Url, utf8Bytes } from "#app/crypto/encoding";
import { parseRecipient } from "#app/crypto/identity";
import { sealBytes } from "#app/crypto/seal";
import { openTicket, sealTicket } from "#app/crypto/ticket";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import { ticketKeys } from "#app/server/ticket-keys.server";
import type { Deps, StaffActor } from "#app/services/ports";

const MINUTES_TO_FINISH = 15;

type Recovery = { readonly recoveryKeyId: string; readonly officeId: string };

/** One person's recovery of one office with one recovery key: a proof of another opens nothing here. */
function purposeOf(
  actor: StaffActor,
  { recoveryKeyId, officeId }: Recovery,
): string {
  return `recovery/${actor.personId}/${officeId}/${recoveryKeyId}`;
}

/**
 * A ticket of this server (authenticated, with an expiry) as an age file that the recovery key alone opens, base64url. Against
 * a custodian or leader who has no sheets and hands in wraps all the same.
 */
export async function newRecoveryChallenge(
  deps: Deps,
  actor: StaffActor,
  { recipient, ...recovery }: Recovery & { readonly recipient: string },
): Promise<string> {
  const { current } = await ticketKeys(deps);
  const ticket = sealTicket(null, {
    key: current,
    purpose: purposeOf(actor, recovery),
    expiresAt: new Date(
      deps.clock.now().getTime() + MINUTES_TO_FINISH * 60_000,
    ),
  });
  return toBase64Url(
    await sealBytes(utf8Bytes(ticket), [parseRecipient(recipient)]),
  );
}

/** @throws CodedError RECOVERY_NOT_PROVED; RECOVERY_TOO_LATE after fifteen minutes */
export async function requireRecoveryProof(
  deps: Deps,
  actor: StaffActor,
  { proof, ...recovery }: Recovery & { readonly proof: string },
): Promise<void> {
  const { all } = await ticketKeys(deps);
  try {
    openTicket(proof, {
      keys: all,
      purpose: purposeOf(actor, recovery),
      now: deps.clock.now(),
    });
  } catch (error) {
    if (!isCodedError(error)) throw error;
    throw new CodedError(
      error.code === "TICKET_EXPIRED"
        ? "RECOVERY_TOO_LATE"
        : "RECOVERY_NOT_PROVED",
    );
  }
}
