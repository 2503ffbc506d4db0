/**
 * Bytes to text and back. One strict spelling for each value: what two parties hash, compare or store must not have
 * a second spelling that slips past a uniqueness check.
 */
import { base64urlnopad, hex } from "@scure/base";
import { concatBytes } from "@noble/hashes/utils.js";
import { CodedError } from "#app/domain/shared/coded-error";

export { concatBytes };

const encoder = new TextEncoder();
// The byte order mark is content: dropping it would change what was hashed or sealed.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function utf8Bytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** @throws CodedError ENCODING_NOT_VALID when `bytes` is not well-formed UTF-8 */
export function utf8Text(bytes: Uint8Array): string {
  return strictly(() => decoder.decode(bytes));
}

/** RFC 4648 section 5, without padding: safe in URLs, file names and form fields. */
export function toBase64Url(bytes: Uint8Array): string {
  return base64urlnopad.encode(bytes);
}

/** @throws CodedError ENCODING_NOT_VALID, also for padding, white space and stray bits in the last character */
export function fromBase64Url(text: string): Uint8Array {
  return strictly(() => base64urlnopad.decode(text));
}

/** Lower case. */
export function toHex(bytes: Uint8Array): string {
  return hex.encode(bytes);
}

/** @throws CodedError ENCODING_NOT_VALID, also for upper case */
export function fromHex(text: string): Uint8Array {
  if (text !== text.toLowerCase()) throw new CodedError("ENCODING_NOT_VALID");
  return strictly(() => hex.decode(text));
}

/** Compares without stopping at the first difference, so that the time taken tells a guesser nothing. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index++)
    difference |= left[index]! ^ right[index]!;
  return difference === 0;
}

/** Big-endian, 4 bytes. */
export function uint32Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Big-endian, 8 bytes; `value` is a safe, non-negative integer. */
export function uint64Bytes(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

export function readUint32(bytes: Uint8Array, offset = 0): number {
  return viewOf(bytes).getUint32(offset);
}

/** Anything above 2^53 comes back inexact; callers compare it with a length they counted themselves. */
export function readUint64(bytes: Uint8Array, offset = 0): number {
  return Number(viewOf(bytes).getBigUint64(offset));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function strictly<T>(decode: () => T): T {
  try {
    return decode();
  } catch {
    throw new CodedError("ENCODING_NOT_VALID");
  }
}
