/**
 * Every key that is derived from another secret is derived here, under a label of its own (HKDF-SHA-256, RFC 5869), so that
 * learning one derived key tells nothing about its sisters. One list: a label used twice would be one key used twice.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8Bytes } from "./encoding";

export type KeyLabel =
  | "yanlu/v1/tracking-code"
  | "yanlu/v1/inbox-id"
  | "yanlu/v1/inbox-key"
  | "yanlu/v1/claim-key"
  | "yanlu/v1/staff-auth"
  | "yanlu/v1/staff-wrap"
  | "yanlu/v1/passkey-wrap";

/** `secret` is uniformly random or the output of Argon2id, hence no salt. `length` in bytes, at most 8,160. */
export function deriveBytes(
  secret: Uint8Array,
  { label, length }: { readonly label: KeyLabel; readonly length: number },
): Uint8Array {
  return hkdf(sha256, secret, undefined, utf8Bytes(label), length);
}
