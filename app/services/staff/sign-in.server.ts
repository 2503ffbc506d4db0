import { randomBytes } from "node:crypto";
import { fromBase64Url } from "#app/crypto/encoding";
import { normaliseLoginName } from "#app/crypto/staff-keys";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import type { GivenPasskey } from "#app/forms/staff/people";
import type { Deps, StaffSecrets } from "#app/services/ports";
import {
  countAttempt,
  countUnknownName,
  forgetAttempts,
} from "./attempts.server";
import { checkPasskey } from "./check-passkey.server";
import { openSession, type OpenedSession } from "./open-session.server";
import { matchedCounter, useCounter } from "./second-factor.server";

export type SignInInput = {
  readonly loginName: string;
  /** base64url of the 32 bytes that `deriveSignIn` gives */
  readonly authKey: string;
  readonly totp: string;
  /** in the place of a code */
  readonly passkey?: GivenPasskey | undefined;
};

/** Hash of a key nobody has, made once for each way of hashing, so that an unknown name costs the same work. */
const dummyHashes = new WeakMap<StaffSecrets, Promise<string>>();
const dummySecret = new Uint8Array(randomBytes(20));

/**
 * Opens a session and counts as stepping up. Wrong name, wrong password and wrong second factor are one refusal after the same
 * work: nobody learns which names exist.
 * @throws CodedError SIGN_IN_FAILED | SIGN_IN_LOCKED | PASSKEY_TOO_LATE
 */
export async function signIn(
  deps: Deps,
  { loginName, authKey, totp, passkey }: SignInInput,
): Promise<OpenedSession> {
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
  const known = person?.active && person.authHash ? person : null;
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
  const owner = passkey ? await passkeyOwner(deps, passkey) : null;
  if (!known || !passwordRight) throw new CodedError("SIGN_IN_FAILED");
  const secondFactorRight = passkey
    ? owner === known.id
    : known.totpSecret !== null &&
      counter !== null &&
      (await useCounter(deps.db, known.id, counter));
  if (!secondFactorRight) throw new CodedError("SIGN_IN_FAILED");
  await forgetAttempts(deps, known.id);

  return openSession(deps, known);
}

/** Null when the passkey is nobody's; the password has been worked on by then, so the time tells nothing. */
async function passkeyOwner(
  deps: Deps,
  given: GivenPasskey,
): Promise<string | null> {
  try {
    const checked = await checkPasskey(deps, {
      ...given,
      purpose: "SIGN_IN",
      personId: null,
    });
    return checked.personId;
  } catch (error) {
    if (isCodedError(error) && error.code === "PASSKEY_REFUSED") return null;
    throw error;
  }
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
