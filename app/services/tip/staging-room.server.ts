import { CodedError } from "#app/domain/shared/coded-error";
import type { Day } from "#app/domain/shared/day";
import {
  LEAST_STAGED_BYTES,
  MOST_STAGED_BYTES_A_DAY,
} from "#app/domain/tip/limits";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { evictStaged, evictUpload } from "./evict-staged.server";

/** freed at once, so that a flood does not draw lots with every file: a hundredth of the room */
const FREED_AT_ONCE = MOST_STAGED_BYTES_A_DAY / 100;
/** each frees `LEAST_STAGED_BYTES` at least */
const MOST_VICTIMS = FREED_AT_ONCE / LEAST_STAGED_BYTES;
/** what may come in, over all streams of the process, before somebody looks again */
const LOOK_EVERY_BYTES = 64 * 1024 ** 2;

/** bytes of streams that are no row yet, of this process */
let coming = 0;
let sinceLook = 0;

/** One after the other, so that many at the same instant do not each evict for all. */
let looking: Promise<unknown> = Promise.resolve();

/**
 * Bounds what tipsters staged and have not sent: a flood fills neither the disk nor the days after it. Counted are staged files
 * of today, what has arrived of uploads under way, and what is coming in at this moment; not what was promised, which costs its
 * sender nothing, nor files of offices, nor what a tip has taken.
 *
 * A full room refuses nobody. It draws lots among everything that counts, each by its bytes, and deletes what is drawn. No time
 * is looked at: none finer than the day is stored. Odds: to evict an honest file with a probability of 63 % (1 - 1/e) a flood
 * has to bring the whole room once again after it, 20 GB or 50,000 files; with 10 % of that it evicts 10 % of them. Whoever was
 * hit learns it when sending (STAGED_FILE_GONE) or uploading on (UPLOAD_GONE), and the page asks for the file again.
 * @throws CodedError STAGING_FULL when nothing could be evicted
 */
export function requireStagingRoom(deps: Deps): Promise<void> {
  const work = looking.then(() => makeRoom(deps));
  looking = work.catch(() => {});
  return work;
}

async function makeRoom(deps: Deps): Promise<void> {
  sinceLook = 0;
  const today = deps.clock.today();
  if ((await counted(deps, today)) < MOST_STAGED_BYTES_A_DAY) return;
  let freed = 0;
  for (const victim of await victims(deps, today)) {
    if (freed >= FREED_AT_ONCE) break;
    const gone = await (victim.upload ? evictUpload : evictStaged)(
      deps,
      victim.id,
    );
    if (gone) freed += victim.bytes;
  }
  if ((await counted(deps, today)) >= MOST_STAGED_BYTES_A_DAY)
    throw new CodedError("STAGING_FULL");
}

async function counted(deps: Deps, today: Day): Promise<number> {
  const [row] = await deps.db.$queryRaw<{ readonly bytes: number }[]>`
    SELECT (
      (SELECT coalesce(sum(greatest(sealed_bytes, ${LEAST_STAGED_BYTES})), 0) FROM staged_file
        WHERE staged_day = ${dayToStore(today)}::date AND side = 'TIPSTER')
      + (SELECT coalesce(sum(greatest("offset", ${LEAST_STAGED_BYTES})), 0) FROM upload
        WHERE storage_key IS NULL AND "offset" > 0)
    )::float8 AS bytes`;
  return row!.bytes + coming;
}

/**
 * Drawn by weight without putting back (Efraimidis and Spirakis 2006): the highest u^(1/weight) first. A file of one byte is
 * still being written (`stageFile`). Uploads of days before count too: they could go on growing today.
 */
function victims(deps: Deps, today: Day) {
  return deps.db.$queryRaw<
    {
      readonly id: string;
      readonly upload: boolean;
      readonly bytes: number;
    }[]
  >`
    SELECT id, upload, bytes FROM (
      SELECT storage_key AS id, false AS upload, greatest(sealed_bytes, ${LEAST_STAGED_BYTES})::float8 AS bytes FROM staged_file
        WHERE staged_day = ${dayToStore(today)}::date AND side = 'TIPSTER' AND sealed_bytes > 1
      UNION ALL
      SELECT id, true, greatest("offset", ${LEAST_STAGED_BYTES})::float8 FROM upload
        WHERE storage_key IS NULL AND "offset" > 0
    ) AS staged
    ORDER BY ln(1 - random()) / bytes DESC LIMIT ${MOST_VICTIMS}`;
}

/**
 * Counts bytes as they come in, until the work that writes them has given them a row or thrown them away. Many that begin at
 * the same instant all pass the first look: as they grow, somebody looks again.
 */
export async function whileComing<Result>(
  deps: Deps,
  {
    stream,
    giveUp,
  }: {
    readonly stream: ReadableStream<Uint8Array>;
    /** breaks the stream off with its reason */
    readonly giveUp?: AbortSignal;
  },
  work: (stream: ReadableStream<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  let bytes = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    async transform(chunk, controller) {
      bytes += chunk.byteLength;
      coming += chunk.byteLength;
      sinceLook += chunk.byteLength;
      if (sinceLook >= LOOK_EVERY_BYTES) await requireStagingRoom(deps);
      controller.enqueue(chunk);
    },
  });
  try {
    return await work(stream.pipeThrough(count, giveUp && { signal: giveUp }));
  } finally {
    coming -= bytes;
  }
}
