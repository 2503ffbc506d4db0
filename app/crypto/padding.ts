/**
 * Padding, against somebody who sees only sizes: on the wire, in the object store, in a backup. How long a text is, or which
 * well-known file it is, must not show.
 */
import { CodedError } from "#app/domain/shared/coded-error";
import { concatBytes, readUint32, uint32Bytes } from "./encoding";

const KIB = 1024;
const PREFIX_BYTES = 4;

/** Padded sizes of texts, in bytes, the four bytes of the length included. */
export const TEXT_BUCKETS = [4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB] as const;

/** @throws CodedError TEXT_TOO_LONG above 256 KiB less 4 bytes */
export function padText(plain: Uint8Array): Uint8Array {
  return padToBucket(plain, TEXT_BUCKETS);
}

/**
 * Length (4 bytes, big-endian), content, zeros up to the smallest bucket that holds both. `buckets` ascend.
 * @throws CodedError TEXT_TOO_LONG when none does
 */
export function padToBucket(
  plain: Uint8Array,
  buckets: readonly number[],
): Uint8Array {
  const size = buckets.find((bucket) => plain.length + PREFIX_BYTES <= bucket);
  if (size === undefined) {
    // Chinese writing takes three bytes a character; the sentence for people counts characters.
    const max = Math.floor(((buckets.at(-1) ?? 0) - PREFIX_BYTES) / 3);
    throw new CodedError("TEXT_TOO_LONG", { values: { max } });
  }
  return concatBytes(
    uint32Bytes(plain.length),
    plain,
    new Uint8Array(size - PREFIX_BYTES - plain.length),
  );
}

/**
 * Takes the padding off again. Padding other than zeros is refused: it could carry something a reader never sees.
 * @throws CodedError PADDING_NOT_VALID
 */
export function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < PREFIX_BYTES) throw new CodedError("PADDING_NOT_VALID");
  const end = PREFIX_BYTES + readUint32(padded);
  if (end > padded.length || !isZero(padded.subarray(end)))
    throw new CodedError("PADDING_NOT_VALID");
  return padded.slice(PREFIX_BYTES, end);
}

export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/**
 * PADMÉ: the padded length for `length` bytes. Adds at most 12 % and, among files up to 2^40 bytes, leaves fewer than
 * 700 distinct sizes (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
 * PETS 2019, algorithm 1).
 */
export function padmeLength(length: number): number {
  if (!Number.isSafeInteger(length) || length < 0)
    throw new RangeError("a length is a non-negative integer");
  if (length < 2) return length;
  const exponent = floorLog2(length);
  const keptBits = floorLog2(exponent) + 1;
  // Multiplication, not shifts: those stop at 2^31.
  const unit = 2 ** Math.max(0, exponent - keptBits);
  return Math.ceil(length / unit) * unit;
}

/** Exact, where `Math.log2` rounds up just below a power of two. */
function floorLog2(value: number): number {
  return value === 0 ? 0 : value.toString(2).length - 1;
}
