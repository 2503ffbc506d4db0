import { randomBytes } from "node:crypto";
import { toBase64Url } from "#app/crypto/encoding";
import { CodedError } from "#app/domain/shared/coded-error";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";

export const CHALLENGE_MILLIS = 5 * 60_000;
/** Anybody may ask for a challenge to sign in with: past this many waiting ones the next has to wait too. */
const MOST_WAITING = 20_000;

export type ChallengePurpose = "REGISTER" | "SIGN_IN" | "STEP_UP";

/** 32 random bytes that an authenticator signs, good once and for five minutes. @throws CodedError BUSY */
export async function newPasskeyChallenge(
  deps: Pick<Deps, "db" | "clock">,
  {
    purpose,
    personId,
  }: { readonly purpose: ChallengePurpose; readonly personId: string | null },
): Promise<{
  readonly challengeId: string;
  readonly challenge: Uint8Array<ArrayBuffer>;
}> {
  const now = deps.clock.now();
  await deps.db.passkeyChallenge.deleteMany({
    where: { expiresAt: { lte: now } },
  });
  if ((await deps.db.passkeyChallenge.count()) >= MOST_WAITING)
    throw new CodedError("BUSY");
  const challengeId = newRandomId();
  const challenge = new Uint8Array(randomBytes(32));
  await deps.db.passkeyChallenge.create({
    data: {
      id: challengeId,
      challenge,
      personId,
      purpose,
      expiresAt: new Date(now.getTime() + CHALLENGE_MILLIS),
    },
    select: { id: true },
  });
  return { challengeId, challenge };
}

/**
 * Takes a challenge out, so that an answer overheard is good for nothing; of two answers at the same instant one gets it.
 * @returns base64url, as authenticators report it
 * @throws CodedError PASSKEY_TOO_LATE when it was used, ran out, or is another's
 */
export async function takePasskeyChallenge(
  deps: Pick<Deps, "db" | "clock">,
  {
    challengeId,
    purpose,
    personId,
  }: {
    readonly challengeId: string;
    readonly purpose: ChallengePurpose;
    readonly personId: string | null;
  },
): Promise<string> {
  const now = deps.clock.now();
  const [taken] = await deps.db.$queryRaw<{ readonly challenge: Uint8Array }[]>`
    DELETE FROM passkey_challenge
    WHERE id = ${challengeId}::uuid AND purpose = ${purpose} AND expires_at > ${now}
      AND person_id IS NOT DISTINCT FROM ${personId}::uuid
    RETURNING challenge`;
  if (!taken) throw new CodedError("PASSKEY_TOO_LATE");
  return toBase64Url(new Uint8Array(taken.challenge));
}
