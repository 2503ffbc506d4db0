import { passkeyLibrary } from "./passkey-library.server";
import { toBase64Url } from "#app/crypto/encoding";
import { passkeyPrfSalt } from "#app/crypto/staff-keys";
import { CodedError } from "#app/domain/shared/coded-error";
import type { GivenPasskey } from "#app/forms/staff/people";
import type { Deps, StaffActor } from "#app/services/ports";
import { checkPasskey, relyingPartyId } from "./check-passkey.server";
import { openSession, type OpenedSession } from "./open-session.server";
import {
  CHALLENGE_MILLIS,
  newPasskeyChallenge,
  type ChallengePurpose,
} from "./passkey-challenge.server";

/**
 * What the browser hands to `navigator.credentials.get`. At sign-in without any list of passkeys: the authenticator finds its
 * own, and nobody learns which names have one.
 */
export async function passkeyRequest(
  deps: Deps,
  {
    purpose,
    personId,
  }: {
    readonly purpose: Exclude<ChallengePurpose, "REGISTER">;
    readonly personId: string | null;
  },
) {
  const { challengeId, challenge } = await newPasskeyChallenge(deps, {
    purpose,
    personId,
  });
  const own =
    personId === null
      ? []
      : await deps.db.passkey.findMany({
          where: { personId },
          select: { credentialId: true, transports: true },
        });
  if (personId !== null && own.length === 0) throw new CodedError("NO_PASSKEY");
  const options = await (
    await passkeyLibrary()
  ).generateAuthenticationOptions({
    rpID: relyingPartyId(deps),
    challenge,
    timeout: CHALLENGE_MILLIS,
    userVerification: "required",
    allowCredentials: own.map(({ credentialId, transports }) => ({
      id: toBase64Url(new Uint8Array(credentialId)),
      transports,
    })),
  });
  return {
    challengeId,
    options,
    prfSalt: toBase64Url(passkeyPrfSalt(deps.settings.deploymentSalt)),
  };
}

export function stepUpRequest(deps: Deps, actor: StaffActor) {
  return passkeyRequest(deps, {
    purpose: "STEP_UP",
    personId: actor.personId,
  });
}

/**
 * A passkey that also opens the keys stands for password and second factor: it is a thing one has, and it recognised its owner.
 * One that opens nothing is a second factor only (`signIn`). Nothing is counted and a pause does not matter: a signature
 * cannot be guessed, and who floods an account with wrong passwords must not keep its owner out.
 * @throws CodedError PASSKEY_TOO_LATE | PASSKEY_REFUSED | PASSKEY_SECOND_FACTOR_ONLY
 */
export async function signInByPasskey(
  deps: Deps,
  given: GivenPasskey,
): Promise<OpenedSession & { readonly userKeyWrap: string }> {
  const { personId, userKeyWrap } = await checkPasskey(deps, {
    ...given,
    purpose: "SIGN_IN",
    personId: null,
  });
  if (userKeyWrap === null) throw new CodedError("PASSKEY_SECOND_FACTOR_ONLY");
  const person = await deps.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { id: true, officeId: true },
  });
  return {
    ...(await openSession(deps, person)),
    userKeyWrap: toBase64Url(userKeyWrap),
  };
}
