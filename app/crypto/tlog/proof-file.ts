/**
 * The proof file: what a tipster keeps, hands to an ombudsman or a court, and anybody can check without this portal. Canonical
 * JSON; whoever checks it takes no byte on trust: a file that is not the canonical text of its own content is refused.
 */
import { canonicalJson } from "#app/crypto/canonical-json";
import { CodedError } from "#app/domain/shared/coded-error";

export type ProvenEntry = {
  /** open part of the entry, canonical JSON; its leaf hash is SHA-256(0x00 || entry) */
  readonly entry: string;
  /** place in the log; null while it waits for the end of its slot */
  readonly index: number | null;
  /** inclusion proof to the checkpoint (RFC 6962 section 2.1.1), base64 of 32 bytes each; empty while it waits */
  readonly proof: readonly string[];
  /** signed promise of the log to include it (`app/crypto/tlog/promise.ts`) */
  readonly promise: string;
};

export type ProofFile = {
  readonly format: "yanlu-proof/v1";
  /** name of the log */
  readonly origin: string;
  /** C2SP verifier keys that signed anything in here, the log's own first; which are right is for the reader to know */
  readonly keys: readonly string[];
  /** of witnesses whose cosignatures stand on the checkpoint */
  readonly witnesses: readonly string[];
  /** C2SP tlog-checkpoint, signed; null before the first one */
  readonly checkpoint: string | null;
  /** the last leaf of the checkpoint, which says up to which day the log was complete */
  readonly cut: ProvenEntry | null;
  /** what happened on the tip, in the order of the log, then what waits */
  readonly entries: readonly ProvenEntry[];
  /**
   * Signed statement that these are all entries of the lead up to the checkpoint, with the hashes of those whose words are the
   * office's inner business (`app/crypto/tlog/statement.ts`); null without a checkpoint.
   */
  readonly statement: string | null;
};

/** One thing that is wrong with a proof. */
export type ProofProblem = {
  /** e.g. FILE_NOT_CANONICAL, KEY_NOT_TRUSTED, CHECKPOINT_SIGNATURE, ENTRY_NOT_IN_LOG, PROMISE_SIGNATURE, STATEMENT_INCOMPLETE */
  readonly code: string;
  /** place in `entries`, where it concerns one */
  readonly entry: number | null;
};

/** What a proof shows, once checked. */
export type ProofReport = {
  readonly ok: boolean;
  readonly problems: readonly ProofProblem[];
  readonly origin: string;
  /** verifier keys of the log in the file; to be compared, whole, with those the authority published */
  readonly keys: readonly string[];
  /** their ids (8 hexadecimal digits), to name them by: another key with the same id is easily made */
  readonly keyIds: readonly string[];
  readonly checkpoint: {
    readonly size: number;
    /** base64 */
    readonly rootHash: string;
    /** the log was complete up to this day */
    readonly upToDay: string | null;
    readonly cosignedBy: readonly {
      readonly name: string;
      /** 8 hexadecimal digits */
      readonly keyId: string;
      /** seconds since 1970, as the witness signed it */
      readonly at: number;
      /** whether the reader named this witness; anybody can make up one and put it into a file */
      readonly known: boolean;
    }[];
  } | null;
  readonly entries: readonly {
    readonly kind: string;
    readonly day: string;
    readonly index: number | null;
    /**
     * PROVEN: in the checkpoint. PROMISED: signed, waits. BROKEN: promised for a day up to which the log calls itself complete, and not
     * in it, which convicts the log by its own signatures. WRONG: see `problems`.
     */
    readonly state: "PROVEN" | "PROMISED" | "BROKEN" | "WRONG";
    readonly data: Readonly<Record<string, unknown>>;
  }[];
  /** entries of the lead that the statement names by their hash only */
  readonly inner: number;
  /**
   * What the file shows of neglect: of the time limits in its entries those that passed before `upToDay` without the entry that
   * would have met them. Empty when nothing is late.
   */
  readonly neglect: readonly {
    readonly stage: "ACCEPT" | "FINISH" | "REWARD" | "PAY";
    readonly dueDay: string;
    readonly upToDay: string;
  }[];
};

export const PROOF_FORMAT = "yanlu-proof/v1";
/** Characters. A hundred acts make some 200,000. */
export const MAX_PROOF_LENGTH = 2_000_000;

/** Log keys, and witnesses; each is looked at once, which costs more than its text. */
export const MAX_PROOF_KEYS = 32;

/** The one text of a proof file. */
export function proofFileText(file: ProofFile): string {
  return canonicalJson(file);
}

/**
 * Looks at the shape only; `checkProof` looks at what it says.
 * @throws CodedError PROOF_FILE_NOT_VALID, also for a text that is not the canonical one of its content
 */
export function parseProofFile(text: string): ProofFile {
  try {
    if (text.length <= MAX_PROOF_LENGTH) {
      const value: unknown = JSON.parse(text);
      if (isProofFile(value) && canonicalJson(value) === text) return value;
    }
  } catch {
    // told below
  }
  throw new CodedError("PROOF_FILE_NOT_VALID");
}

type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

const isText = (value: unknown) => typeof value === "string";
const isTextOrNull = (value: unknown) => value === null || isText(value);
const areTexts = (value: unknown) =>
  Array.isArray(value) && value.every(isText);
const areKeys = (value: unknown) =>
  areTexts(value) && (value as readonly string[]).length <= MAX_PROOF_KEYS;

const entryFields: Fields = {
  entry: isText,
  index: (value) =>
    value === null || (Number.isSafeInteger(value) && Number(value) >= 0),
  proof: areTexts,
  promise: isText,
};
const fileFields: Fields = {
  format: (value) => value === PROOF_FORMAT,
  origin: isText,
  keys: areKeys,
  witnesses: areKeys,
  checkpoint: isTextOrNull,
  cut: (value) => value === null || hasFields(value, entryFields),
  entries: (value) =>
    Array.isArray(value) && value.every((one) => hasFields(one, entryFields)),
  statement: isTextOrNull,
};

function isProofFile(value: unknown): value is ProofFile {
  return hasFields(value, fileFields);
}

/** These fields and no others: what nobody checks could be changed unseen. */
function hasFields(value: unknown, fields: Fields): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return false;
  const found = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields);
  return (
    Object.keys(found).length === names.length &&
    names.every(
      (name) => Object.hasOwn(found, name) && fields[name]!(found[name]),
    )
  );
}
