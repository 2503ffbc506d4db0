import { randomBytes } from "node:crypto";
import { fromBase64Url } from "#app/crypto/encoding";
import { normaliseLoginName } from "#app/crypto/staff-keys";
import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps, StaffSecrets } from "#app/services/ports";
import {
  countAttempt,
  countUnknownName,
  forgetAttempts,
} from "./attempts.server";
import { matchedCounter, useCounter } from "./second-factor.server";
import {
  newSessionToken,
  SESSION_MILLIS,
  sessionTokenHash,
} from "./session-token.server";

export type SignInInput = {
  readonly loginName: string;
  /** base64url of the 32 bytes that `deriveSignIn` gives */
  readonly authKey: string;
  readonly totp: string;
};

/** Hash of a key nobody has, made once for each way of hashing, so that an unknown name costs the same work. */
const dummyHashes = new WeakMap<StaffSecrets, Promise<string>>();
const dummySecret = new Uint8Array(randomBytes(20));

/**
 * Opens a session and counts as stepping up. Wrong name, wrong password and wrong code are one refusal after the same work:
 * nobody learns which names exist.
 * @throws CodedError SIGN_IN_FAILED | SIGN_IN_LOCKED
 */
export async function signIn(
  deps: Deps,
  { loginName, authKey, totp }: SignInInput,
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const name = normaliseLoginName(loginName);
  const now = deps.clock.now();
  const person = await deps.db.person.findUnique({
    where: { loginName: name },
    select: {
      id: true,
      active: true,
      authHash: true,
      totpSecret: true,
      officeId: true,
    },
  });
  const known =
    person?.active && person.authHash && person.totpSecret ? person : null;
  if (known) await countAttempt(deps, known.id);
  else countUnknownName(name, now);

  const key = authKeyBytes(authKey);
  const passwordRight = await deps.secrets.verifyAuthKey(
    known?.authHash ?? (await dummyHash(deps.secrets)),
    key,
  );
  const secret = known?.totpSecret
    ? deps.secrets.openTotpSecret(known.totpSecret)
    : dummySecret;
  const counter = matchedCounter(secret, { code: totp, now });
  if (!known || !passwordRight || counter === null)
    throw new CodedError("SIGN_IN_FAILED");
  if (!(await useCounter(deps.db, known.id, counter)))
    throw new CodedError("SIGN_IN_FAILED");
  await forgetAttempts(deps, known.id);

  const token = newSessionToken();
  const expiresAt = new Date(now.getTime() + SESSION_MILLIS);
  await inTransaction(deps, async (tx) => {
    await tx.staffSession.deleteMany({
      where: { personId: known.id, expiresAt: { lte: now } },
    });
    await tx.staffSession.create({
      data: {
        id: newStaffId(now),
        tokenHash: sessionTokenHash(token)!,
        personId: known.id,
        createdAt: now,
        lastSeenAt: now,
        expiresAt,
        steppedUpAt: now,
      },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "STAFF_SIGNED_IN",
      day: deps.clock.today(),
      at: now,
      personId: known.id,
      officeId: known.officeId,
      data: {},
    });
  });
  return { token, expiresAt };
}

function dummyHash(secrets: StaffSecrets): Promise<string> {
  const made =
    dummyHashes.get(secrets) ??
    secrets.hashAuthKey(new Uint8Array(randomBytes(32)));
  dummyHashes.set(secrets, made);
  return made;
}

/** What is no key at all costs the same as a wrong one. */
function authKeyBytes(text: string): Uint8Array {
  try {
    const bytes = fromBase64Url(text);
    if (bytes.length === 32) return bytes;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
  return new Uint8Array(32);
}
