import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex } from "#app/crypto/encoding";
import { leafHash, nodeHash } from "#app/crypto/merkle-leaf";
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  rootFromInclusion,
  rootHash,
  verifyConsistency,
  verifyInclusion,
  type SubtreeReader,
} from "./tree";

const leafOf = (place: number) => leafHash(Uint8Array.of(place >> 8, place));
const leaves = Array.from({ length: 700 }, (_, place) => leafOf(place));

/** RFC 6962 section 2.1 word for word, over all leaves at once. */
function plainRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return emptyRoot();
  if (hashes.length === 1) return hashes[0]!;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(
    plainRoot(hashes.slice(0, split)),
    plainRoot(hashes.slice(split)),
  );
}

const read: SubtreeReader = (level, n) =>
  Promise.resolve(
    plainRoot(leaves.slice(n * 2 ** level, (n + 1) * 2 ** level)),
  );

/** A tree of the same leaf everywhere, so that one of any size can be had. */
function uniformReader(): SubtreeReader {
  const hashes = [leafOf(0)];
  return (level) => {
    for (let at = hashes.length; at <= level; at++)
      hashes.push(nodeHash(hashes[at - 1]!, hashes[at - 1]!));
    return Promise.resolve(hashes[level]!);
  };
}

const changed = (hash: Uint8Array, bit: number) =>
  hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

describe("tree", () => {
  it("has the root that the definition gives, at every size up to 70", async () => {
    for (let size = 0; size <= 70; size++)
      expect(toHex(await rootHash(size, read))).toBe(
        toHex(plainRoot(leaves.slice(0, size))),
      );
  });

  it("every proof of every tree up to 70 leaves verifies, with no other index, size or hash", async () => {
    for (let size = 1; size <= 70; size++) {
      const root = await rootHash(size, read);
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(index, size, read);
        const claim = { leafHash: leaves[index]!, index, size, proof, root };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leafHash: leaves[size]! })).toBe(
          false,
        );
        for (const other of [index - 1, index + 1, size])
          expect(verifyInclusion({ ...claim, index: other })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(
          size === 1,
        );
        expect(verifyInclusion({ ...claim, proof: [...proof, root] })).toBe(
          false,
        );
        proof.forEach((hash, at) => {
          const bad = proof.with(at, changed(hash, (index * 37) % 256));
          expect(verifyInclusion({ ...claim, proof: bad })).toBe(false);
        });
      }
    }
  });

  it("every pair of sizes up to 70 is consistent, and with no other root, size or hash", async () => {
    const roots = await Promise.all(
      Array.from({ length: 71 }, (_, size) => rootHash(size, read)),
    );
    for (let newSize = 0; newSize <= 70; newSize++)
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const proof = await consistencyProof(oldSize, newSize, read);
        const claim = {
          oldSize,
          oldRoot: roots[oldSize]!,
          newSize,
          newRoot: roots[newSize]!,
          proof,
        };
        expect(verifyConsistency(claim)).toBe(true);
        const bit = (oldSize * 31 + newSize) % 256;
        expect(
          verifyConsistency({ ...claim, oldRoot: changed(claim.oldRoot, bit) }),
        ).toBe(false);
        // An empty tree is the beginning of every tree.
        expect(
          verifyConsistency({ ...claim, newRoot: changed(claim.newRoot, bit) }),
        ).toBe(oldSize === 0 && newSize > 0);
        expect(
          verifyConsistency({ ...claim, proof: [...proof, claim.newRoot] }),
        ).toBe(false);
        proof.forEach((hash, at) =>
          expect(
            verifyConsistency({
              ...claim,
              proof: proof.with(at, changed(hash, bit)),
            }),
          ).toBe(false),
        );
        if (proof.length > 0)
          expect(
            verifyConsistency({ ...claim, proof: proof.slice(0, -1) }),
          ).toBe(false);
        if (oldSize > 0 && oldSize < newSize)
          expect(
            verifyConsistency({ ...claim, oldSize: newSize, newSize: oldSize }),
          ).toBe(false);
      }
  });

  it("proves in trees of any size up to 2^53 − 1", async () => {
    const uniform = uniformReader();
    const anySize = fc.bigInt(1n, 2n ** 53n - 1n).map(Number);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.integer({ min: 1, max: 5000 }), anySize),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (size, part) => {
          const index = Math.min(size - 1, Math.floor(size * part));
          const root = await rootHash(size, uniform);
          const proof = await inclusionProof(index, size, uniform);
          const claim = { leafHash: leafOf(0), index, size, proof, root };
          expect(verifyInclusion(claim)).toBe(true);
          proof.forEach((hash, at) =>
            expect(
              verifyInclusion({
                ...claim,
                proof: proof.with(at, changed(hash, at)),
              }),
            ).toBe(false),
          );
          const oldSize = index + 1;
          expect(
            verifyConsistency({
              oldSize,
              oldRoot: await rootHash(oldSize, uniform),
              newSize: size,
              newRoot: root,
              proof: await consistencyProof(oldSize, size, uniform),
            }),
          ).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("refuses places outside the tree and values that are no counts", async () => {
    await expect(inclusionProof(3, 3, read)).rejects.toThrow(RangeError);
    await expect(inclusionProof(-1, 3, read)).rejects.toThrow(RangeError);
    await expect(consistencyProof(4, 3, read)).rejects.toThrow(RangeError);
    expect(() => rootHash(1.5, read)).toThrow(RangeError);
    expect(() => rootHash(2 ** 53, read)).toThrow(RangeError);
    const claim = { leafHash: leaves[0]!, proof: [] };
    expect(rootFromInclusion({ ...claim, index: 0, size: 1 })).toEqual(
      leaves[0],
    );
    for (const [index, size] of [
      [0, 0],
      [0, 2],
      [1, 1],
      [Number.NaN, 1],
      [0, Infinity],
      [0.5, 1],
    ] as const)
      expect(rootFromInclusion({ ...claim, index, size })).toBeNull();
    expect(
      rootFromInclusion({
        leafHash: leaves[0]!.slice(1),
        index: 0,
        size: 1,
        proof: [],
      }),
    ).toBeNull();
  });
});
