/**
 * Base64 as the C2SP formats of logs use it (RFC 4648 section 4, with padding), one spelling for each value: a second one
 * would let a proof be changed without being refused.
 */
import { base64 } from "@scure/base";
import { CodedError } from "#app/domain/shared/coded-error";

export const HASH_BYTES = 32;

export function toBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/** @throws CodedError ENCODING_NOT_VALID, also for missing padding, white space and stray bits in the last character */
export function fromBase64(text: string): Uint8Array {
  try {
    const bytes = base64.decode(text);
    if (base64.encode(bytes) === text) return bytes;
  } catch {
    // told below
  }
  throw new CodedError("ENCODING_NOT_VALID");
}

/** 32 bytes, or null for anything else. */
export function hashFromBase64(text: string): Uint8Array | null {
  try {
    const bytes = fromBase64(text);
    return bytes.length === HASH_BYTES ? bytes : null;
  } catch {
    return null;
  }
}

/** A decimal number without sign or leading zeros, up to 2^53 − 1; null for anything else. */
export function wholeNumber(text: string): number | null {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}
