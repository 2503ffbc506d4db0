import { describe, expect, it } from "vitest";
import tree from "#test/vectors/crypto-merkle.json";
import proofs from "#test/vectors/tlog-proofs.json";
import { fromHex, toHex } from "#app/crypto/encoding";
import { leafHash } from "#app/crypto/merkle-leaf";
import { fromBase64 } from "./base64";
import { growTiles, subtreeReader } from "./tiles";
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  rootHash,
  verifyConsistency,
  verifyInclusion,
} from "./tree";

/** Columns as the file names them. */
type Row = readonly [
  what: string,
  first: number,
  second: number,
  root: number,
  other: number,
  proof: readonly number[],
  right: boolean,
];

const hashOf = (place: number) => fromBase64(proofs.hashes[place]!);
const inclusion = proofs.inclusion as unknown as readonly Row[];
const consistency = proofs.consistency as unknown as readonly Row[];

const leaves = tree.leaves.map(({ entry }) => leafHash(fromHex(entry)));
async function reader() {
  const [tile] = await growTiles(0, leaves, () => Promise.resolve(leaves[0]!));
  return subtreeReader(() => Promise.resolve(tile!.hashes));
}

describe("proofs that others published", () => {
  it.each(inclusion)("inclusion: %s (%i of %i)", (...row) => {
    const [, index, size, root, leaf, proof, right] = row;
    expect(
      verifyInclusion({
        leafHash: hashOf(leaf),
        index,
        size,
        proof: proof.map(hashOf),
        root: hashOf(root),
      }),
    ).toBe(right);
  });

  it.each(consistency)("consistency: %s (%i, %i)", (...row) => {
    const [, oldSize, newSize, oldRoot, newRoot, proof, right] = row;
    expect(
      verifyConsistency({
        oldSize,
        oldRoot: hashOf(oldRoot),
        newSize,
        newRoot: hashOf(newRoot),
        proof: proof.map(hashOf),
      }),
    ).toBe(right);
  });

  it("are those that we would make of the same tree", async () => {
    const read = await reader();
    const made = async (hashes: Promise<Uint8Array[]>) =>
      (await hashes).map(toHex);
    let compared = 0;
    for (const [, index, size, , leaf, proof, right] of inclusion) {
      // their trees of one leaf hold that leaf alone, which is our tree of 1
      if (!right || toHex(hashOf(leaf)) !== toHex(leaves[index]!)) continue;
      expect(await made(inclusionProof(index, size, read))).toEqual(
        proof.map((hash) => toHex(hashOf(hash))),
      );
      compared += 1;
    }
    for (const [, oldSize, newSize, root, , proof, right] of consistency) {
      if (!right) continue;
      expect(toHex(await rootHash(oldSize, read))).toBe(toHex(hashOf(root)));
      expect(await made(consistencyProof(oldSize, newSize, read))).toEqual(
        proof.map((hash) => toHex(hashOf(hash))),
      );
      compared += 1;
    }
    expect(compared).toBeGreaterThan(8);
  });

  it("roots of the reference tree, from the empty one to eight leaves", async () => {
    const read = await reader();
    expect(toHex(emptyRoot())).toMatch(/^e3b0c442/);
    for (const [place, root] of tree.roots.entries())
      expect(toHex(await rootHash(place + 1, read))).toBe(root);
  });
});
