import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatBytes, toHex } from "#app/crypto/encoding";
import { leafHash, nodeHash } from "#app/crypto/merkle-leaf";
import {
  growTiles,
  parseTilePath,
  subtreeReader,
  TILE_WIDTH,
  tilePath,
} from "./tiles";
import { consistencyProof, inclusionProof, rootHash } from "./tree";

const leaves = Array.from({ length: 70_000 }, (_, place) =>
  leafHash(Uint8Array.of(place >> 16, place >> 8, place)),
);

/** Complete subtrees, row by row, without any tiles. */
const rows: Uint8Array[][] = [leaves];
while (rows.at(-1)!.length > 1) {
  const below = rows.at(-1)!;
  rows.push(
    Array.from({ length: Math.floor(below.length / 2) }, (_, pair) =>
      nodeHash(below[pair * 2]!, below[pair * 2 + 1]!),
    ),
  );
}
const readRows = (level: number, n: number) =>
  Promise.resolve(rows[level]![n]!);

function store() {
  const tiles = new Map<string, Uint8Array>();
  const readTile = (level: number, n: number) =>
    Promise.resolve(tiles.get(`${level}/${n}`) ?? new Uint8Array(0));
  const grow = async (size: number, added: readonly Uint8Array[]) => {
    for (const { level, n, hashes } of await growTiles(size, added, readTile))
      tiles.set(`${level}/${n}`, hashes);
  };
  return { tiles, readTile, grow };
}

describe("paths of tiles", () => {
  // Examples of C2SP tlog-tiles and of the design of the Go checksum database, which it took them from.
  it.each([
    [0, 1_234_067, 256, "tile/0/x001/x234/067"],
    [0, 1_234_067, 1, "tile/0/x001/x234/067.p/1"],
    [3, 123_456_789, 256, "tile/3/x123/x456/789"],
    [1, 0, 5, "tile/1/000.p/5"],
    [0, 999, 255, "tile/0/999.p/255"],
    [0, 1000, 256, "tile/0/x001/000"],
  ])("level %i number %i width %i", (level, n, width, path) => {
    expect(tilePath(level, n, width)).toBe(path);
    expect(parseTilePath(path)).toEqual({ level, n, width });
  });

  it.each([
    "tile/0/0",
    "tile/0/1234",
    "tile/0/001/234",
    "tile/0/x000/001",
    "tile/0/x001",
    "tile/00/000",
    "tile/7/000",
    "tile/-1/000",
    "tile/entries/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/05",
    "tile/0/000.p/",
    "tile/0/000/",
    "/tile/0/000",
    "tile/0/X001/000",
    "tile/0/x999/x999/x999/x999/x999/999",
    "tile/0/٠٠٠",
  ])("refuses %s", (path) => {
    expect(parseTilePath(path)).toBeNull();
  });

  it("reads back what it writes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.bigInt(0n, 2n ** 53n - 1n).map(Number),
        fc.integer({ min: 1, max: TILE_WIDTH }),
        (level, n, width) => {
          expect(parseTilePath(tilePath(level, n, width))).toEqual({
            level,
            n,
            width,
          });
        },
      ),
    );
  });
});

describe("tiles", () => {
  it("grown in chunks of any size give the tree computed without tiles", async () => {
    const chunk = fc.oneof(
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(255, 256, 257, 511, 512, 700),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(chunk, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (chunks, part) => {
          const { grow, readTile, tiles } = store();
          let size = 0;
          for (const count of chunks) {
            await grow(size, leaves.slice(size, size + count));
            size += count;
          }
          const read = subtreeReader(readTile);
          expect(toHex(await rootHash(size, read))).toBe(
            toHex(await rootHash(size, readRows)),
          );
          const index = Math.min(size - 1, Math.floor(size * part));
          expect(await inclusionProof(index, size, read)).toEqual(
            await inclusionProof(index, size, readRows),
          );
          expect(await consistencyProof(index + 1, size, read)).toEqual(
            await consistencyProof(index + 1, size, readRows),
          );
          const full = Math.floor(size / TILE_WIDTH);
          expect(tiles.size).toBe(Math.ceil(size / TILE_WIDTH) + (full && 1));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("reach the third level, where a hash stands for 65,536 leaves", async () => {
    const { grow, readTile, tiles } = store();
    await grow(0, leaves.slice(0, 65_500));
    expect(tiles.has("2/0")).toBe(false);
    await grow(65_500, leaves.slice(65_500));
    expect(toHex(tiles.get("2/0")!)).toBe(toHex(rows[16]![0]!));
    const read = subtreeReader(readTile);
    for (const index of [0, 65_535, 65_536, 69_999])
      expect(await inclusionProof(index, 70_000, read)).toEqual(
        await inclusionProof(index, 70_000, readRows),
      );
    expect(toHex(await read(17, 0).catch(() => leaves[0]!))).toBe(
      toHex(leaves[0]!),
    );
  });

  it("gives older trees back from tiles that have grown since", async () => {
    const { grow, readTile } = store();
    await grow(0, leaves.slice(0, 1000));
    expect(await rootHash(300, subtreeReader(readTile))).toEqual(
      await rootHash(300, readRows),
    );
  });

  it("says which tiles a batch touched, and refuses tiles that do not fit the size", async () => {
    const { grow, readTile, tiles } = store();
    await grow(0, leaves.slice(0, 255));
    const touched = await growTiles(255, leaves.slice(255, 258), readTile);
    expect(
      touched.map(({ level, n, hashes }) => [level, n, hashes.length / 32]),
    ).toEqual([
      [0, 0, 256],
      [0, 1, 2],
      [1, 0, 1],
    ]);
    expect(touched[0]!.hashes.slice(0, 255 * 32)).toEqual(tiles.get("0/0"));
    await expect(growTiles(254, [leaves[0]!], readTile)).rejects.toThrow(
      RangeError,
    );
    tiles.set("0/0", concatBytes(tiles.get("0/0")!, Uint8Array.of(1)));
    await expect(growTiles(255, [leaves[0]!], readTile)).rejects.toThrow(
      RangeError,
    );
    await expect(subtreeReader(readTile)(0, 400)).rejects.toThrow(RangeError);
  });
});
