/**
 * The tracking code: the only thing a tipster has to keep. 24 digits, because digits can be dictated over a telephone and
 * typed on any keyboard: 22 random ones (73 bits, behind Argon2id) and two check digits, ISO/IEC 7064 MOD 97-10, which
 * catch every single wrong digit and every swap of neighbours, so that "mistyped" can be told from "unknown".
 * The check digits are computed from the others and so give a guesser nothing.
 */
import { randomBytes } from "@noble/hashes/utils.js";
import { CodedError } from "#app/domain/shared/coded-error";
import { deriveBytes } from "./key-derivation";

declare const brand: unique symbol;

/** 24 ASCII digits whose check digits are right. A secret: never log it, never put it in a URL, never echo it. */
export type TrackingCode = string & { readonly [brand]: "TrackingCode" };

export const TRACKING_CODE_DIGITS = 24;
export const SUBMISSION_TOKEN_BYTES = 32;

const RANDOM_DIGITS = TRACKING_CODE_DIGITS - 2;
/** Longer input cannot be a code with separators; refused before any work is done on it. */
const MAX_TYPED_LENGTH = 200;
/** White space, dashes of all kinds, dots in Latin and Chinese writing, and invisible marks that pasting brings along. */
const SEPARATORS = /[\s\p{Pd}\p{Cf}\u2212.。・·_]/gu;

/** 32 random bytes for one report form; sending the same form twice gives the same code, so one tip and not two. */
export function newSubmissionToken(): Uint8Array {
  return randomBytes(SUBMISSION_TOKEN_BYTES);
}

/**
 * The code that belongs to a submission token: the same for the same token, uniform over all codes for a random one.
 * Whoever holds the token holds the code: it travels only in the sealed form page and is forgotten with it.
 */
export function trackingCodeFromToken(token: Uint8Array): TrackingCode {
  if (token.length !== SUBMISSION_TOKEN_BYTES)
    throw new RangeError("a submission token has 32 bytes");
  // 22 digits need 22 bytes below 250; with 128 bytes the chance of too few is below 2^-400.
  const bytes = deriveBytes(token, {
    label: "yanlu/v1/tracking-code",
    length: 128,
  });
  let digits = "";
  for (const byte of bytes) {
    // 250–255 are skipped: `byte % 10` over all 256 values would favour the digits 0–5.
    if (byte < 250) digits += String(byte % 10);
    if (digits.length === RANDOM_DIGITS)
      return (digits + checkDigits(digits)) as TrackingCode;
  }
  throw new Error("HKDF gave too few digits");
}

/** "1234 5678 …": six groups of four, to be read aloud and typed. */
export function formatTrackingCode(code: TrackingCode): string {
  return code.replace(/\d{4}(?=\d)/g, "$& ");
}

/**
 * Reads what a person typed or pasted: full-width digits, spaces, hyphens and dots anywhere.
 * @throws CodedError TRACKING_CODE_LENGTH when there are not 24 digits; TRACKING_CODE_MISTYPED when something else than
 *   digits is in it or the check digits do not fit. Neither error carries anything of what was typed.
 */
export function parseTrackingCode(text: string): TrackingCode {
  if (text.length > MAX_TYPED_LENGTH)
    throw new CodedError("TRACKING_CODE_LENGTH");
  const typed = text.normalize("NFKC").replace(SEPARATORS, "");
  if (/[^0-9]/.test(typed)) throw new CodedError("TRACKING_CODE_MISTYPED");
  if (typed.length !== TRACKING_CODE_DIGITS)
    throw new CodedError("TRACKING_CODE_LENGTH");
  // Compared with the digits computed anew, not by remainder: 00, 01 and 99 would pass beside 97, 98 and 02.
  const digits = typed.slice(0, RANDOM_DIGITS);
  if (typed.slice(RANDOM_DIGITS) !== checkDigits(digits))
    throw new CodedError("TRACKING_CODE_MISTYPED");
  return typed as TrackingCode;
}

/** ISO/IEC 7064 MOD 97-10: the whole number leaves the remainder 1. */
function checkDigits(digits: string): string {
  return String(98n - ((BigInt(digits) * 100n) % 97n)).padStart(2, "0");
}
