/**
 * Digits that two people compare by telephone or on paper to know that they mean the same public key. Against a server that
 * shows a key of its own in the place of a colleague's.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { toBase64Url, utf8Bytes } from "./encoding";
import type { AgeRecipient } from "./identity";

const GROUPS = 5;
const GROUP_DIGITS = 5;

/**
 * "48213 00457 91120 66013 20894": the first 25 decimal digits that SHA-256 of the recipient's text gives, 83 bits. Somebody
 * who wants another key with the same digits has to try 2^83 keys.
 */
export function fingerprintOf(recipient: AgeRecipient): string {
  const hash = sha256(utf8Bytes(recipient));
  const modulus = 10n ** BigInt(GROUPS * GROUP_DIGITS);
  const value = hash
    .subarray(0, 16)
    .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const digits = (value % modulus)
    .toString()
    .padStart(GROUPS * GROUP_DIGITS, "0");
  return digits.replace(/(\d{5})(?=\d)/g, "$1 ");
}

/** SHA-256 of a recipient as the log has it: base64url of 32 bytes. */
export function recipientHash(recipient: AgeRecipient): string {
  return toBase64Url(sha256(utf8Bytes(recipient)));
}
