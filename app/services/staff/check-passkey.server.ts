import type { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { passkeyLibrary } from "./passkey-library.server";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import { CodedError, isCodedError } from "#app/domain/shared/coded-error";
import type { GivenPasskey } from "#app/forms/staff/people";
import type { Deps } from "#app/services/ports";
import {
  takePasskeyChallenge,
  type ChallengePurpose,
} from "./passkey-challenge.server";

export type CheckedPasskey = {
  readonly personId: string;
  readonly passkeyId: string;
  /** null: a second factor only */
  readonly userKeyWrap: Uint8Array | null;
};

/** Name of the site that passkeys are bound to: the host alone, without port. */
export function relyingPartyId(deps: Pick<Deps, "settings">): string {
  return new URL(deps.settings.origin).hostname;
}

/**
 * An authenticator's answer to a challenge of ours (WebAuthn Level 3, section 7.2): signed by a known passkey, on a page of this
 * very origin, by a person the authenticator recognised (PIN, finger, face), with a counter that went up: a copied
 * authenticator betrays itself by one that did not. One refusal for whatever is wrong.
 * @throws CodedError PASSKEY_TOO_LATE | PASSKEY_REFUSED
 */
export async function checkPasskey(
  deps: Pick<Deps, "db" | "clock" | "settings">,
  {
    challengeId,
    response,
    purpose,
    personId,
  }: GivenPasskey & {
    readonly purpose: ChallengePurpose;
    /** whose challenge it was; null at sign-in, where nobody is known yet */
    readonly personId: string | null;
  },
): Promise<CheckedPasskey> {
  const expectedChallenge = await takePasskeyChallenge(deps, {
    challengeId,
    purpose,
    personId,
  });
  const passkey = await deps.db.passkey.findUnique({
    where: { credentialId: credentialBytes(response.id) },
    select: {
      id: true,
      personId: true,
      credentialId: true,
      publicKey: true,
      counter: true,
      userKeyWrap: true,
      person: { select: { active: true, authHash: true } },
    },
  });
  if (
    !passkey?.person.active ||
    passkey.person.authHash === null ||
    (personId !== null && passkey.personId !== personId)
  )
    throw new CodedError("PASSKEY_REFUSED");
  const counter = Number(passkey.counter);
  const newCounter = await verifiedCounter(deps, {
    response,
    expectedChallenge,
    credential: {
      id: toBase64Url(new Uint8Array(passkey.credentialId)),
      publicKey: new Uint8Array(passkey.publicKey),
      counter,
    },
  });
  // Two answers with the same counter at the same instant: one of them is a copy's. Many authenticators stay at zero.
  const { count } = await deps.db.passkey.updateMany({
    where: { id: passkey.id, counter },
    data: { counter: newCounter },
  });
  if (count !== 1) throw new CodedError("PASSKEY_REFUSED");
  return {
    personId: passkey.personId,
    passkeyId: passkey.id,
    userKeyWrap: passkey.userKeyWrap && new Uint8Array(passkey.userKeyWrap),
  };
}

async function verifiedCounter(
  deps: Pick<Deps, "settings">,
  input: Pick<
    Parameters<typeof verifyAuthenticationResponse>[0],
    "expectedChallenge" | "credential"
  > & { readonly response: GivenPasskey["response"] },
): Promise<number> {
  const { response, expectedChallenge, credential } = input;
  try {
    const { verified, authenticationInfo } = await (
      await passkeyLibrary()
    ).verifyAuthenticationResponse({
      response: response as Parameters<
        typeof verifyAuthenticationResponse
      >[0]["response"],
      expectedChallenge,
      expectedOrigin: deps.settings.origin,
      expectedRPID: relyingPartyId(deps),
      credential,
      requireUserVerification: true,
    });
    if (verified) return authenticationInfo.newCounter;
  } catch (error) {
    // The library tells by plain errors what does not fit; which of it, is nobody's business but an attacker's.
    if (!(error instanceof Error)) throw error;
  }
  throw new CodedError("PASSKEY_REFUSED");
}

/** What is no credential id at all is one that nobody has. */
function credentialBytes(text: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(fromBase64Url(text));
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return new Uint8Array(1);
  }
}
