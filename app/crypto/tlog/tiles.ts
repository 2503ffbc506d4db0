/**
 * The tree in tiles of 256 hashes (C2SP tlog-tiles), so that anybody can fetch and keep it as plain files. A tile of level 0
 * holds leaf hashes, one of level L the roots of complete tiles of level L − 1.
 */
import { concatBytes } from "#app/crypto/encoding";
import { nodeHash } from "#app/crypto/merkle-leaf";
import { HASH_BYTES, wholeNumber } from "./base64";
import type { SubtreeReader } from "./tree";

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
/** 256^7 leaves are more than a safe integer counts. */
const MAX_LEVEL = 6;
const MAX_GROUPS = 6;

/** Stored hashes of a tile in order, 32 bytes each; fewer than 256 when it is partial, none when it is not there yet. */
export type TileReader = (level: number, n: number) => Promise<Uint8Array>;

/** Such as `tile/0/x001/x234/067`, or with `width` below 256 `tile/0/x001/x234/067.p/5`. */
export function tilePath(level: number, n: number, width = TILE_WIDTH): string {
  const digits = String(n);
  const groups = digits
    .padStart(Math.ceil(digits.length / 3) * 3, "0")
    .match(/\d{3}/g)!;
  const name = groups
    .map((group, place) => (place < groups.length - 1 ? `x${group}` : group))
    .join("/");
  return `tile/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ""}`;
}

/** Null for anything that `tilePath` would not write: one tile has one address. */
export function parseTilePath(path: string): {
  readonly level: number;
  readonly n: number;
  readonly width: number;
} | null {
  const match =
    /^tile\/([0-6])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!match) return null;
  const level = Number(match[1]);
  const groups = match[2]!.split("/");
  if (level > MAX_LEVEL || groups.length > MAX_GROUPS) return null;
  const n = wholeNumber(
    groups
      .join("")
      .replaceAll("x", "")
      .replace(/^0+(?=\d)/, ""),
  );
  const width = match[3] === undefined ? TILE_WIDTH : Number(match[3]);
  if (n === null || width > TILE_WIDTH) return null;
  return tilePath(level, n, width) === path ? { level, n, width } : null;
}

/** Reads the hash of any complete subtree from the tile that holds it. Reads a tile for each hash: cache in `readTile`. */
export function subtreeReader(readTile: TileReader): SubtreeReader {
  return async (level, n) => {
    const above = level % TILE_HEIGHT;
    const [tileLevel, width] = [(level - above) / TILE_HEIGHT, 2 ** above];
    const first = n * width;
    const tile = Math.floor(first / TILE_WIDTH);
    const hashes = splitHashes(await readTile(tileLevel, tile));
    const part = hashes.slice(first % TILE_WIDTH, (first % TILE_WIDTH) + width);
    if (part.length < width)
      throw new RangeError(`subtree ${n} of level ${level} is not complete`);
    return rootOfComplete(part);
  };
}

/**
 * New content of every tile touched when `leaves` are appended to a tree of `size`; partial tiles begin with what `readTile`
 * gave. Ordered by level and number.
 * @throws RangeError when a stored tile does not hold what `size` says
 */
export async function growTiles(
  size: number,
  leaves: readonly Uint8Array[],
  readTile: TileReader,
): Promise<{ level: number; n: number; hashes: Uint8Array }[]> {
  const touched: { level: number; n: number; hashes: Uint8Array }[] = [];
  let [level, before, added] = [0, size, leaves];
  while (added.length > 0) {
    const first = Math.floor(before / TILE_WIDTH);
    const kept = before % TILE_WIDTH;
    // A tile may have been stored further than `before` only by whoever wrote without advancing the size.
    const stored = kept === 0 ? [] : splitHashes(await readTile(level, first));
    if (stored.length !== kept)
      throw new RangeError(
        `tile ${level}/${first} holds ${stored.length} hashes, not ${kept}`,
      );
    const all = [...stored, ...added];
    const roots: Uint8Array[] = [];
    for (let from = 0; from < all.length; from += TILE_WIDTH) {
      const hashes = all.slice(from, from + TILE_WIDTH);
      touched.push({
        level,
        n: first + from / TILE_WIDTH,
        hashes: concatBytes(...hashes),
      });
      if (hashes.length === TILE_WIDTH) roots.push(rootOfComplete(hashes));
    }
    [level, before, added] = [level + 1, first, roots];
  }
  return touched;
}

function rootOfComplete(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1)
    row = Array.from({ length: row.length / 2 }, (_, pair) =>
      nodeHash(row[pair * 2]!, row[pair * 2 + 1]!),
    );
  return row[0]!;
}

function splitHashes(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length % HASH_BYTES !== 0)
    throw new RangeError(`a tile of ${bytes.length} bytes`);
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, place) =>
    bytes.slice(place * HASH_BYTES, (place + 1) * HASH_BYTES),
  );
}
