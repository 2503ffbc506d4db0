/**
 * Everything the tracking code opens. Against theft of the database: the server keeps the SHA-256 of the inbox id, the public
 * halves and nothing from which a code could be tried out more cheaply than by Argon2id at 64 MiB a guess.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ARGON2ID_COST, assertDeploymentSalt, type Argon2id } from "./argon2id";
import { fromBase64Url, toBase64Url, utf8Bytes } from "./encoding";
import {
  identityFromSeed,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "./identity";
import { deriveBytes } from "./key-derivation";
import type { TrackingCode } from "./tracking-code";
import { CodedError } from "#app/domain/shared/coded-error";

export const INBOX_ID_BYTES = 16;
const SEED_BYTES = 32;

/** What Argon2id was needed for. Secret; the script-free inbox carries it in a ticket so that the code need not come again. */
export type InboxSeeds = {
  /** 16 bytes; sent to the server to ask for the inbox */
  readonly inboxId: Uint8Array;
  /** 32 bytes: seed of the age identity */
  readonly inboxSeed: Uint8Array;
  /** 32 bytes: Ed25519 private key (RFC 8032 section 5.1.5) */
  readonly claimSeed: Uint8Array;
};

export type InboxKeys = {
  readonly inboxId: Uint8Array;
  readonly inboxIdentity: AgeIdentity;
  readonly inboxRecipient: AgeRecipient;
  readonly claimPrivateKey: Uint8Array;
  readonly claimPublicKey: Uint8Array;
};

/**
 * One Argon2id over the code with the deployment's salt, then HKDF with a label each. The salt is public, the same for all
 * codes of a deployment (the server must not need to know the code to find a salt), and never changes: a new one would
 * close every inbox.
 */
export async function deriveInboxSeeds(
  code: TrackingCode,
  deploymentSalt: Uint8Array,
  argon2id: Argon2id,
): Promise<InboxSeeds> {
  assertDeploymentSalt(deploymentSalt);
  const root = await argon2id({
    secret: utf8Bytes(code),
    salt: deploymentSalt,
    ...ARGON2ID_COST,
  });
  const seeds = {
    inboxId: deriveBytes(root, {
      label: "yanlu/v1/inbox-id",
      length: INBOX_ID_BYTES,
    }),
    inboxSeed: deriveBytes(root, {
      label: "yanlu/v1/inbox-key",
      length: SEED_BYTES,
    }),
    claimSeed: deriveBytes(root, {
      label: "yanlu/v1/claim-key",
      length: SEED_BYTES,
    }),
  };
  root.fill(0);
  return seeds;
}

export async function inboxKeysFromSeeds(
  seeds: InboxSeeds,
): Promise<InboxKeys> {
  const inboxIdentity = identityFromSeed(seeds.inboxSeed);
  return {
    inboxId: seeds.inboxId,
    inboxIdentity,
    inboxRecipient: await recipientOf(inboxIdentity),
    claimPrivateKey: seeds.claimSeed,
    claimPublicKey: ed25519.getPublicKey(seeds.claimSeed),
  };
}

export async function deriveInboxKeys(
  code: TrackingCode,
  deploymentSalt: Uint8Array,
  argon2id: Argon2id,
): Promise<InboxKeys> {
  return inboxKeysFromSeeds(
    await deriveInboxSeeds(code, deploymentSalt, argon2id),
  );
}

/** SHA-256 of the inbox id: the form in which the server keeps it, so that a stolen table does not open inboxes. */
export function inboxIdHash(inboxId: Uint8Array): Uint8Array {
  if (inboxId.length !== INBOX_ID_BYTES)
    throw new CodedError("INBOX_ID_NOT_VALID");
  return sha256(inboxId);
}

/** The seeds as JSON for a ticket; as secret as the code itself. */
export type EncodedInboxSeeds = { readonly [key in keyof InboxSeeds]: string };

export function encodeInboxSeeds(seeds: InboxSeeds): EncodedInboxSeeds {
  return {
    inboxId: toBase64Url(seeds.inboxId),
    inboxSeed: toBase64Url(seeds.inboxSeed),
    claimSeed: toBase64Url(seeds.claimSeed),
  };
}

/** @throws CodedError ENCODING_NOT_VALID */
export function decodeInboxSeeds(encoded: EncodedInboxSeeds): InboxSeeds {
  return {
    inboxId: bytesOf(encoded.inboxId, INBOX_ID_BYTES),
    inboxSeed: bytesOf(encoded.inboxSeed, SEED_BYTES),
    claimSeed: bytesOf(encoded.claimSeed, SEED_BYTES),
  };
}

function bytesOf(text: string, length: number): Uint8Array {
  const bytes = fromBase64Url(text);
  if (bytes.length !== length) throw new CodedError("ENCODING_NOT_VALID");
  return bytes;
}
