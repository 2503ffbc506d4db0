import { toHex } from "#app/crypto/encoding";
import { checkpointText } from "#app/crypto/tlog/checkpoint";
import {
  growTiles,
  subtreeReader,
  type TileReader,
} from "#app/crypto/tlog/tiles";
import { rootHash } from "#app/crypto/tlog/tree";
import { day as parseDay, dayInChina, type Day } from "#app/domain/shared/day";
import type { Deps, Transaction } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { prepareEntry } from "./append-log.server";
import { lockLog, tryLockLog } from "./log-lock.server";
import { tileReader } from "./read-tree.server";

const BATCH = 5_000;
const TRANSACTION_LIMIT_MS = 120_000;
const CHINA_MS = 8 * 3_600_000;

type Parts = Pick<Deps, "db" | "clock" | "log" | "settings">;

export type SequencerOptions = {
  /** entries moved in one transaction */
  readonly batch?: number;
  /** cut now, with what today brought too, and wait for whoever works on the tree */
  readonly force?: boolean;
};

/**
 * The work of one slot, once its end has come: gives what waits its place in the tree, then cuts a checkpoint behind it. Any number
 * of workers may call it; one at a time works. Each batch is a transaction that moves rows, grows tiles and, when it is the last,
 * adds LOG_CUT and the signed checkpoint: killed anywhere, the next caller goes on where the last committed batch ended.
 *
 * Inside a cut the order is: day, then tips as they arrived, then groups of one lead (or claim, or single entry) by their random id; in a group
 * first what the tipster said and sent, then the rest, both as they arrived. Which of two first reporters came first stays true; nothing
 * between two timed acts of staff tells when a tipster wrote. A claim, a refusal of it and a struck-out office keep their place among the
 * acts they answer. A day before the last cut counts as the day after it: a date of yesterday must not put a tip before those of today.
 * @returns how many entries were moved, the size of the checkpoint if one was cut, and `held` when somebody else holds the log
 * @throws ConfigurationError when the log's key is missing; nothing was published then
 */
export async function sequenceLog(
  deps: Parts,
  { batch = BATCH, force = false }: SequencerOptions = {},
): Promise<{
  readonly sequenced: number;
  readonly checkpoint: bigint | null;
  readonly held: boolean;
}> {
  let sequenced = 0;
  if (!force && !isDue(deps, await stateOf(deps.db)))
    return { sequenced, checkpoint: null, held: false };
  // what comes after this waits for the next slot, so that a busy log comes to an end
  let newest: bigint | null = null;
  let resumed: boolean | null = null;
  for (;;) {
    const turn = await deps.db.$transaction(
      async (tx) => {
        if (force) await lockLog(tx);
        else if (!(await tryLockLog(tx))) return "HELD";
        const state = await stateOf(tx);
        newest ??= state.newestArrival;
        resumed ??= state.unfinished !== null;
        // another worker finished it
        const due = force || isDue(deps, state);
        if (!due) return "DONE";
        return work(deps, tx, {
          state,
          slot: slotOf(deps, state, force),
          batch,
          newest,
          force,
        });
      },
      { maxWait: 15_000, timeout: TRANSACTION_LIMIT_MS },
    );
    if (turn === "HELD") return { sequenced, checkpoint: null, held: true };
    if (turn === "DONE") return { sequenced, checkpoint: null, held: false };
    sequenced += turn.moved;
    if (!turn.over) continue;
    // what had to wait for the end of somebody else's cut is meant by "now", too
    if (force && resumed) [newest, resumed] = [null, false];
    else return { sequenced, checkpoint: turn.checkpoint, held: false };
  }
}

type State = {
  /** leaves in the tree */
  readonly size: number;
  /** `arrived` of what came last */
  readonly newestArrival: bigint;
  readonly checkpoint: {
    readonly size: number;
    readonly slotEnd: Date;
    readonly day: Day;
  } | null;
  /** the last entry of a cut that was begun and has no checkpoint yet */
  readonly unfinished: {
    readonly day: Day;
    readonly later: boolean;
    readonly group: string;
  } | null;
};

/** Groups of one cut are in the order of this id; tips come before all of them. */
const NO_DAY = "0001-01-01";
/** What a tipster says and sends; no rule asks what stood before it. */
const SAID = [
  "TIPSTER_MESSAGE_SENT",
  "TIPSTER_MESSAGE_TAKEN_BACK",
  "TIPSTER_FILES_ADDED",
];
const NO_GROUP = "00000000-0000-0000-0000-000000000000";

async function stateOf(db: Deps["db"] | Transaction): Promise<State> {
  const [row] = await db.$queryRaw<
    {
      size: bigint;
      arrived: bigint;
      checkpoint: bigint | null;
      slot_end: Date | null;
      cut_day: string | null;
      day: string | null;
      later: boolean | null;
      group: string | null;
    }[]
  >`
    SELECT coalesce(last.log_index + 1, 0)::bigint AS size,
      coalesce((SELECT max(arrived) FROM log_pending), 0)::bigint AS arrived,
      head.size AS checkpoint, head.slot_end, head.day::text AS cut_day,
      last.day::text AS day, last.kind <> 'TIP_RECEIVED' AS later,
      CASE WHEN last.kind = 'TIP_RECEIVED' THEN ${NO_GROUP}
        ELSE coalesce(last.lead_id, last.claim_id, last.id)::text END AS "group"
    FROM (SELECT 1) AS one
    LEFT JOIN LATERAL (SELECT * FROM log_checkpoint ORDER BY size DESC LIMIT 1) AS head ON true
    LEFT JOIN LATERAL (SELECT * FROM log_entry ORDER BY log_index DESC LIMIT 1) AS last ON true`;
  const { size, arrived, checkpoint } = row!;
  return {
    size: Number(size),
    newestArrival: arrived,
    checkpoint:
      checkpoint === null
        ? null
        : {
            size: Number(checkpoint),
            slotEnd: row!.slot_end!,
            day: parseDay(row!.cut_day!),
          },
    unfinished:
      size > (checkpoint ?? 0n)
        ? {
            day: parseDay(row!.day!),
            later: row!.later!,
            group: row!.group!,
          }
        : null,
  };
}

/** The end of the slot that ended last, counted from midnight in China. */
export function lastSlotEnd(now: Date, slotSeconds: number): Date {
  const slot = slotSeconds * 1_000;
  const inChina = now.getTime() + CHINA_MS;
  return new Date(Math.floor(inChina / slot) * slot - CHINA_MS);
}

function isDue({ clock, settings }: Parts, state: State): boolean {
  return (
    state.unfinished !== null ||
    state.checkpoint === null ||
    state.checkpoint.slotEnd < lastSlotEnd(clock.now(), settings.logSlotSeconds)
  );
}

type Slot = { readonly end: Date; readonly upToDay: Day };

/** Neither the end nor the day of a cut lies before those of the one before, whatever a clock says. */
function slotOf(
  { clock, settings }: Parts,
  { checkpoint, unfinished }: State,
  force: boolean,
): Slot {
  const now = clock.now();
  const planned = force
    ? new Date((Math.floor(now.getTime() / 1_000) + 1) * 1_000)
    : lastSlotEnd(now, settings.logSlotSeconds);
  const end =
    checkpoint && checkpoint.slotEnd > planned ? checkpoint.slotEnd : planned;
  const upToDay = dayInChina(new Date(end.getTime() - 1));
  return {
    end,
    upToDay: unfinished && unfinished.day > upToDay ? unfinished.day : upToDay,
  };
}

type Work = {
  readonly state: State;
  readonly slot: Slot;
  readonly batch: number;
  readonly newest: bigint;
  readonly force: boolean;
};

type Turn = {
  readonly moved: number;
  readonly over: boolean;
  readonly checkpoint: bigint | null;
};

async function work(
  deps: Parts,
  tx: Transaction,
  { state, slot, batch, newest, force }: Work,
): Promise<Turn> {
  const { size, checkpoint } = state;
  const moved = await moveBatch(tx, { state, slot, batch, newest });
  const over = moved.length < batch;
  const nothingNew =
    moved.length === 0 &&
    state.unfinished === null &&
    checkpoint !== null &&
    slot.upToDay <= checkpoint.day;
  if (over && nothingNew && !force)
    return { moved: 0, over: true, checkpoint: null };

  const leaves = over
    ? [...moved, await addCut(tx, size + moved.length, slot)]
    : moved;
  const readTile = await grow(tx, size, leaves);
  if (!over) return { moved: moved.length, over, checkpoint: null };
  const newSize = size + leaves.length;
  await publish(deps, tx, {
    size: newSize,
    root: await rootHash(newSize, subtreeReader(readTile)),
    previousSize: checkpoint?.size ?? 0,
    slot,
  });
  return { moved: moved.length, over, checkpoint: BigInt(newSize) };
}

/**
 * Rows go from the waiting line into the tree. A cut that was begun goes on behind its last entry: what arrived meanwhile and belongs
 * before it waits for the next one, so that the order inside a cut holds.
 * @returns their leaf hashes in the order of their indexes
 */
async function moveBatch(
  tx: Transaction,
  {
    state: { size, checkpoint, unfinished },
    slot,
    batch,
    newest,
  }: Pick<Work, "state" | "slot" | "batch" | "newest">,
): Promise<Uint8Array[]> {
  const earliest = checkpoint ? dayInChina(checkpoint.slotEnd) : NO_DAY;
  const after = unfinished ?? { day: earliest, later: false, group: NO_GROUP };
  const [row] = await tx.$queryRaw<{ count: number; leaves: Uint8Array }[]>`
    WITH waiting AS (
      SELECT *, greatest(day, ${earliest}::date) AS counted, kind <> 'TIP_RECEIVED' AS later,
        CASE WHEN kind = 'TIP_RECEIVED' THEN ${NO_GROUP}::uuid ELSE coalesce(lead_id, claim_id, id) END AS grp
      FROM log_pending
      WHERE day <= ${slot.upToDay}::date AND arrived <= ${newest}
    ), taken AS (
      SELECT *, row_number() OVER (ORDER BY counted, later, grp, kind <> ALL(${SAID}::text[]), arrived) - 1 AS place
      FROM waiting
      WHERE (counted, later, grp) >= (greatest(${after.day}::date, ${earliest}::date), ${after.later}, ${after.group}::uuid)
      ORDER BY place LIMIT ${batch}
    ), moved AS (
      INSERT INTO log_entry (log_index, id, kind, schema_version, lead_id, claim_id, person_id, office_id, day, entry, inner_entry, leaf_hash)
      SELECT ${BigInt(size)} + place, id, kind, schema_version, lead_id, claim_id, person_id, office_id, day, entry, inner_entry, leaf_hash
      FROM taken ORDER BY place
      RETURNING log_index, leaf_hash
    )
    SELECT count(*)::int AS count, coalesce(string_agg(leaf_hash, ''::bytea ORDER BY log_index), ''::bytea) AS leaves FROM moved`;
  const { count, leaves } = row!;
  if (count > 0)
    await tx.$executeRaw`
      DELETE FROM log_pending USING log_entry
      WHERE log_entry.log_index >= ${BigInt(size)} AND log_entry.id = log_pending.id`;
  return Array.from({ length: count }, (_, place) =>
    leaves.subarray(place * 32, (place + 1) * 32),
  );
}

/** The last leaf of a checkpoint. @returns its hash */
async function addCut(
  tx: Transaction,
  index: number,
  { upToDay }: Slot,
): Promise<Uint8Array> {
  const { row, written } = prepareEntry({
    kind: "LOG_CUT",
    day: upToDay,
    data: { upToDay },
  });
  await tx.sequencedEntry.create({
    data: { ...row, index: BigInt(index) },
    select: { index: true },
  });
  return written.leafHash;
}

/** @returns a reader of the grown tree */
async function grow(
  tx: Transaction,
  size: number,
  leaves: readonly Uint8Array[],
): Promise<TileReader> {
  const stored = tileReader(tx);
  const grown = await growTiles(size, leaves, stored);
  await tx.$executeRaw`
    INSERT INTO log_tile (level, n, hashes)
    SELECT level, n, decode(hashes, 'hex') FROM unnest(
      ${grown.map(({ level }) => level)}::int[],
      ${grown.map(({ n }) => n)}::bigint[],
      ${grown.map(({ hashes }) => toHex(hashes))}::text[]
    ) AS grown(level, n, hashes)
    ON CONFLICT (level, n) DO UPDATE SET hashes = EXCLUDED.hashes`;
  const fresh = new Map(
    grown.map(({ level, n, hashes }) => [`${level}/${n}`, hashes]),
  );
  return (level, n) => {
    const hashes = fresh.get(`${level}/${n}`);
    return hashes ? Promise.resolve(hashes) : stored(level, n);
  };
}

async function publish(
  { log }: Parts,
  tx: Transaction,
  {
    size,
    root,
    previousSize,
    slot,
  }: {
    readonly size: number;
    readonly root: Uint8Array;
    readonly previousSize: number;
    readonly slot: Slot;
  },
): Promise<void> {
  // Until a checkpoint says that the key changed, who knows the old one alone must be able to read it.
  const change = await tx.logEntry.findFirst({
    where: {
      kind: "LOG_KEY_CHANGED",
      OR: [{ index: null }, { index: { gte: BigInt(previousSize) } }],
    },
    select: { id: true },
  });
  const text = checkpointText({ origin: log.origin, size, rootHash: root });
  await tx.logCheckpoint.create({
    data: {
      size: BigInt(size),
      rootHash: new Uint8Array(root),
      slotEnd: slot.end,
      day: dayToStore(slot.upToDay),
      note: await log.sign(text, { previous: change !== null }),
    },
    select: { size: true },
  });
}
