/**
 * Checks a proof file without this portal: against an authority that denies an entry, moves it, or keeps some back, and against
 * whoever changes a file afterwards. Runs in the browser, on the command line and in the stand-alone checker.
 */
import { canonicalJson, type JsonValue } from "#app/crypto/canonical-json";
import { equalBytes, utf8Bytes, utf8Text } from "#app/crypto/encoding";
import { leafHash } from "#app/crypto/merkle-leaf";
import { addDays, day as parseDay, type Day } from "#app/domain/shared/day";
import { hashFromBase64, toBase64 } from "./base64";
import { parseCheckpoint } from "./checkpoint";
import { neglectOf } from "./neglect";
import { parsePromise, PROMISED_DAYS } from "./promise";
import {
  MAX_PROOF_LENGTH,
  parseProofFile,
  type ProofFile,
  type ProofProblem,
  type ProofReport,
  type ProvenEntry,
} from "./proof-file";
import { openNote, parseVerifierKey, type VerifyEd25519 } from "./signed-note";
import { parseStatement } from "./statement";
import { verifyInclusion } from "./tree";

export type ProofOptions = {
  /** verifier keys of the log that the reader knows from elsewhere; without them any key passes, and the reader compares */
  readonly trustedKeys?: readonly string[];
  readonly trustedWitnesses?: readonly string[];
  readonly verify?: VerifyEd25519;
};

/** An entry as its own text tells it. */
export type OpenEntry = {
  readonly kind: string;
  readonly day: Day;
  readonly leadId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

type Read = ProvenEntry & {
  /** null: the text of the entry is not one of a log */
  readonly open: OpenEntry | null;
  readonly leafHash: Uint8Array;
};

type Checkpoint = {
  readonly size: number;
  readonly rootHash: Uint8Array;
  readonly cosignedBy: readonly {
    readonly name: string;
    readonly keyId: string;
    readonly at: number;
    readonly known: boolean;
  }[];
};

/** Never throws: whatever is wrong with `text` stands in `problems`. */
export function checkProof(
  text: string,
  options: ProofOptions = {},
): ProofReport {
  let file: ProofFile;
  try {
    file = parseProofFile(text);
  } catch {
    return unreadable();
  }
  return new ProofCheck(file, options).report();
}

/** The same for a file as it was read; bytes that are no text are refused like a text that was changed. */
export function checkProofBytes(
  bytes: Uint8Array,
  options: ProofOptions = {},
): ProofReport {
  // A character takes up to three bytes for each unit of its length.
  if (bytes.length > MAX_PROOF_LENGTH * 3) return unreadable();
  try {
    return checkProof(utf8Text(bytes), options);
  } catch {
    return unreadable();
  }
}

function unreadable(): ProofReport {
  return {
    ok: false,
    problems: [{ code: "FILE_NOT_CANONICAL", entry: null }],
    origin: "",
    keys: [],
    keyIds: [],
    checkpoint: null,
    entries: [],
    inner: 0,
    neglect: [],
  };
}

class ProofCheck {
  private readonly problems: ProofProblem[] = [];
  /** keys and witnesses whose signature was found, and right */
  private readonly used = new Set<string>();
  private readonly keys: readonly string[];
  private readonly witnesses: readonly string[];

  constructor(
    private readonly file: ProofFile,
    private readonly options: ProofOptions,
  ) {
    this.keys = this.wellFormed(file.keys, 1);
    this.witnesses = this.wellFormed(file.witnesses, 4);
  }

  report(): ProofReport {
    const { file, problems } = this;
    const checkpoint = this.checkCheckpoint();
    const entries = file.entries.map(readProven);
    entries.forEach((entry, at) => this.checkEntry(entry, at, checkpoint));
    this.checkOrder(entries);
    this.checkSubject(entries);
    const upToDay = this.checkCut(checkpoint);
    const inner = this.checkStatement(entries, checkpoint, upToDay);
    this.checkKeys();

    const wrong = new Set(problems.map(({ entry }) => entry));
    const sound = problems.length === 0;
    return {
      ok: sound,
      problems,
      origin: file.origin,
      keys: this.keys,
      keyIds: this.keys.map((key) => parseVerifierKey(key).keyId),
      checkpoint: checkpoint && {
        size: checkpoint.size,
        rootHash: toBase64(checkpoint.rootHash),
        upToDay,
        cosignedBy: checkpoint.cosignedBy,
      },
      entries: entries.map(({ open, index }, at) => ({
        kind: open?.kind ?? "",
        day: open?.day ?? "",
        index,
        state: wrong.has(at)
          ? "WRONG"
          : index !== null
            ? "PROVEN"
            : isBroken(open, upToDay)
              ? "BROKEN"
              : "PROMISED",
        data: open?.data ?? {},
      })),
      inner,
      // Nothing is to be concluded from a file that is wrong somewhere.
      neglect:
        sound && upToDay !== null
          ? neglectOf(
              entries.flatMap(({ open, index }) =>
                open && (index !== null || isBroken(open, upToDay))
                  ? [open]
                  : [],
              ),
              upToDay,
            )
          : [],
    };
  }

  private problem(code: string, entry: number | null = null): void {
    this.problems.push({ code, entry });
  }

  private wellFormed(keys: readonly string[], type: 1 | 4): readonly string[] {
    return keys.filter((key, at) => {
      try {
        const { name, type: found } = parseVerifierKey(key);
        if (
          found === type &&
          (type === 4 || name === this.file.origin) &&
          keys.indexOf(key) === at
        )
          return true;
      } catch {
        // told below
      }
      this.problem("KEY_NOT_VALID");
      return false;
    });
  }

  /**
   * The text of a note on which every line is right, by a known key, and one of them the log's own; else null.
   * @param witnessed whether witnesses may sign it
   */
  private openSigned(note: string, witnessed = false) {
    try {
      const opened = openNote(
        note,
        [...this.keys, ...(witnessed ? this.witnesses : [])],
        this.options.verify,
      );
      const verifiers = opened.signatures.map(({ verifier }) => verifier);
      if (
        verifiers.some((one) => one === null) ||
        !verifiers.some((one) => this.keys.includes(one!))
      )
        return null;
      for (const verifier of verifiers) this.used.add(verifier!);
      return opened;
    } catch {
      return null;
    }
  }

  private checkCheckpoint(): Checkpoint | null {
    const { checkpoint, origin } = this.file;
    if (checkpoint === null) return null;
    const opened = this.openSigned(checkpoint, true);
    if (!opened) {
      this.problem("CHECKPOINT_SIGNATURE");
      return null;
    }
    try {
      const { size, rootHash, ...parsed } = parseCheckpoint(opened.text);
      if (parsed.origin !== origin) this.problem("CHECKPOINT_OF_ANOTHER_LOG");
      const { trustedWitnesses = [] } = this.options;
      const cosignedBy = opened.signatures.flatMap(
        ({ name, keyId, at, verifier }) =>
          at === null
            ? []
            : [
                {
                  name,
                  keyId,
                  at,
                  known: trustedWitnesses.includes(verifier!),
                },
              ],
      );
      return { size, rootHash, cosignedBy };
    } catch {
      this.problem("CHECKPOINT_NOT_VALID");
      return null;
    }
  }

  private checkEntry(
    entry: Read,
    at: number | null,
    checkpoint: Checkpoint | null,
  ): void {
    if (!entry.open) return this.problem("ENTRY_NOT_VALID", at);
    const inLog =
      entry.index === null
        ? entry.proof.length === 0
        : checkpoint !== null && isIncluded(entry, entry.index, checkpoint);
    if (!inLog) this.problem("ENTRY_NOT_IN_LOG", at);

    const opened = this.openSigned(entry.promise);
    if (!opened) return this.problem("PROMISE_SIGNATURE", at);
    try {
      const promise = parsePromise(opened.text);
      if (
        promise.origin === this.file.origin &&
        promise.day === entry.open.day &&
        equalBytes(promise.leafHash, entry.leafHash)
      )
        return;
    } catch {
      // told below
    }
    this.problem("PROMISE_OF_ANOTHER_ENTRY", at);
  }

  /** In the order of the log, then what waits; nothing twice. */
  private checkOrder(entries: readonly Read[]): void {
    const seen = new Set<string>();
    entries.forEach(({ index, leafHash: bytes }, at) => {
      const hash = toBase64(bytes);
      const before = entries[at - 1]?.index;
      const inOrder =
        at === 0 ||
        index === null ||
        (typeof before === "number" && before < index);
      if (!inOrder || seen.has(hash)) this.problem("ENTRY_OUT_OF_ORDER", at);
      seen.add(hash);
    });
  }

  /** All of one lead, or of the claim that an entry of this lead names. */
  private checkSubject(entries: readonly Read[]): void {
    const leads = entries.map(({ open }) => open?.leadId ?? null);
    const lead = leads.find((one) => one !== null);
    const claims = new Set(
      entries.map(({ open }) => (open?.leadId ? open.data.claimId : undefined)),
    );
    entries.forEach(({ open }, at) => {
      if (!open) return;
      const { claimId } = open.data;
      const belongs =
        open.leadId === null
          ? typeof claimId === "string" && claims.has(claimId)
          : open.leadId === lead;
      if (!belongs) this.problem("ENTRY_OF_ANOTHER_LEAD", at);
    });
  }

  /** The last leaf of the checkpoint says up to which day the log was complete. */
  private checkCut(checkpoint: Checkpoint | null): Day | null {
    const { cut } = this.file;
    if (this.file.checkpoint === null || cut === null) {
      if (this.file.checkpoint !== null || cut !== null)
        this.problem("CUT_MISSING");
      return null;
    }
    const before = this.problems.length;
    const read = readProven(cut);
    this.checkEntry(read, null, checkpoint);
    const upToDay = dayOrNull(read.open?.data.upToDay);
    if (
      !checkpoint ||
      cut.index !== checkpoint.size - 1 ||
      read.open?.kind !== "LOG_CUT" ||
      upToDay === null
    )
      this.problem("CUT_NOT_VALID");
    return this.problems.length === before ? upToDay : null;
  }

  /** @returns how many entries it names by their hash only */
  private checkStatement(
    entries: readonly Read[],
    checkpoint: Checkpoint | null,
    upToDay: Day | null,
  ): number {
    const { statement: note, origin } = this.file;
    if (this.file.checkpoint === null || note === null) {
      if (this.file.checkpoint !== null || note !== null)
        this.problem("STATEMENT_MISSING");
      return 0;
    }
    const opened = this.openSigned(note);
    if (!opened) {
      this.problem("STATEMENT_SIGNATURE");
      return 0;
    }
    try {
      const statement = parseStatement(opened.text);
      if (
        !checkpoint ||
        statement.origin !== origin ||
        statement.size !== checkpoint.size ||
        !equalBytes(statement.rootHash, checkpoint.rootHash) ||
        statement.upToDay !== upToDay
      )
        this.problem("STATEMENT_OF_ANOTHER_CHECKPOINT");
      const lineOf = (index: number, hash: string, kind: string, day: string) =>
        `${index} ${hash} ${kind} ${day}`;
      const shown = new Set(
        statement.entries.flatMap(({ index, kind, day, ...rest }) =>
          kind === null
            ? []
            : [lineOf(index, toBase64(rest.leafHash), kind, day)],
        ),
      );
      const stated = shown.size;
      entries.forEach(({ index, open, ...rest }, at) => {
        if (index === null || !open) return;
        const line = lineOf(
          index,
          toBase64(rest.leafHash),
          open.kind,
          open.day,
        );
        if (!shown.delete(line)) this.problem("ENTRY_NOT_STATED", at);
      });
      if (shown.size > 0) this.problem("STATED_ENTRY_MISSING");
      return statement.entries.length - stated;
    } catch {
      this.problem("STATEMENT_NOT_VALID");
      return 0;
    }
  }

  /** A key that signed nothing here says nothing, and could be put in to deceive. */
  private checkKeys(): void {
    const { trustedKeys, trustedWitnesses } = this.options;
    for (const key of [...this.keys, ...this.witnesses])
      if (!this.used.has(key)) this.problem("KEY_UNUSED");
    for (const key of this.keys)
      if (trustedKeys && !trustedKeys.includes(key))
        this.problem("KEY_NOT_TRUSTED");
    for (const key of this.witnesses)
      if (trustedWitnesses && !trustedWitnesses.includes(key))
        this.problem("WITNESS_NOT_TRUSTED");
    if (this.keys.length === 0 && this.file.entries.length === 0)
      this.problem("FILE_EMPTY");
  }
}

/** Whether the log should hold an entry that it promised and does not hold. */
function isBroken(open: OpenEntry | null, upToDay: Day | null): boolean {
  return (
    open !== null &&
    upToDay !== null &&
    addDays(open.day, PROMISED_DAYS) <= upToDay
  );
}

function isIncluded(
  entry: Read,
  index: number,
  { size, rootHash }: Checkpoint,
): boolean {
  const proof = entry.proof.map(hashFromBase64);
  return (
    proof.every((hash) => hash !== null) &&
    verifyInclusion({
      leafHash: entry.leafHash,
      index,
      size,
      proof: proof,
      root: rootHash,
    })
  );
}

function readProven(entry: ProvenEntry): Read {
  return {
    ...entry,
    open: readOpen(entry.entry),
    leafHash: leafHash(utf8Bytes(entry.entry)),
  };
}

function readOpen(text: string): OpenEntry | null {
  try {
    const value = JSON.parse(text) as JsonValue;
    if (canonicalJson(value) !== text || !isRecord(value)) return null;
    const { kind, day, leadId, data } = value;
    const known = dayOrNull(day);
    return typeof kind === "string" &&
      /^[A-Z][A-Z0-9_]{0,39}$/.test(kind) &&
      known !== null &&
      (leadId === undefined || typeof leadId === "string") &&
      isRecord(data)
      ? { kind, day: known, leadId: leadId ?? null, data }
      : null;
  } catch {
    return null;
  }
}

function isRecord(
  value: JsonValue | undefined,
): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function dayOrNull(value: unknown): Day | null {
  try {
    return typeof value === "string" ? parseDay(value) : null;
  } catch {
    return null;
  }
}
