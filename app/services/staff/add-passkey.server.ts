import type { verifyRegistrationResponse } from "@simplewebauthn/server";
import { passkeyLibrary } from "./passkey-library.server";
import { fromBase64Url, toBase64Url } from "#app/crypto/encoding";
import { passkeyPrfSalt } from "#app/crypto/staff-keys";
import { CodedError } from "#app/domain/shared/coded-error";
import type { NewPasskey } from "#app/forms/staff/people";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { base64UrlToStore } from "#app/services/stored-bytes";
import { relyingPartyId } from "./check-passkey.server";
import {
  CHALLENGE_MILLIS,
  newPasskeyChallenge,
  takePasskeyChallenge,
} from "./passkey-challenge.server";
import { requireStepUp } from "./step-up.server";

export const MOST_PASSKEYS = 10;

/** What the browser hands to `navigator.credentials.create`; `prfSalt` is the input of the PRF extension. */
export async function passkeyCreation(
  deps: Deps,
  person: {
    readonly id: string;
    readonly loginName: string;
    readonly displayName: string;
  },
) {
  const { challengeId, challenge } = await newPasskeyChallenge(deps, {
    purpose: "REGISTER",
    personId: person.id,
  });
  const known = await deps.db.passkey.findMany({
    where: { personId: person.id },
    select: { credentialId: true, transports: true },
  });
  if (known.length >= MOST_PASSKEYS)
    throw new CodedError("TOO_MANY_PASSKEYS", {
      values: { most: MOST_PASSKEYS },
    });
  const options = await (
    await passkeyLibrary()
  ).generateRegistrationOptions({
    rpName: "Yanlu",
    rpID: relyingPartyId(deps),
    userName: person.loginName,
    userDisplayName: person.displayName,
    userID: new TextEncoder().encode(person.id),
    challenge,
    timeout: CHALLENGE_MILLIS,
    attestationType: "none",
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: toBase64Url(new Uint8Array(credentialId)),
      transports,
    })),
    // Found without a name: sign-in then need not tell which names have passkeys.
    authenticatorSelection: {
      residentKey: "required",
      userVerification: "required",
    },
  });
  return { challengeId, options, prfSalt: prfSaltOf(deps) };
}

/** base64url */
function prfSaltOf(deps: Pick<Deps, "settings">): string {
  return toBase64Url(passkeyPrfSalt(deps.settings.deploymentSalt));
}

export type VerifiedPasskey = {
  readonly credentialId: Uint8Array<ArrayBuffer>;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: string[];
  readonly label: string;
  readonly userKeyWrap: string | null;
};

/** WebAuthn Level 3, section 7.1, against a challenge made for this person. @throws CodedError PASSKEY_TOO_LATE | PASSKEY_REFUSED */
export async function verifyNewPasskey(
  deps: Pick<Deps, "db" | "clock" | "settings">,
  personId: string,
  passkey: NewPasskey,
): Promise<VerifiedPasskey> {
  const expectedChallenge = await takePasskeyChallenge(deps, {
    challengeId: passkey.challengeId,
    purpose: "REGISTER",
    personId,
  });
  try {
    const { verified, registrationInfo } = await (
      await passkeyLibrary()
    ).verifyRegistrationResponse({
      response: passkey.response as Parameters<
        typeof verifyRegistrationResponse
      >[0]["response"],
      expectedChallenge,
      expectedOrigin: deps.settings.origin,
      expectedRPID: relyingPartyId(deps),
      requireUserVerification: true,
    });
    if (verified) {
      const { id, publicKey, counter } = registrationInfo.credential;
      return {
        credentialId: new Uint8Array(fromBase64Url(id)),
        publicKey: new Uint8Array(publicKey),
        counter,
        transports: passkey.response.response.transports ?? [],
        label: passkey.label,
        userKeyWrap: passkey.userKeyWrap,
      };
    }
  } catch (error) {
    // plain errors of the library: this or that does not fit
    if (!(error instanceof Error)) throw error;
  }
  throw new CodedError("PASSKEY_REFUSED");
}

/** @throws CodedError PASSKEY_KNOWN through `isDuplicate` of the caller's transaction */
export async function storePasskey(
  deps: Pick<Deps, "clock" | "settings">,
  tx: Transaction,
  {
    personId,
    officeId,
    passkey,
  }: {
    readonly personId: string;
    readonly officeId: string;
    readonly passkey: VerifiedPasskey;
  },
): Promise<void> {
  const now = deps.clock.now();
  const { userKeyWrap, ...stored } = passkey;
  await tx.passkey.create({
    data: {
      id: newStaffId(now),
      personId,
      ...stored,
      prfSalt: userKeyWrap
        ? new Uint8Array(passkeyPrfSalt(deps.settings.deploymentSalt))
        : null,
      userKeyWrap: userKeyWrap ? base64UrlToStore(userKeyWrap) : null,
      createdAt: now,
    },
    select: { id: true },
  });
  await appendLog(tx, {
    kind: "PASSKEY_ADDED",
    day: deps.clock.today(),
    at: now,
    personId,
    officeId,
    data: { unlocks: userKeyWrap !== null },
  });
}

/** @throws CodedError STEP_UP_NEEDED | TOO_MANY_PASSKEYS */
export async function startPasskey(deps: Deps, actor: StaffActor) {
  requireStepUp(actor);
  const person = await deps.db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: { id: true, loginName: true, displayName: true },
  });
  return passkeyCreation(deps, person);
}

/** A further passkey of the own account. @throws CodedError STEP_UP_NEEDED | PASSKEY_KNOWN and as `verifyNewPasskey` */
export async function addPasskey(
  deps: Deps,
  actor: StaffActor,
  input: NewPasskey,
): Promise<void> {
  requireStepUp(actor);
  const { personId, officeId } = actor;
  const passkey = await verifyNewPasskey(deps, personId, input);
  try {
    await inTransaction(deps, (tx) =>
      storePasskey(deps, tx, { personId, officeId, passkey }),
    );
  } catch (error) {
    if (isDuplicate(error)) throw new CodedError("PASSKEY_KNOWN");
    throw error;
  }
}
