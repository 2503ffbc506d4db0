import { equalBytes, toHex } from "#app/crypto/encoding";
import { CompactRange, subtreesOf } from "#app/crypto/tlog/compact-range";
import { TILE_WIDTH } from "#app/crypto/tlog/tiles";
import { LogCheck, type LogSums } from "#app/domain/log/check-log";
import {
  textOf,
  type LogFact,
  type LogFaultCode,
} from "#app/domain/log/log-fact";
import type { Deps, Transaction } from "#app/services/ports";
import { hashForLog } from "./append-log.server";
import { treeOf } from "./read-tree.server";
import {
  verifyEntry,
  type EntryFaultCode,
  type EntryRow,
} from "./verify-entry.server";
import { HeadCheck, type SavedCheckpoint } from "./verify-heads.server";

export type TreeFaultCode =
  | "ENTRY_CHANGED"
  | "ENTRY_REPLACED"
  | "ENTRY_MOVED"
  | "ENTRY_INSERTED"
  | "ENTRY_REMOVED"
  | "ENTRIES_MISSING"
  | "LOG_TRUNCATED"
  | "NOT_IN_TREE"
  | "ORDER_IN_CUT"
  | "TILE_CHANGED"
  | "TILE_MISSING"
  | "TILE_SPARE"
  | "CUT_WITHOUT_CHECKPOINT"
  | "PROMISE_NOT_KEPT"
  | "FIGURES_DIFFER";
export type HeadFaultCode =
  | "CHECKPOINT_NOT_READABLE"
  | "CHECKPOINT_DIFFERS"
  | "CHECKPOINT_UNSIGNED"
  | "CHECKPOINT_BACKWARDS"
  | "CHECKPOINT_WITHOUT_CUT"
  | "CHECKPOINT_BEYOND"
  | "LOG_REWRITTEN"
  | "KEY_DIFFERS"
  | "KEY_CHANGE_ONE_SIDED"
  | "CHECKPOINT_OTHER_KEY"
  | "COSIGNATURE_WRONG"
  | "SAVED_NOT_READABLE"
  | "SAVED_OF_ANOTHER_LOG"
  | "SAVED_UNSIGNED"
  | "SAVED_BEYOND"
  | "SPLIT_VIEW";
export type FindingCode =
  EntryFaultCode | TreeFaultCode | HeadFaultCode | LogFaultCode;

/** One thing that is wrong, with the entry at which it shows. */
export type LogFinding = {
  readonly code: FindingCode;
  readonly index: number | null;
  readonly id: string | null;
  readonly kind: string | null;
  readonly day: string | null;
  readonly leadId: string | null;
  readonly values: Readonly<Record<string, string | number>>;
};

export type VerifyReport = {
  readonly ok: boolean;
  /** number of leaves that were looked at, and where they began */
  readonly entries: number;
  readonly from: number;
  readonly checkpoints: number;
  readonly newestCheckpoint: number | null;
  /** entries behind the last cut, whose order says nothing yet */
  readonly uncut: number;
  /** null with `from`: rules of business need the beginning */
  readonly business: LogSums | null;
  readonly findings: number;
};

/** A multiple of the width of a tile, so that pages and tiles end together. */
const PAGE = 16 * TILE_WIDTH;
const TIME_LIMIT_MS = 24 * 3_600_000;
/** Of more the sentences would say the same again; they are counted on. */
const MAX_ANALYSED = 20_000;

type Options = {
  /** first index; what lies before it is taken from the tiles as it stands */
  readonly from?: number;
  readonly saved?: readonly SavedCheckpoint[];
  /** verifier keys of witnesses that are known */
  readonly witnesses?: readonly string[];
  readonly found: (finding: LogFinding) => void;
  /** told after each page */
  readonly progress?: (done: number, of: number) => void;
};

/**
 * Recomputes everything the log claims from its entries alone, in one snapshot of the database and bounded memory: texts, hashes,
 * tiles, checkpoints, keys, and the rules of business. Writes nothing.
 */
export async function verifyLog(
  { db, log }: Pick<Deps, "db"> & { readonly log: { readonly origin: string } },
  options: Options,
): Promise<VerifyReport> {
  return db.$transaction(
    (tx) => new Verification(tx, log.origin, options).run(),
    {
      isolationLevel: "RepeatableRead",
      maxWait: 15_000,
      timeout: TIME_LIMIT_MS,
    },
  );
}

type StoredRow = Omit<EntryRow, "index"> & { readonly index: bigint };
type Mismatch = {
  readonly index: number;
  readonly row: string;
  readonly tile: string;
  readonly at: Place;
};
type Place = Pick<LogFinding, "index" | "id" | "kind" | "day" | "leadId">;

class Verification {
  private findings = 0;
  private end = 0;
  private rows = new CompactRange();
  private tiles = new CompactRange();
  private readonly check: LogCheck | null;
  private readonly heads: HeadCheck;
  private readonly from: number;
  /** of the present page */
  private tilesOfPage = new Map<number, Uint8Array>();
  private upper = new Map<string, Uint8Array>();
  private mismatches: Mismatch[] = [];
  private dropped = 0;
  private missing: { from: number; to: number } | null = null;
  /** hashes of higher tiles that the rows gave, to be compared */
  private unread: { level: number; n: number; hash: Uint8Array }[] = [];
  private readonly ids = new Map<number, string>();
  private lastPlace: { day: string; later: boolean; group: string } | null =
    null;

  constructor(
    private readonly tx: Transaction,
    origin: string,
    private readonly options: Options,
  ) {
    const from = options.from ?? 0;
    this.from = Math.floor(from / TILE_WIDTH) * TILE_WIDTH;
    this.check =
      this.from > 0
        ? null
        : new LogCheck(({ code, fact, values }) =>
            this.tell(code, fact ? this.placeOf(fact) : nowhere, values),
          );
    this.heads = new HeadCheck(tx, {
      origin,
      saved: options.saved ?? [],
      witnesses: options.witnesses ?? [],
      tell: (code, values, place) => this.tell(code, place ?? nowhere, values),
    });
  }

  private tell(
    code: FindingCode,
    place: Place,
    values: Readonly<Record<string, string | number>> = {},
  ): void {
    this.findings++;
    this.options.found({ code, ...place, values });
  }

  private placeOf(fact: LogFact): Place {
    return {
      index: fact.index,
      id: this.ids.get(fact.index) ?? null,
      kind: fact.kind,
      day: fact.day,
      leadId: fact.leadId,
    };
  }

  async run(): Promise<VerifyReport> {
    const { rowsEnd, tilesEnd } = await this.ends();
    const end = Math.max(rowsEnd, tilesEnd);
    this.end = end;
    await this.begin();
    await this.heads.open(this.from);
    for (let start = this.from; start < end; start += PAGE) {
      await this.page(start, Math.min(start + PAGE, end), { tilesEnd });
      this.options.progress?.(Math.min(start + PAGE, end), end);
    }
    this.endMissing(end);
    this.judgeMismatches(null);
    await this.upperTiles(end);
    await this.promises();
    const checkpoints = this.heads.close(end);
    const business = this.check?.finish() ?? null;
    return {
      ok: this.findings === 0,
      entries: end - this.from,
      from: this.from,
      checkpoints: checkpoints.count,
      newestCheckpoint: checkpoints.newest,
      uncut: this.check?.uncut ?? 0,
      business,
      findings: this.findings,
    };
  }

  private async ends() {
    const [row] = await this.tx.$queryRaw<{ rows: bigint; tiles: bigint }[]>`
      SELECT coalesce((SELECT max(log_index) + 1 FROM log_entry), 0)::bigint AS rows,
        coalesce((SELECT n * 256 + octet_length(hashes) / 32 FROM log_tile WHERE level = 0 ORDER BY n DESC LIMIT 1), 0)::bigint AS tiles`;
    return { rowsEnd: Number(row!.rows), tilesEnd: Number(row!.tiles) };
  }

  /** The part of the tree before `from`, as the tiles have it. */
  private async begin(): Promise<void> {
    if (this.from === 0) return;
    const read = treeOf(this.tx);
    const hashes: Uint8Array[] = [];
    for (const { height, n } of subtreesOf(this.from))
      hashes.push(await read(height, n));
    this.rows = new CompactRange(this.from, hashes);
    this.tiles = this.rows.copy();
  }

  private async page(
    start: number,
    end: number,
    { tilesEnd }: { readonly tilesEnd: number },
  ): Promise<void> {
    const stored = await this.tx.$queryRaw<StoredRow[]>`
      SELECT log_index AS index, id::text, kind, schema_version AS "schemaVersion", lead_id::text AS "leadId",
        claim_id::text AS "claimId", person_id::text AS "personId", office_id::text AS "officeId", day::text,
        entry, inner_entry AS "innerEntry", leaf_hash AS "leafHash"
      FROM log_entry WHERE log_index >= ${BigInt(start)} AND log_index < ${BigInt(end)} ORDER BY log_index`;
    const tiles = await this.tx.$queryRaw<{ n: bigint; hashes: Uint8Array }[]>`
      SELECT n, hashes FROM log_tile
      WHERE level = 0 AND n >= ${BigInt(start / TILE_WIDTH)} AND n < ${BigInt(Math.ceil(end / TILE_WIDTH))}`;
    this.tilesOfPage = new Map(
      tiles.map(({ n, hashes }) => [Number(n), hashes]),
    );
    let at = 0;
    for (let index = start; index < end; index++) {
      const found = stored[at];
      const row =
        found && Number(found.index) === index ? { ...found, index } : null;
      if (row) at++;
      const tileLeaf = this.tileLeaf(index);
      const leaf = row ? this.row(row, { tileLeaf, tilesEnd }) : tileLeaf;
      if (!row) this.gap(index);
      else this.endMissing(index);
      const own = leaf ?? new Uint8Array(32);
      this.rows.append(own, (height, n, hash) =>
        this.completed(height, n, hash),
      );
      this.tiles.append(tileLeaf ?? own);
      if (this.heads.wants(index + 1)) await this.head(index + 1);
    }
    await this.readUpper();
    await this.compareFigures();
    this.lastTileLeaf = this.tileLeaf(end - 1);
  }

  private tileLeaf(index: number): Uint8Array | null {
    const tile = this.tilesOfPage.get(Math.floor(index / TILE_WIDTH));
    const from = (index % TILE_WIDTH) * 32;
    return tile && tile.length >= from + 32
      ? tile.subarray(from, from + 32)
      : null;
  }

  /** @returns the leaf hash of its text */
  private row(
    row: EntryRow,
    {
      tileLeaf,
      tilesEnd,
    }: { readonly tileLeaf: Uint8Array | null; readonly tilesEnd: number },
  ): Uint8Array {
    const { index } = row;
    const { leaf, fact, faults } = verifyEntry(row);
    const place = {
      index,
      id: row.id,
      kind: row.kind,
      day: row.day,
      leadId: row.leadId,
    };
    for (const { code, values } of faults) this.tell(code, place, values);
    const columnFits = equalBytes(leaf, row.leafHash);
    if (!tileLeaf)
      this.tell(index >= tilesEnd ? "NOT_IN_TREE" : "TILE_MISSING", place, {
        tile: Math.floor(index / TILE_WIDTH),
      });
    else if (equalBytes(leaf, tileLeaf)) {
      if (!columnFits) this.tell("LEAF_COLUMN_CHANGED", place);
    } else if (!columnFits) this.tell("ENTRY_CHANGED", place);
    else if (this.isShifted(index, leaf)) this.shiftedOn++;
    else if (this.mismatches.length < MAX_ANALYSED)
      this.mismatches.push({
        index,
        row: toHex(leaf),
        tile: toHex(tileLeaf),
        at: place,
      });
    else this.dropped++;
    if (tileLeaf && !equalBytes(leaf, tileLeaf)) this.disputed.push(index);
    this.order(row, place);
    if (row.kind === "LOG_CUT" && !this.heads.hasCheckpoint(index + 1))
      this.tell("CUT_WITHOUT_CHECKPOINT", place);
    if (fact) {
      if (this.check) this.ids.set(index, row.id);
      this.check?.add(fact);
      this.heads.see(fact);
      if (fact.kind === "LOG_CUT") this.ids.clear();
      if (fact.kind === "FIGURES_PUBLISHED")
        this.figures.push({ place, hash: textOf(fact, "figuresHash") });
    }
    return leaf;
  }

  /** publications of the present page */
  private figures: { readonly place: Place; readonly hash: string }[] = [];

  /** What the public was told is what the log says it was told. */
  private async compareFigures(): Promise<void> {
    const found = this.figures;
    this.figures = [];
    for (const { place, hash } of found) {
      const rows = await this.tx.publishedFigures.findMany({
        where: { publishedDay: new Date(`${place.day}T00:00:00Z`) },
        select: { content: true },
      });
      if (!rows.some(({ content }) => hashForLog(content) === hash))
        this.tell("FIGURES_DIFFER", place, { rows: rows.length });
    }
  }

  /** What waits although a cut was made by which it was promised to be in the tree. */
  private async promises(): Promise<void> {
    const waiting = await this.tx.$queryRaw<
      {
        id: string;
        kind: string;
        day: string;
        leadId: string | null;
        complete: string;
      }[]
    >`
      SELECT id::text, kind, log_pending.day::text, lead_id::text AS "leadId", head.day::text AS complete
      FROM log_pending, (SELECT max(day) AS day FROM log_checkpoint) AS head
      WHERE log_pending.day < head.day - 1 ORDER BY arrived LIMIT ${MAX_ANALYSED}`;
    for (const { complete, ...row } of waiting)
      this.tell("PROMISE_NOT_KEPT", { index: null, ...row }, { complete });
  }

  /** how far rows stand from their place since something was put in or taken out; said once */
  private shift: -1 | 0 | 1 = 0;
  private shiftedOn = 0;
  private lastTileLeaf: Uint8Array | null = null;

  private isShifted(index: number, leaf: Uint8Array): boolean {
    if (this.shift === 0) return false;
    const at =
      this.tileLeaf(index + this.shift) ??
      (this.shift === -1 ? this.lastTileLeaf : leaf);
    return at !== null && equalBytes(at, leaf);
  }

  /** indexes at which row and tile disagree and nobody has said yet which is right; the newest only */
  private disputed: number[] = [];

  /** Inside a cut entries stand in the order that the sequencer gives them and nobody can choose. */
  private order(row: EntryRow, place: Place): void {
    if (row.kind === "LOG_CUT") {
      this.lastPlace = null;
      return;
    }
    const later = row.kind !== "TIP_RECEIVED";
    // an entry of a day that a cut before declared complete counts as one of the day after it
    const earliest = this.heads.dayOfLastEnd;
    const here = {
      day: row.day > earliest ? row.day : earliest,
      later,
      group: later ? (row.leadId ?? row.claimId ?? row.id) : "",
    };
    const before = this.lastPlace;
    this.lastPlace = here;
    if (!before || before.day < here.day) return;
    if (
      before.day > here.day ||
      (before.later && !later) ||
      (before.later === later && before.group > here.group)
    )
      this.tell("ORDER_IN_CUT", place);
  }

  private gap(index: number): void {
    if (this.missing) this.missing.to = index;
    else this.missing = { from: index, to: index };
  }

  private endMissing(index: number): void {
    const gap = this.missing;
    if (!gap) return;
    this.missing = null;
    this.tell(
      index === gap.to + 1 && index === this.end
        ? "LOG_TRUNCATED"
        : "ENTRIES_MISSING",
      { ...nowhere, index: gap.from },
      { from: gap.from, to: gap.to },
    );
  }

  /** A hash of a higher tile: compared as soon as the rows give it. */
  private completed(height: number, n: number, hash: Uint8Array): void {
    if (height === 0 || height % 8 !== 0) return;
    this.unread.push({ level: height / 8, n, hash });
  }

  private async readUpper(): Promise<void> {
    for (const { level, n, hash } of this.unread)
      await this.compareUpper(level, n, hash);
    this.unread = [];
  }

  private async compareUpper(level: number, n: number, hash: Uint8Array) {
    const leaves = 256 ** level;
    if (
      this.disputed.some(
        (index) => index >= n * leaves && index < (n + 1) * leaves,
      )
    )
      return;
    const tile = Math.floor(n / TILE_WIDTH);
    const stored = await this.upperTile(level, tile);
    const from = (n % TILE_WIDTH) * 32;
    const place = { ...nowhere, index: n * leaves };
    const values = { level, tile, from: n * leaves, to: (n + 1) * leaves - 1 };
    if (stored.length < from + 32) this.tell("TILE_MISSING", place, values);
    else if (!equalBytes(stored.subarray(from, from + 32), hash))
      this.tell("TILE_CHANGED", place, values);
  }

  private async upperTile(level: number, n: number): Promise<Uint8Array> {
    const key = `${level}/${n}`;
    const known = this.upper.get(key);
    if (known) return known;
    const found = await this.tx.logTile.findUnique({
      where: { level_n: { level, n: BigInt(n) } },
      select: { hashes: true },
    });
    const hashes = found?.hashes ?? new Uint8Array(0);
    // one tile of each level is filled at a time
    for (const other of [...this.upper.keys()])
      if (other.startsWith(`${level}/`)) this.upper.delete(other);
    this.upper.set(key, hashes);
    return hashes;
  }

  /** Tiles that a tree of this size does not have, and hashes behind its end. */
  private async upperTiles(end: number): Promise<void> {
    const tiles = await this.tx.$queryRaw<
      { level: number; n: bigint; width: number }[]
    >`
      SELECT level, n, octet_length(hashes) / 32 AS width FROM log_tile
      WHERE n * 256 + octet_length(hashes) / 32 > floor(${end}::numeric / power(256::numeric, level)) ORDER BY level, n LIMIT 100`;
    for (const { level, n } of tiles)
      this.tell("TILE_SPARE", nowhere, { level, tile: Number(n) });
    const holes = await this.tx.$queryRaw<{ level: number; n: bigint }[]>`
      SELECT level, n FROM log_tile
      WHERE octet_length(hashes) < 8192 AND (n + 1) * 256 <= floor(${end}::numeric / power(256::numeric, level)) ORDER BY level, n LIMIT 100`;
    for (const { level, n } of holes)
      if (level > 0)
        this.tell("TILE_MISSING", nowhere, { level, tile: Number(n) });
  }

  private async head(size: number): Promise<void> {
    await this.readUpper();
    const right = await this.heads.at(size, {
      rows: this.rows.root(),
      tiles: this.tiles.root(),
    });
    if (right === null) return;
    // what one side has wrong is named once: from here on both stand on the one that was signed
    this.judgeMismatches(right);
    if (right === "ROWS") this.tiles = this.rows.copy();
    else this.rows = this.tiles.copy();
    this.disputed = [];
  }

  /** Rows whose text and column agree, and whose tile holds another hash: which of the two was signed decides. */
  private judgeMismatches(right: "ROWS" | "TILES" | null): void {
    const found = this.mismatches;
    this.mismatches = [];
    if (right === "ROWS") {
      for (const { index, at } of found)
        this.tell("TILE_CHANGED", at, {
          level: 0,
          tile: Math.floor(index / TILE_WIDTH),
          from: index,
          to: index,
        });
      return;
    }
    if (found.length === 0 && this.dropped === 0) return;
    const inTiles = new Map(found.map(({ tile, index }) => [tile, index]));
    const at = (step: number) =>
      found.filter(({ row, index }) => inTiles.get(row) === index + step);
    // most stand one further on, or one further back: something was put in, or taken out, before them
    for (const [step, code] of [
      [-1, "ENTRY_INSERTED"],
      [1, "ENTRY_REMOVED"],
    ] as const) {
      const shifted = at(step);
      const [first] = found;
      if (shifted.length < 2 || shifted.length < found.length - 2) continue;
      const named =
        step === -1 ? found.find(({ row }) => !inTiles.has(row)) : first;
      this.shift = step;
      this.tell(code, named?.at ?? first!.at, { moved: shifted.length });
      return;
    }
    for (const each of found) {
      const was = inTiles.get(each.row);
      if (was === undefined) this.tell("ENTRY_REPLACED", each.at);
      else this.tell("ENTRY_MOVED", each.at, { was, to: each.index });
    }
    if (this.dropped > 0)
      this.tell("ENTRY_REPLACED", nowhere, { more: this.dropped });
    this.dropped = 0;
  }
}

const nowhere: Place = {
  index: null,
  id: null,
  kind: null,
  day: null,
  leadId: null,
};
