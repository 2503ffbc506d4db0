import { equalBytes } from "#app/crypto/encoding";
import { parseCheckpoint } from "#app/crypto/tlog/checkpoint";
import { openNote } from "#app/crypto/tlog/signed-note";
import { isCodedError } from "#app/domain/shared/coded-error";
import { dayInChina } from "#app/domain/shared/day";
import { textOf, type LogFact } from "#app/domain/log/log-fact";
import type { Transaction } from "#app/services/ports";
import type { HeadFaultCode } from "./verify-log.server";

/** A checkpoint that somebody kept, with the name under which findings speak of it. */
export type SavedCheckpoint = { readonly name: string; readonly note: string };

type Place = {
  readonly index: number | null;
  readonly id: string | null;
  readonly kind: string | null;
  readonly day: string | null;
  readonly leadId: string | null;
};
type Tell = (
  code: HeadFaultCode,
  values: Readonly<Record<string, string | number>>,
  place?: Place,
) => void;
type Roots = { readonly rows: Uint8Array; readonly tiles: Uint8Array };

type Key = {
  readonly verifier: string;
  readonly previous: string | null;
  /** null while its entry waits for the tree */
  readonly index: number | null;
  readonly day: string;
};
type Head = {
  readonly size: bigint;
  readonly rootHash: Uint8Array;
  readonly slotEnd: Date;
  readonly day: string;
  readonly note: string;
  /** of witnesses */
  readonly lines: readonly string[] | null;
};
type Saved = {
  readonly name: string;
  readonly size: number;
  readonly rootHash: Uint8Array;
};

const HEADS_A_QUERY = 200;

/** Tree heads: what was signed and shown, against the tree that the entries give. */
export class HeadCheck {
  private readonly tx: Transaction;
  private sizes = new Set<number>();
  private keys: readonly Key[] = [];
  private saved: readonly Saved[] = [];
  private ahead: Head[] = [];
  private last: Head | null = null;
  private cut: LogFact | null = null;
  private count = 0;
  /** size up to which the entries are known to be those that were signed */
  private sound = 0;
  private rewritten = false;
  private savedSound = 0;

  constructor(
    tx: Transaction,
    private readonly parts: {
      readonly origin: string;
      readonly saved: readonly SavedCheckpoint[];
      readonly witnesses: readonly string[];
      readonly tell: Tell;
    },
  ) {
    this.tx = tx;
  }

  /** @param from first index that is read */
  async open(from: number): Promise<void> {
    const [before] = await this.tx.$queryRaw<Head[]>`
      SELECT size, root_hash AS "rootHash", slot_end AS "slotEnd", day::text, note, NULL AS lines
      FROM log_checkpoint WHERE size <= ${BigInt(from)} ORDER BY size DESC LIMIT 1`;
    this.last = before ?? null;
    const sizes = await this.tx.$queryRaw<{ size: bigint }[]>`
      SELECT size FROM log_checkpoint`;
    this.sizes = new Set(sizes.map(({ size }) => Number(size)));
    await this.readKeys();
    this.saved = this.parts.saved.flatMap((each) => this.readSaved(each));
  }

  wants(size: number): boolean {
    return (
      this.sizes.has(size) || this.saved.some((each) => each.size === size)
    );
  }

  /** the day on which the newest checkpoint so far ended its slot */
  get dayOfLastEnd(): string {
    return this.last ? dayInChina(this.last.slotEnd) : "";
  }

  hasCheckpoint(size: number): boolean {
    return this.sizes.has(size);
  }

  see(fact: LogFact): void {
    if (fact.kind === "LOG_CUT") this.cut = fact;
  }

  /** @returns which of the two trees was signed at this size; null when no signature says it */
  async at(size: number, roots: Roots): Promise<"ROWS" | "TILES" | null> {
    const right = this.sizes.has(size) ? await this.stored(size, roots) : null;
    for (const each of this.saved.filter((saved) => saved.size === size)) {
      const agrees =
        (right !== "TILES" && equalBytes(each.rootHash, roots.rows)) ||
        (right !== "ROWS" && equalBytes(each.rootHash, roots.tiles));
      if (agrees) this.savedSound = size;
      else
        this.parts.tell(
          "SPLIT_VIEW",
          { name: each.name, size, from: this.savedSound, to: size - 1 },
          { ...nowhere, index: this.savedSound },
        );
    }
    return right;
  }

  close(end: number): {
    readonly count: number;
    readonly newest: number | null;
  } {
    for (const each of this.saved)
      if (each.size > end)
        this.parts.tell(
          "SAVED_BEYOND",
          { name: each.name, size: each.size, end },
          { ...nowhere, index: end },
        );
    const beyond = [...this.sizes].filter((size) => size > end);
    for (const size of beyond.slice(0, 20))
      this.parts.tell(
        "CHECKPOINT_BEYOND",
        { size, end },
        { ...nowhere, index: end },
      );
    return {
      count: this.count,
      newest: this.last ? Number(this.last.size) : null,
    };
  }

  private async readKeys(): Promise<void> {
    const rows = await this.tx.$queryRaw<
      { index: bigint | null; entry: string }[]
    >`
      SELECT log_index AS index, entry FROM log_record
      WHERE kind IN ('LOG_KEY_PUBLISHED', 'LOG_KEY_CHANGED') ORDER BY place`;
    this.keys = rows.flatMap(({ index, entry }) => {
      const key = keyOf(entry);
      return key
        ? [{ ...key, index: index === null ? null : Number(index) }]
        : [];
    });
    const stored = await this.tx.$queryRaw<
      { verifier: string; from: string; until: string | null }[]
    >`
      SELECT verifier, from_day::text AS from, until_day::text AS until FROM log_key`;
    for (const { verifier, from, until } of stored) {
      const key = this.keys.find((each) => each.verifier === verifier);
      const after = this.keys.find((each) => each.previous === verifier);
      if (key?.day !== from || (after?.day ?? null) !== until)
        this.parts.tell(
          "KEY_DIFFERS",
          { key: shown(verifier) },
          { ...nowhere, index: key?.index ?? null },
        );
    }
    for (const { verifier, index } of this.keys)
      if (!stored.some((row) => row.verifier === verifier))
        this.parts.tell(
          "KEY_DIFFERS",
          { key: shown(verifier) },
          { ...nowhere, index },
        );
  }

  private get verifiers(): string[] {
    return [...new Set(this.keys.map(({ verifier }) => verifier))];
  }

  private readSaved({ name, note }: SavedCheckpoint): Saved[] {
    const tell = (code: HeadFaultCode) => this.parts.tell(code, { name });
    try {
      const { text, signatures } = openNote(note, this.verifiers);
      const { origin, size, rootHash } = parseCheckpoint(text);
      if (origin !== this.parts.origin) {
        tell("SAVED_OF_ANOTHER_LOG");
        return [];
      }
      if (signatures.every(({ verifier }) => verifier === null))
        tell("SAVED_UNSIGNED");
      return [{ name, size, rootHash }];
    } catch (error) {
      if (!isCodedError(error)) throw error;
      tell("SAVED_NOT_READABLE");
      return [];
    }
  }

  private async next(size: number): Promise<Head> {
    if (this.ahead[0]?.size !== BigInt(size))
      this.ahead = await this.tx.$queryRaw<Head[]>`
        SELECT size, root_hash AS "rootHash", slot_end AS "slotEnd", day::text, note,
          (SELECT array_agg(line ORDER BY witness) FROM log_cosignature WHERE log_cosignature.size = log_checkpoint.size) AS lines
        FROM log_checkpoint WHERE size >= ${BigInt(size)} ORDER BY log_checkpoint.size LIMIT ${HEADS_A_QUERY}`;
    return this.ahead.shift()!;
  }

  private async stored(
    size: number,
    roots: Roots,
  ): Promise<"ROWS" | "TILES" | null> {
    const head = await this.next(size);
    const before = this.last;
    this.last = head;
    this.count++;
    const place = this.placeOf(size);
    if (before && (before.slotEnd > head.slotEnd || before.day > head.day))
      this.parts.tell("CHECKPOINT_BACKWARDS", { size }, place);
    const cut = this.cut;
    if (cut?.index !== size - 1 || textOf(cut, "upToDay") !== head.day)
      this.parts.tell("CHECKPOINT_WITHOUT_CUT", { size }, place);
    const root = this.signedRoot(head, {
      place,
      sizeBefore: Number(before?.size ?? 0),
    });
    if (!root) return null;
    const right = equalBytes(root, roots.rows)
      ? "ROWS"
      : equalBytes(root, roots.tiles)
        ? "TILES"
        : null;
    if (right) {
      this.sound = size;
      this.rewritten = false;
    } else if (!this.rewritten) {
      this.rewritten = true;
      this.parts.tell(
        "LOG_REWRITTEN",
        { size, from: this.sound, to: size - 1 },
        { ...nowhere, index: this.sound },
      );
    }
    return right;
  }

  private placeOf(size: number): Place {
    const cut = this.cut;
    return cut?.index === size - 1
      ? { ...nowhere, index: cut.index, kind: cut.kind, day: cut.day }
      : { ...nowhere, index: size - 1 };
  }

  /** The root that the log's key signed; null when it signed none. */
  private signedRoot(
    head: Head,
    {
      place,
      sizeBefore,
    }: { readonly place: Place; readonly sizeBefore: number },
  ): Uint8Array | null {
    const size = Number(head.size);
    const { tell, origin } = this.parts;
    try {
      const { text, signatures } = openNote(head.note, this.verifiers);
      const signed = parseCheckpoint(text);
      for (const [field, same] of [
        ["origin", signed.origin === origin],
        ["size", signed.size === size],
        ["root_hash", equalBytes(signed.rootHash, head.rootHash)],
      ] as const)
        if (!same) tell("CHECKPOINT_DIFFERS", { size, field }, place);
      this.cosigned(text, head, place);
      const inForce = this.keyAt(size);
      const signers = new Set(signatures.map(({ verifier }) => verifier));
      signers.delete(null);
      if (inForce ? !signers.has(inForce.verifier) : signers.size === 0) {
        tell("CHECKPOINT_UNSIGNED", { size }, place);
        return null;
      }
      this.judgeSigners(signers, head, { sizeBefore, place });
      return signed.size === size ? signed.rootHash : null;
    } catch (error) {
      if (!isCodedError(error)) throw error;
      tell("CHECKPOINT_NOT_READABLE", { size }, place);
      return null;
    }
  }

  /** The key that signs a tree of this size; changes of one cut stand in no order, and each names the key before it. */
  private keyAt(size: number): Key | undefined {
    const known = this.keys.filter(
      ({ index }) => index !== null && index < size,
    );
    return known
      .filter(({ verifier }) =>
        known.every(({ previous }) => previous !== verifier),
      )
      .at(-1);
  }

  /**
   * The key before a change signs the first checkpoint that holds it, so that who knows that key alone learns of the new one, and
   * none after it: whoever keeps an old key must not be able to show another log. A new key may sign from its day on.
   */
  private judgeSigners(
    signers: ReadonlySet<string | null>,
    { size, slotEnd }: Head,
    {
      sizeBefore,
      place,
    }: { readonly sizeBefore: number; readonly place: Place },
  ): void {
    const inForce = this.keyAt(Number(size));
    const before = this.keyAt(sizeBefore);
    const changed = before !== undefined && before !== inForce;
    if (changed && !signers.has(before.verifier))
      this.parts.tell(
        "KEY_CHANGE_ONE_SIDED",
        { size: Number(size), key: shown(before.verifier) },
        place,
      );
    for (const { verifier, index, day } of this.keys) {
      if (!signers.has(verifier) || verifier === inForce?.verifier) continue;
      const ofThisCut =
        changed &&
        (verifier === before.verifier ||
          (index !== null && index >= sizeBefore && index < Number(size)));
      // its entry is not in the tree yet
      const early = index === null || index >= Number(size);
      if (ofThisCut || (early && day <= dayInChina(slotEnd))) continue;
      this.parts.tell(
        "CHECKPOINT_OTHER_KEY",
        { size: Number(size), key: shown(verifier) },
        place,
      );
    }
  }

  private cosigned(text: string, { size, lines }: Head, place: Place): void {
    for (const line of lines ?? [])
      try {
        openNote(`${text}\n${line}\n`, this.parts.witnesses);
      } catch (error) {
        if (!isCodedError(error)) throw error;
        this.parts.tell(
          "COSIGNATURE_WRONG",
          { size: Number(size), witness: line.split(" ")[1] ?? "-" },
          place,
        );
      }
  }
}

function keyOf(entry: string): Omit<Key, "index"> | null {
  try {
    const { day, data } = JSON.parse(entry) as {
      day: string;
      data: { verifier: string; previous?: string };
    };
    return { verifier: data.verifier, previous: data.previous ?? null, day };
  } catch {
    // the entry is named where the rows are read
    return null;
  }
}

/** name and id of a key, without its bytes */
function shown(verifier: string): string {
  return verifier.split("+").slice(0, 2).join("+");
}

const nowhere: Place = {
  index: null,
  id: null,
  kind: null,
  day: null,
  leadId: null,
};
