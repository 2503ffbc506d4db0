/**
 * That whoever gives up a reward holds the tracking code. Signed with the claim key, under a domain of its own: neither the
 * server nor staff can say for a tipster that the money is not wanted, and a signature of a claim is none of a refusal.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { concatBytes, uint32Bytes, utf8Bytes } from "./encoding";

const SIGNATURE_DOMAIN = utf8Bytes("yanlu/v1/decline-reward");

/** Ed25519, 64 bytes; the same for the same reward and key (RFC 8032). */
export function signDecline(
  rewardId: string,
  claimPrivateKey: Uint8Array,
): Uint8Array {
  return ed25519.sign(signedBytes(rewardId), claimPrivateKey);
}

/** `claimPublicKey` as recorded with the tip. False, never an error, for malformed keys and signatures. */
export function verifyDecline(
  signature: Uint8Array,
  of: { readonly rewardId: string; readonly claimPublicKey: Uint8Array },
): boolean {
  if (signature.length !== 64 || of.claimPublicKey.length !== 32) return false;
  try {
    // RFC 8032's strict rules, as for claims
    return ed25519.verify(
      signature,
      signedBytes(of.rewardId),
      of.claimPublicKey,
      { zip215: false },
    );
  } catch {
    return false;
  }
}

/** Domain and reward, each with its length in front, so that no signature fits anything else. */
function signedBytes(rewardId: string): Uint8Array {
  const parts = [SIGNATURE_DOMAIN, utf8Bytes(rewardId)];
  return concatBytes(
    ...parts.flatMap((part) => [uint32Bytes(part.length), part]),
  );
}
