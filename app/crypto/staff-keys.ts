/**
 * Keys from a member's password, made in the member's browser. Against the server and whoever steals its database: the
 * server gets the auth key (and keeps only an Argon2 hash of it), never the password and never the wrap key, which opens
 * the user key. Neither of the two derived keys tells anything about the other.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { ARGON2ID_COST, assertDeploymentSalt, type Argon2id } from "./argon2id";
import { concatBytes, uint32Bytes, utf8Bytes } from "./encoding";
import {
  identityFromSeed,
  newIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "./identity";
import { deriveBytes } from "./key-derivation";
import { unwrapIdentity, wrapIdentity } from "./key-wrap";

export type SignIn = {
  readonly loginName: string;
  readonly password: string;
};

export type SignInKeys = {
  /** 32 bytes, sent to the server in the place of a password */
  readonly authKey: Uint8Array;
  /** stays in the browser; opens the user key's wrap */
  readonly wrapIdentity: AgeIdentity;
};

/** NFKC, without surrounding white space, lower case: the one form in which a login name is stored and salted. */
export function normaliseLoginName(loginName: string): string {
  return loginName.normalize("NFKC").trim().toLowerCase();
}

/**
 * The password is normalised by NFKC (NIST SP 800-63B section 5.1.1.2), so that full-width typing and another keyboard give
 * the same keys; nothing is trimmed from it. The salt binds the login name: equal passwords of two people, or of one
 * person in two deployments, give unrelated keys.
 */
export async function deriveSignIn(
  { loginName, password }: SignIn,
  deploymentSalt: Uint8Array,
  argon2id: Argon2id,
): Promise<SignInKeys> {
  assertDeploymentSalt(deploymentSalt);
  const root = await argon2id({
    secret: utf8Bytes(password.normalize("NFKC")),
    salt: signInSalt(normaliseLoginName(loginName), deploymentSalt),
    ...ARGON2ID_COST,
  });
  const authKey = deriveBytes(root, {
    label: "yanlu/v1/staff-auth",
    length: 32,
  });
  const wrapSeed = deriveBytes(root, {
    label: "yanlu/v1/staff-wrap",
    length: 32,
  });
  root.fill(0);
  return { authKey, wrapIdentity: identityFromSeed(wrapSeed) };
}

/** The lengths stand in front so that no two pairs of salt and name give the same bytes. */
function signInSalt(loginName: string, deploymentSalt: Uint8Array): Uint8Array {
  const parts = [
    utf8Bytes("yanlu/v1/staff-salt"),
    deploymentSalt,
    utf8Bytes(loginName),
  ];
  return sha256(
    concatBytes(...parts.flatMap((part) => [uint32Bytes(part.length), part])),
  );
}

/** A fresh user key U, wrapped; changing the password later only re-wraps it (`openUserKey`, then `wrapIdentity`). */
export async function newUserKey(wrapRecipient: AgeRecipient): Promise<{
  readonly userRecipient: AgeRecipient;
  readonly userKeyWrap: Uint8Array;
}> {
  const user = await newIdentity();
  return {
    userRecipient: await recipientOf(user),
    userKeyWrap: await wrapIdentity(user, wrapRecipient),
  };
}

/** @throws CodedError SEAL_NOT_OPENED when the wrap key (the password) is not the right one; see `unwrapIdentity` */
export function openUserKey(
  userKeyWrap: Uint8Array,
  wrapKey: AgeIdentity,
  expected: { readonly expectedRecipient?: AgeRecipient } = {},
): Promise<AgeIdentity> {
  return unwrapIdentity(userKeyWrap, wrapKey, expected);
}

/**
 * Input of the passkeys' PRF (WebAuthn Level 3, section 10.1.4), 32 bytes. One for a whole deployment, so that it can be given
 * before it is known whose passkey answers; each passkey has a secret of its own and gives another output.
 */
export function passkeyPrfSalt(deploymentSalt: Uint8Array): Uint8Array {
  assertDeploymentSalt(deploymentSalt);
  return sha256(concatBytes(utf8Bytes("yanlu/v1/passkey-prf"), deploymentSalt));
}

/** The key under which a passkey's wrap of U is sealed. Overwrites `prfOutput` (32 bytes) with zeros. */
export function passkeyWrapIdentity(prfOutput: Uint8Array): AgeIdentity {
  if (prfOutput.length !== 32)
    throw new RangeError("the output of a passkey has 32 bytes");
  const seed = deriveBytes(prfOutput, {
    label: "yanlu/v1/passkey-wrap",
    length: 32,
  });
  prfOutput.fill(0);
  const identity = identityFromSeed(seed);
  seed.fill(0);
  return identity;
}
