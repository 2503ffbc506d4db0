import { expect, test } from "vitest";
import vectors from "#test/vectors/crypto-merkle.json";
import { fromHex, toHex, utf8Bytes } from "./encoding";
import { entryLeafHash, leafHash, nodeHash } from "./merkle-leaf";

/** RFC 6962 section 2.1, word for word: split at the largest power of two below n. */
function treeHash(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 1) return leafHash(entries[0]!);
  const split = 2 ** Math.floor(Math.log2(entries.length - 1));
  return nodeHash(
    treeHash(entries.slice(0, split)),
    treeHash(entries.slice(split)),
  );
}

const entries = vectors.leaves.map(({ entry }) => fromHex(entry));

test.each(vectors.leaves)("leaf $entry", ({ entry, leafHash: expected }) => {
  expect(toHex(leafHash(fromHex(entry)))).toBe(expected);
});

test.each(vectors.roots.map((root, index) => ({ size: index + 1, root })))(
  "root of $size leaves",
  ({ size, root }) => {
    expect(toHex(treeHash(entries.slice(0, size)))).toBe(root);
  },
);

test("a node is not a leaf with the same bytes", () => {
  const [left, right] = [leafHash(utf8Bytes("a")), leafHash(utf8Bytes("b"))];
  expect(nodeHash(left, right)).not.toEqual(
    leafHash(new Uint8Array([...left, ...right])),
  );
  expect(nodeHash(left, right)).not.toEqual(nodeHash(right, left));
});

test("an entry is hashed over its canonical JSON", () => {
  expect(entryLeafHash({ b: 1, a: "言" })).toEqual(
    leafHash(utf8Bytes('{"a":"言","b":1}')),
  );
});
