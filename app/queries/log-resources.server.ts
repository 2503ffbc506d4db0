import { parseTilePath, TILE_WIDTH } from "#app/crypto/tlog/tiles";
import { wholeNumber } from "#app/crypto/tlog/base64";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  checkpointOfSize,
  newestCheckpoint,
  type StoredCheckpoint,
} from "#app/services/log/read-tree.server";
import type { Deps } from "#app/services/ports";

/**
 * What the log shows to everybody. Nothing here goes beyond the newest checkpoint: how far the tree has grown since would tell of
 * single events.
 */

/** @throws CodedError NOT_FOUND before the first one */
export async function publishedCheckpoint({
  db,
}: Pick<Deps, "db">): Promise<StoredCheckpoint> {
  return (await newestCheckpoint(db)) ?? notFound();
}

/** @throws CodedError NOT_FOUND */
export async function publishedCheckpointOfSize(
  { db }: Pick<Deps, "db">,
  sizeText: string,
): Promise<StoredCheckpoint & { readonly newest: boolean }> {
  const size = wholeNumber(sizeText);
  const found = size === null ? null : await checkpointOfSize(db, size);
  if (!found) return notFound();
  const newer = await db.logCheckpoint.findFirst({
    where: { size: { gt: BigInt(found.size) } },
    select: { size: true },
  });
  return { ...found, newest: newer === null };
}

/**
 * The hashes of a tile, or of its first part.
 * @param path such as `tile/0/x001/067` or `tile/0/000.p/5`
 * @throws CodedError NOT_FOUND for everything that is not under the newest checkpoint, and for bundles of entries
 */
export async function publishedTile(
  { db }: Pick<Deps, "db">,
  path: string,
): Promise<{ readonly hashes: Uint8Array; readonly full: boolean }> {
  const place = parseTilePath(path);
  if (!place) return notFound();
  const { level, n, width } = place;
  const head = await db.logCheckpoint.findFirst({
    orderBy: { size: "desc" },
    select: { size: true },
  });
  const hashesOfLevel = Math.floor(
    Number(head?.size ?? 0n) / TILE_WIDTH ** level,
  );
  if (n * TILE_WIDTH + width > hashesOfLevel) return notFound();
  const tile = await db.logTile.findUnique({
    where: { level_n: { level, n: BigInt(n) } },
    select: { hashes: true },
  });
  const hashes = tile?.hashes.subarray(0, width * 32);
  if (hashes?.length !== width * 32)
    throw new Error(`tile ${level}/${n} is shorter than the log`);
  return { hashes, full: width === TILE_WIDTH };
}

/**
 * The entries that say which key follows which, under the newest checkpoint: who trusts an old key can look for the new one under
 * the old one's own signature. A line each: index, size of the first checkpoint that holds it, entry.
 */
export async function keyChanges({ db }: Pick<Deps, "db">): Promise<string> {
  const rows = await db.$queryRaw<
    { index: bigint; size: bigint; entry: string }[]
  >`
    SELECT log_index AS index, size, entry FROM log_entry
    JOIN LATERAL (SELECT size FROM log_checkpoint WHERE size > log_index ORDER BY size LIMIT 1) AS first ON true
    WHERE kind = 'LOG_KEY_CHANGED' ORDER BY log_index`;
  return rows
    .map(({ index, size, entry }) => `${index} ${size} ${entry}\n`)
    .join("");
}

function notFound(): never {
  throw new CodedError("NOT_FOUND");
}
