import { createHash, randomBytes } from "node:crypto";
import { canonicalJson, type JsonValue } from "#app/crypto/canonical-json";
import { toBase64Url, utf8Bytes } from "#app/crypto/encoding";
import { leafHash } from "#app/crypto/merkle-leaf";
import type { Day } from "#app/domain/shared/day";
import type { Transaction } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { entryIdOf } from "./entry-id.server";
import {
  logKinds,
  type LogData,
  type LogKind,
  type LogKindDefinition,
} from "./entries";

const NONCE_BYTES = 16;

type CausedBy<Kind extends LogKind> = (typeof logKinds)[Kind]["causedBy"];

export type LogInput<Kind extends LogKind> = {
  readonly kind: Kind;
  readonly day: Day;
  readonly leadId?: string;
  readonly officeId?: string;
  readonly data: LogData<Kind>;
} & (CausedBy<Kind> extends "STAFF"
  ? { readonly personId: string; readonly at: Date }
  : CausedBy<Kind> extends "SYSTEM"
    ? { readonly personId?: string; readonly at?: never }
    : { readonly personId?: never; readonly at?: never });

/** What stands in the log of one act. */
export type WrittenEntry = {
  /** open part: canonical JSON, the bytes that are hashed */
  readonly entry: string;
  readonly innerEntry: string | null;
  readonly leafHash: Uint8Array;
};

/**
 * Writes one entry in the transaction of the change it tells of: a change without its entry cannot commit, nor an entry
 * without its change. It waits there until its slot ends; then the sequencer gives it an index.
 * @throws ZodError when `data` says more or less than the kind allows: a fault of the program
 */
export async function appendLog<Kind extends LogKind>(
  tx: Transaction,
  input: LogInput<Kind>,
): Promise<WrittenEntry> {
  const { row, written } = prepareEntry(input);
  await tx.logPending.create({ data: row, select: { id: true } });
  return written;
}

/**
 * The row of an entry, without writing it. The leaf hash (RFC 6962 section 2.1) is over the UTF-8 bytes of `entry` exactly as
 * stored; the nonces keep a public hash from being guessed back to its content.
 */
export function prepareEntry<Kind extends LogKind>(input: LogInput<Kind>) {
  const { kind, day, leadId, officeId, personId, at } = input;
  const definition: LogKindDefinition = logKinds[kind];
  const { schemaVersion, causedBy } = definition;
  if (causedBy === "TIPSTER" && (personId !== undefined || at !== undefined))
    throw new Error(`${kind}: a tipster's act carries neither person nor time`);
  if (causedBy === "STAFF" && (personId === undefined || at === undefined))
    throw new Error(`${kind}: an act of staff carries person and time`);
  const { open, inner } = parts(
    definition,
    input.data as Readonly<Record<string, unknown>>,
  );
  const hasInner = Boolean(personId || at || Object.keys(inner).length > 0);
  const innerEntry = hasInner
    ? canonicalJson({
        ...(at && { at: at.toISOString() }),
        ...(personId && { personId }),
        data: inner,
        nonce: newNonce(),
      })
    : null;
  const entry = canonicalJson({
    kind,
    schemaVersion,
    day,
    ...(leadId && { leadId }),
    ...(officeId && { officeId }),
    data: open,
    ...(innerEntry !== null && { inner: hashForLog(innerEntry) }),
    nonce: newNonce(),
  });
  const hash = leafHash(utf8Bytes(entry));
  const claimId = { ...open, ...inner }.claimId;
  return {
    written: { entry, innerEntry, leafHash: hash },
    row: {
      id: entryIdOf(hash),
      kind,
      schemaVersion,
      day: dayToStore(day),
      leadId: leadId ?? null,
      claimId: typeof claimId === "string" ? claimId : null,
      personId: personId ?? null,
      officeId: officeId ?? null,
      entry,
      innerEntry,
      leafHash: new Uint8Array(hash),
    },
  };
}

/** Each value goes where its kind says; what neither part knows is refused. */
function parts(
  { open, inner }: LogKindDefinition,
  given: Readonly<Record<string, unknown>>,
) {
  const of = (names: Readonly<Record<string, unknown>>, rest: boolean) =>
    Object.fromEntries(
      Object.entries(given).filter(([name]) => name in names !== rest),
    );
  return {
    inner: inner.parse(of(inner.shape, false)) as Record<string, JsonValue>,
    open: open.parse(of(inner.shape, true)) as Record<string, JsonValue>,
  };
}

function newNonce(): string {
  return toBase64Url(new Uint8Array(randomBytes(NONCE_BYTES)));
}

/** SHA-256 in the form of log entries. */
export function hashForLog(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("base64url");
}
