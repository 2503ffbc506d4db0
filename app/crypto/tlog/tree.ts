/**
 * The Merkle tree of the log: RFC 6962 section 2.1 for what is made, RFC 9162 sections 2.1.3.2 and 2.1.4.2 for what is checked.
 * Sizes and indexes pass 2^32, where the bit operators of JavaScript end: they are halved by division.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { equalBytes } from "#app/crypto/encoding";
import { nodeHash } from "#app/crypto/merkle-leaf";
import { HASH_BYTES } from "./base64";

/** Hash (32 bytes) of the complete subtree number `n`, from the left, of those that hold 2^level leaves each. */
export type SubtreeReader = (level: number, n: number) => Promise<Uint8Array>;

type Claim = {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
};

/** Siblings from the leaf up, 32 bytes each. @throws RangeError unless 0 <= index < size */
export async function inclusionProof(
  index: number,
  size: number,
  read: SubtreeReader,
): Promise<Uint8Array[]> {
  assertSize(size);
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size))
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const downwards: Promise<Uint8Array>[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      downwards.push(hashOfRange(middle, end, read));
      end = middle;
    } else {
      downwards.push(hashOfRange(start, middle, read));
      start = middle;
    }
  }
  return Promise.all(downwards.reverse());
}

/** RFC 6962 section 2.1.2. Empty when either side is empty or both are equal. @throws RangeError unless oldSize <= newSize */
export async function consistencyProof(
  oldSize: number,
  newSize: number,
  read: SubtreeReader,
): Promise<Uint8Array[]> {
  assertSize(oldSize);
  assertSize(newSize);
  if (oldSize > newSize)
    throw new RangeError(`a tree of ${newSize} holds none of ${oldSize}`);
  if (oldSize === 0 || oldSize === newSize) return [];
  const downwards: Promise<Uint8Array>[] = [];
  let [start, end] = [0, newSize];
  while (oldSize < end) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      downwards.push(hashOfRange(middle, end, read));
      end = middle;
    } else {
      downwards.push(hashOfRange(start, middle, read));
      start = middle;
    }
  }
  // The old root itself is known to whoever checks, unless it is only a part of it.
  if (start > 0) downwards.push(hashOfRange(start, end, read));
  return Promise.all(downwards.reverse());
}

/** Of a tree without leaves: SHA-256 of nothing. */
export function rootHash(
  size: number,
  read: SubtreeReader,
): Promise<Uint8Array> {
  assertSize(size);
  return size === 0 ? Promise.resolve(emptyRoot()) : hashOfRange(0, size, read);
}

export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** The root that the proof leads to; null when a proof for this place has another length. */
export function rootFromInclusion({
  leafHash,
  index,
  size,
  proof,
}: Claim): Uint8Array | null {
  if (!isCount(index) || !isCount(size) || index >= size) return null;
  if (![leafHash, ...proof].every(isHash)) return null;
  let [node, last, hash] = [index, size - 1, leafHash];
  for (const sibling of proof) {
    if (last === 0) return null;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(node) && node !== 0)
        [node, last] = [half(node), half(last)];
    } else hash = nodeHash(hash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? hash : null;
}

export function verifyInclusion(
  claim: Claim & { readonly root: Uint8Array },
): boolean {
  const root = rootFromInclusion(claim);
  return root !== null && equalBytes(root, claim.root);
}

/** Whether the tree of `newSize` begins with the tree of `oldSize`: nothing was taken out, changed or put in between. */
export function verifyConsistency({
  oldSize,
  oldRoot,
  newSize,
  newRoot,
  proof,
}: {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}): boolean {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) return false;
  if (![oldRoot, newRoot, ...proof].every(isHash)) return false;
  if (oldSize === newSize)
    return (
      proof.length === 0 &&
      equalBytes(oldRoot, newRoot) &&
      (oldSize > 0 || equalBytes(oldRoot, emptyRoot()))
    );
  if (oldSize === 0)
    return proof.length === 0 && equalBytes(oldRoot, emptyRoot());

  let [node, last] = [oldSize - 1, newSize - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  // A complete old tree is itself the first node; a proof does not repeat it.
  const [first, ...rest] = node === 0 ? [oldRoot, ...proof] : proof;
  if (!first) return false;
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (!isOdd(node) && node !== 0)
        [node, last] = [half(node), half(last)];
    } else newHash = nodeHash(newHash, sibling);
    [node, last] = [half(node), half(last)];
  }
  return (
    last === 0 && equalBytes(oldHash, oldRoot) && equalBytes(newHash, newRoot)
  );
}

/** MTH of the leaves from `start` (a multiple of the largest power of two that fits) to before `end`. */
async function hashOfRange(
  start: number,
  end: number,
  read: SubtreeReader,
): Promise<Uint8Array> {
  const parts: Promise<Uint8Array>[] = [];
  for (let from = start; from < end;) {
    const level = Math.floor(Math.log2(end - from));
    const width = largestPower(end - from, level);
    parts.push(read(width.level, from / width.leaves));
    from += width.leaves;
  }
  const hashes = await Promise.all(parts);
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The logarithm of a number near a power of two may be rounded up. */
function largestPower(count: number, guess: number) {
  const level = 2 ** guess > count ? guess - 1 : guess;
  return { level, leaves: 2 ** level };
}

/** The largest power of two below `count`, which is 2 or more. */
function splitOf(count: number): number {
  const { leaves } = largestPower(count, Math.floor(Math.log2(count)));
  return leaves === count ? leaves / 2 : leaves;
}

function assertSize(size: number): void {
  if (!isCount(size)) throw new RangeError(`${size} is not the size of a tree`);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_BYTES;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
