import { randomBytes } from "node:crypto";
import { toBase64Url } from "#app/crypto/encoding";
import { CodedError } from "#app/domain/shared/coded-error";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";

export const CHALLENGE_MILLIS = 5 * 60_000;
/** of one kind: those to sign in with, which anybody may ask for, and those of people who signed in */
const MOST_WAITING = 20_000;

export type ChallengePurpose = "REGISTER" | "SIGN_IN" | "STEP_UP";

/**
 * 32 random bytes that an authenticator signs, good once and for five minutes.
 * @throws CodedError BUSY never to somebody who signs in
 */
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
  await makePlace(deps, purpose);
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
 * A flood of strangers makes nobody wait: the oldest gives its place. Somebody who needs twenty seconds to sign in loses the
 * challenge only to a flood of a thousand a second, and asks for another.
 */
async function makePlace(
  { db }: Pick<Deps, "db">,
  purpose: ChallengePurpose,
): Promise<void> {
  const signingIn = purpose === "SIGN_IN";
  const waiting = await db.passkeyChallenge.count({
    where: signingIn ? { purpose } : { purpose: { not: "SIGN_IN" } },
  });
  if (waiting < MOST_WAITING) return;
  if (!signingIn) throw new CodedError("BUSY");
  await db.$executeRaw`
    DELETE FROM passkey_challenge WHERE id IN (
      SELECT id FROM passkey_challenge WHERE purpose = ${purpose}
      ORDER BY expires_at LIMIT ${waiting - MOST_WAITING + 1})`;
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
