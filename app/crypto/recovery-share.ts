/**
 * One custodian's share of the recovery key as text for paper: six rows, each with two check characters of its own, so that a
 * mistyped sheet says in which row. The letters are Crockford's: none looks like another, and what people write for them
 * (O for 0, I and L for 1, small letters, full width) is read as meant.
 *
 * 46 bytes: version, threshold, number of shares, number of this share, first 5 bytes of the recipient's SHA-256 (do the
 * sheets belong together?), share (33 bytes: 32 of the secret's length and its x), first 4 of SHA-256 of all that: check.
 * With two zero bits that is 74 characters; rows of 13 (the last 9).
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { CodedError } from "#app/domain/shared/coded-error";
import { concatBytes, equalBytes, toHex, utf8Bytes } from "./encoding";
import type { AgeRecipient } from "./identity";

const VERSION = 1;
const HEAD_BYTES = 9;
export const SHARE_BYTES = 33;
const CHECK_BYTES = 4;
const TOTAL_BYTES = HEAD_BYTES + SHARE_BYTES + CHECK_BYTES;
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const DATA_CHARACTERS = Math.ceil((TOTAL_BYTES * 8) / 5);
const ROW_DATA = 13;
const ROW_CHECK = 2;
export const SHARE_ROWS = Math.ceil(DATA_CHARACTERS / ROW_DATA);
export const SHARE_CHARACTERS = DATA_CHARACTERS + SHARE_ROWS * ROW_CHECK;

export type RecoveryShare = {
  readonly threshold: number;
  readonly shares: number;
  /** 1 for the first sheet */
  readonly index: number;
  /** 10 hexadecimal digits; sheets of one key have the same */
  readonly keyMark: string;
  readonly share: Uint8Array;
};

export function keyMarkOf(recipient: AgeRecipient): string {
  return toHex(markBytes(recipient));
}

function markBytes(recipient: AgeRecipient): Uint8Array {
  return sha256(utf8Bytes(recipient)).subarray(0, 5);
}

/** Rows in groups of five characters: ["4K0G2 10NSX WJT7M", …]. */
export function writeRecoveryShare(
  recipient: AgeRecipient,
  { threshold, shares, index, share }: Omit<RecoveryShare, "keyMark">,
): readonly string[] {
  if (share.length !== SHARE_BYTES)
    throw new RangeError(`a share has ${SHARE_BYTES} bytes`);
  const content = concatBytes(
    Uint8Array.of(VERSION, threshold, shares, index),
    markBytes(recipient),
    share,
  );
  const text = toLetters(
    concatBytes(content, sha256(content).subarray(0, CHECK_BYTES)),
  );
  return rowsOf(text).map((row, number) =>
    (row + checkOf(row, number)).replace(/(.{5})(?=.)/g, "$1 "),
  );
}

/**
 * @throws CodedError SHARE_MISSING; SHARE_LENGTH {expected, found}; SHARE_MISTYPED {row}; SHARE_ROWS_MIXED when each row is
 *   right and the whole is not: rows of two sheets
 */
export function readRecoveryShare(typed: string): RecoveryShare {
  const text = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—·.,_]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (text === "") throw new CodedError("SHARE_MISSING");
  if (text.length !== SHARE_CHARACTERS)
    throw new CodedError("SHARE_LENGTH", {
      values: { expected: SHARE_CHARACTERS, found: text.length },
    });
  const width = ROW_DATA + ROW_CHECK;
  let data = "";
  for (let number = 0; number < SHARE_ROWS; number++) {
    const whole = text.slice(number * width, (number + 1) * width);
    const row = whole.slice(0, -ROW_CHECK);
    if (checkOf(row, number) !== whole.slice(-ROW_CHECK))
      throw new CodedError("SHARE_MISTYPED", { values: { row: number + 1 } });
    data += row;
  }
  const bytes = fromLetters(data);
  const content = bytes.subarray(0, HEAD_BYTES + SHARE_BYTES);
  if (
    content[0] !== VERSION ||
    !equalBytes(
      bytes.subarray(HEAD_BYTES + SHARE_BYTES),
      sha256(content).subarray(0, CHECK_BYTES),
    )
  )
    throw new CodedError("SHARE_ROWS_MIXED");
  return {
    threshold: content[1]!,
    shares: content[2]!,
    index: content[3]!,
    keyMark: toHex(content.subarray(4, HEAD_BYTES)),
    share: content.slice(HEAD_BYTES),
  };
}

function rowsOf(text: string): readonly string[] {
  return Array.from({ length: SHARE_ROWS }, (_, number) =>
    text.slice(number * ROW_DATA, (number + 1) * ROW_DATA),
  );
}

/** Ten bits of SHA-256 over the row and its number: one wrong character is noticed 1023 times in 1024. */
function checkOf(row: string, number: number): string {
  const hash = sha256(utf8Bytes(`${number} ${row}`));
  return LETTERS[hash[0]! & 31]! + LETTERS[hash[1]! & 31]!;
}

function toLetters(bytes: Uint8Array): string {
  let value = 0;
  let bits = 0;
  let text = "";
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(value >> bits) & 31]!;
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + LETTERS[(value << (5 - bits)) & 31]! : text;
}

/** Of as many bytes as a sheet has; a character that is none of the letters fails its row's check before. */
function fromLetters(text: string): Uint8Array {
  const bytes = new Uint8Array(TOTAL_BYTES);
  let value = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    value = (value << 5) | LETTERS.indexOf(letter);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = value >> bits;
      value &= (1 << bits) - 1;
    }
  }
  return bytes;
}
