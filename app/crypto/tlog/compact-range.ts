import { nodeHash } from "#app/crypto/merkle-leaf";
import { emptyRoot } from "./tree";

/**
 * A tree that only grows at its end, held as the hashes of its complete subtrees (RFC 6962 section 2.1): as many as its size has
 * binary ones, so the root of millions of leaves costs no memory.
 */
export class CompactRange {
  /** from the left, the largest first */
  private hashes: Uint8Array[];

  /** @param hashes of the complete subtrees of a tree of `size`, from the left */
  constructor(
    public size = 0,
    hashes: readonly Uint8Array[] = [],
  ) {
    this.hashes = [...hashes];
  }

  copy(): CompactRange {
    return new CompactRange(this.size, this.hashes);
  }

  /** @param complete is told of each subtree that this leaf completes: 2^height leaves, number `n` from the left */
  append(
    leaf: Uint8Array,
    complete?: (height: number, n: number, hash: Uint8Array) => void,
  ): void {
    let hash = leaf;
    let n = this.size;
    let height = 0;
    complete?.(height, n, hash);
    while (n % 2 === 1) {
      hash = nodeHash(this.hashes.pop()!, hash);
      n = (n - 1) / 2;
      height++;
      complete?.(height, n, hash);
    }
    this.hashes.push(hash);
    this.size++;
  }

  root(): Uint8Array {
    return this.hashes.length === 0
      ? emptyRoot()
      : this.hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The complete subtrees of a tree of `size`, from the left. */
export function subtreesOf(
  size: number,
): readonly { readonly height: number; readonly n: number }[] {
  const found: { height: number; n: number }[] = [];
  for (let start = 0, left = size; left > 0;) {
    let height = 0;
    while (2 ** (height + 1) <= left) height++;
    found.push({ height, n: start / 2 ** height });
    start += 2 ** height;
    left -= 2 ** height;
  }
  return found;
}
