/**
 * age identities (private) and recipients (public). New ones are hybrid X25519 + ML-KEM-768: against somebody who copies
 * ciphertext today and owns a quantum computer later. Plain X25519 ones are accepted where they come from outside, for
 * exports to people whose `age` program is older than 1.3.
 */
import { bech32 } from "@scure/base";
import { generateHybridIdentity, identityToRecipient } from "age-encryption";
import { CodedError } from "#app/domain/shared/coded-error";

declare const brand: unique symbol;

/** `AGE-SECRET-KEY-PQ-1…` or `AGE-SECRET-KEY-1…`: a secret */
export type AgeIdentity = string & { readonly [brand]: "AgeIdentity" };
/** `age1pq1…` (1,959 characters) or `age1…` (62): public */
export type AgeRecipient = string & { readonly [brand]: "AgeRecipient" };

export const IDENTITY_SEED_BYTES = 32;

export async function newIdentity(): Promise<AgeIdentity> {
  return (await generateHybridIdentity()) as AgeIdentity;
}

/** The hybrid identity that belongs to 32 secret bytes; the same bytes always give the same identity. */
export function identityFromSeed(seed: Uint8Array): AgeIdentity {
  if (seed.length !== IDENTITY_SEED_BYTES)
    throw new RangeError("an identity seed has 32 bytes");
  return bech32
    .encodeFromBytes("AGE-SECRET-KEY-PQ-", seed)
    .toUpperCase() as AgeIdentity;
}

export async function recipientOf(
  identity: AgeIdentity,
): Promise<AgeRecipient> {
  return (await identityToRecipient(identity)) as AgeRecipient;
}

/** @throws CodedError AGE_IDENTITY_NOT_VALID */
export function parseIdentity(text: string): AgeIdentity {
  if (!isEncoded(text, { "AGE-SECRET-KEY-PQ-": 32, "AGE-SECRET-KEY-": 32 })) {
    throw new CodedError("AGE_IDENTITY_NOT_VALID");
  }
  return text as AgeIdentity;
}

/**
 * Hardware "tag" recipients are refused: their stanzas differ in length and the identities cannot be wrapped.
 * @throws CodedError AGE_RECIPIENT_NOT_VALID
 */
export function parseRecipient(text: string): AgeRecipient {
  if (!isEncoded(text, { age1pq: 1216, age: 32 }))
    throw new CodedError("AGE_RECIPIENT_NOT_VALID");
  return text as AgeRecipient;
}

/** Bech32 with one of the prefixes, spelled exactly so (its case too), and as many bytes as belong to the prefix. */
function isEncoded(
  text: string,
  bytesByPrefix: Readonly<Record<string, number>>,
): boolean {
  const prefix = text.slice(0, text.lastIndexOf("1"));
  const expected = Object.hasOwn(bytesByPrefix, prefix)
    ? bytesByPrefix[prefix]
    : undefined;
  if (expected === undefined) return false;
  try {
    // `false`: age's recipients are longer than the 90 characters Bech32 was made for.
    const { words } = bech32.decode(text as `${string}1${string}`, false);
    return bech32.fromWords(words).length === expected;
  } catch {
    return false;
  }
}
