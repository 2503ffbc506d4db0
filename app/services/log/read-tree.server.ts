import { inclusionProof, type SubtreeReader } from "#app/crypto/tlog/tree";
import {
  subtreeReader,
  TILE_WIDTH,
  type TileReader,
} from "#app/crypto/tlog/tiles";
import type { Day } from "#app/domain/shared/day";
import type { Deps, Transaction } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";

type Database = Deps["db"] | Transaction;

/** 256^7 leaves are more than a number counts. */
const TILE_LEVELS = 7;

/** Stored hashes of a tile; none when it is not there. Every call asks the database. */
export function tileReader(db: Database): TileReader {
  return async (level, n) => {
    const tile = await db.logTile.findUnique({
      where: { level_n: { level, n: BigInt(n) } },
      select: { hashes: true },
    });
    return tile?.hashes ?? new Uint8Array(0);
  };
}

/** Asks for each tile once. For one piece of work: a tile that grows afterwards is seen as it was. */
export function remembering(read: TileReader): TileReader {
  const known = new Map<string, Promise<Uint8Array>>();
  return (level, n) => {
    const key = `${level}/${n}`;
    const found = known.get(key) ?? read(level, n);
    known.set(key, found);
    return found;
  };
}

/** The tree as it is stored, which may be ahead of the newest checkpoint. Make one for each piece of work. */
export function treeOf(db: Database): SubtreeReader {
  return subtreeReader(remembering(tileReader(db)));
}

export type StoredCheckpoint = {
  readonly size: number;
  readonly rootHash: Uint8Array;
  /** the log was complete up to this day */
  readonly day: Day;
  /** C2SP tlog-checkpoint with the signatures of the log, then those of witnesses */
  readonly note: string;
};

/** The public head of the log. Entries at its size and behind it have an index, but nobody outside was told of it yet. */
export async function newestCheckpoint(
  db: Database,
): Promise<StoredCheckpoint | null> {
  return published(
    await db.logCheckpoint.findFirst({
      orderBy: { size: "desc" },
      select: whatIsPublished,
    }),
  );
}

export async function checkpointOfSize(
  db: Database,
  size: number,
): Promise<StoredCheckpoint | null> {
  return published(
    await db.logCheckpoint.findUnique({
      where: { size: BigInt(size) },
      select: whatIsPublished,
    }),
  );
}

const whatIsPublished = {
  size: true,
  rootHash: true,
  day: true,
  note: true,
  cosignatures: { orderBy: { witness: "asc" }, select: { line: true } },
} as const;

function published(
  row: {
    readonly size: bigint;
    readonly rootHash: Uint8Array;
    readonly day: Date;
    readonly note: string;
    readonly cosignatures: readonly { readonly line: string }[];
  } | null,
): StoredCheckpoint | null {
  return (
    row && {
      size: Number(row.size),
      rootHash: row.rootHash,
      day: storedDay(row.day),
      note: row.note + row.cosignatures.map(({ line }) => `${line}\n`).join(""),
    }
  );
}

/**
 * Inclusion proofs (RFC 6962 section 2.1.1) of several entries in the tree of the first `size` leaves. All tiles they need come
 * in one query.
 * @throws RangeError when an index is not below `size`, or the tree has not grown to `size`
 */
export async function proveEntries(
  db: Database,
  indexes: readonly number[],
  size: number,
): Promise<Map<number, Uint8Array[]>> {
  if (indexes.length === 0) return new Map();
  const read = subtreeReader(await tilesOnTheWay(db, [...indexes, size - 1]));
  return new Map(
    await Promise.all(
      indexes.map(
        async (index) =>
          [index, await inclusionProof(index, size, read)] as const,
      ),
    ),
  );
}

/** Every hash of a proof stands in a tile above its leaf or above the last leaf of the tree. */
async function tilesOnTheWay(
  db: Database,
  leaves: readonly number[],
): Promise<TileReader> {
  const places = new Map<string, { level: number; n: number }>();
  for (const leaf of leaves)
    for (let level = 0, n = leaf; level < TILE_LEVELS; level++) {
      n = Math.floor(n / TILE_WIDTH);
      places.set(`${level}/${n}`, { level, n });
    }
  const wanted = [...places.values()];
  const tiles = await db.$queryRaw<
    { level: number; n: bigint; hashes: Uint8Array }[]
  >`
    SELECT level, n, hashes FROM log_tile
    JOIN unnest(${wanted.map(({ level }) => level)}::int[], ${wanted.map(({ n }) => n)}::bigint[]) AS wanted(level, n)
    USING (level, n)`;
  const found = new Map(
    tiles.map(({ level, n, hashes }) => [`${level}/${n}`, hashes]),
  );
  return (level, n) =>
    Promise.resolve(found.get(`${level}/${n}`) ?? new Uint8Array(0));
}
