/**
 * How long the age file of so many plain bytes is, sealed to one hybrid recipient. Against a program of somebody's own that
 * stores other things under the name of a message, or sends each in a length that marks it: a door takes these lengths alone.
 */
import { CLAIM_ENVELOPE_BYTES } from "./claim-envelope";
import { WRAP_BYTES } from "./key-wrap";
import { TEXT_BUCKETS } from "./padding";

/** age-encryption.org/v1 with one mlkem768x25519 stanza; its last line is "--- " and 43 characters */
export const AGE_HEADER_BYTES = 1_627;
const NONCE_BYTES = 16;
/** STREAM: 64 KiB of plain text and a Poly1305 tag each */
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;

export function sealedSize(plainBytes: number): number {
  const chunks = Math.max(1, Math.ceil(plainBytes / CHUNK_BYTES));
  return AGE_HEADER_BYTES + NONCE_BYTES + plainBytes + chunks * TAG_BYTES;
}

/** Of forms by `sealForm`, smallest first. */
export const SEALED_FORM_SIZES: readonly number[] =
  TEXT_BUCKETS.map(sealedSize);
/** Of wraps by `wrapIdentity`. */
export const SEALED_WRAP_SIZE = sealedSize(WRAP_BYTES);
/** Of envelopes by `sealClaimEnvelope`. */
export const SEALED_CLAIM_SIZE = sealedSize(CLAIM_ENVELOPE_BYTES);

/** Enough of a sealed file to open its first chunk, which holds the name: all of a small file, this much of a long one. */
export const FILE_BEGINNING_BYTES = 68 * 1024;
