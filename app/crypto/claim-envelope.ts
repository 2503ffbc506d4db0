/**
 * Who is to be paid, sealed by the tipster to the finance office alone and signed with the claim key, which only the
 * tracking code gives. Against staff and operators who would put another payee in its place, and against casework learning
 * who is paid. One size for all envelopes: a long name or a foreign bank does not show.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { canonicalJson, type JsonValue } from "./canonical-json";
import { concatBytes, uint32Bytes, utf8Bytes, utf8Text } from "./encoding";
import type { AgeIdentity, AgeRecipient } from "./identity";
import { padToBucket, unpad } from "./padding";
import { openBytes, readContent, sealBytes } from "./seal";

/** Name, identity number, bank, account and what else the claim form asks; its exact shape is the form's business. */
export type PayeeDetails = { readonly [field: string]: JsonValue };

export type ClaimEnvelope = {
  readonly sealed: Uint8Array;
  /** Ed25519, 64 bytes */
  readonly signature: Uint8Array;
};

export const CLAIM_ENVELOPE_BYTES = 4096;
const SIGNATURE_DOMAIN = utf8Bytes("yanlu/v1/claim-envelope");

/** @throws CodedError TEXT_TOO_LONG when the details are longer than 4,092 bytes of JSON; JSON_VALUE_NOT_ALLOWED */
export async function sealClaimEnvelope(
  payee: PayeeDetails,
  {
    claimId,
    claimPrivateKey,
    recipients,
  }: {
    readonly claimId: string;
    readonly claimPrivateKey: Uint8Array;
    readonly recipients: readonly AgeRecipient[];
  },
): Promise<ClaimEnvelope> {
  const sealed = await sealBytes(
    padToBucket(utf8Bytes(canonicalJson(payee)), [CLAIM_ENVELOPE_BYTES]),
    recipients,
  );
  return {
    sealed,
    signature: ed25519.sign(signedBytes(sealed, claimId), claimPrivateKey),
  };
}

/**
 * Whether the holder of the tracking code sealed this envelope for this claim. `claimPublicKey` must be the one recorded
 * with the tip, not one that came along with the envelope. False, never an error, for malformed keys and signatures.
 */
export function verifyClaimSignature({
  sealed,
  signature,
  claimId,
  claimPublicKey,
}: ClaimEnvelope & {
  readonly claimId: string;
  readonly claimPublicKey: Uint8Array;
}): boolean {
  if (signature.length !== 64 || claimPublicKey.length !== 32) return false;
  try {
    // RFC 8032's strict rules: the looser ZIP 215 lets keys of small order sign for anything.
    return ed25519.verify(
      signature,
      signedBytes(sealed, claimId),
      claimPublicKey,
      { zip215: false },
    );
  } catch {
    return false;
  }
}

/** @throws CodedError SEAL_NOT_OPENED; SEAL_CONTENT_INVALID */
export async function openClaimEnvelope(
  sealed: Uint8Array,
  identity: AgeIdentity,
): Promise<PayeeDetails> {
  const padded = await openBytes(sealed, identity);
  return readContent(() => {
    const value = JSON.parse(utf8Text(unpad(padded))) as JsonValue;
    if (value === null || typeof value !== "object" || Array.isArray(value))
      throw new TypeError("not an object");
    return value as PayeeDetails;
  });
}

/** Domain, claim id and ciphertext hash, each with its length in front, so that no signature fits anything else. */
function signedBytes(sealed: Uint8Array, claimId: string): Uint8Array {
  const parts = [SIGNATURE_DOMAIN, utf8Bytes(claimId), sha256(sealed)];
  return concatBytes(
    ...parts.flatMap((part) => [uint32Bytes(part.length), part]),
  );
}
