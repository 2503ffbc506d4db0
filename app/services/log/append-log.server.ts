import { createHash, randomBytes } from "node:crypto";
import { canonicalJson, type JsonValue } from "#app/crypto/canonical-json";
import { toBase64Url, utf8Bytes } from "#app/crypto/encoding";
import { leafHash } from "#app/crypto/merkle-leaf";
import type { Day } from "#app/domain/shared/day";
import type { Transaction } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { logKinds, type LogData, type LogKind } from "./entries";

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

/**
 * Writes one entry in the transaction of the change it tells of: a change without its entry cannot commit, nor an entry
 * without its change. The leaf hash (RFC 6962 section 2.1) is over the UTF-8 bytes of `entry` exactly as stored; the nonce
 * inside keeps a public hash from being guessed back to its content.
 * @throws ZodError when `data` says more or less than the kind allows: a fault of the program
 */
export async function appendLog<Kind extends LogKind>(
  tx: Transaction,
  input: LogInput<Kind>,
): Promise<{ readonly leafHash: Uint8Array }> {
  const { kind, day, leadId, officeId, personId, at } = input;
  const { schemaVersion, causedBy, data } = logKinds[kind];
  if (causedBy === "TIPSTER" && (personId !== undefined || at !== undefined))
    throw new Error(`${kind}: a tipster's act carries neither person nor time`);
  if (causedBy === "STAFF" && (personId === undefined || at === undefined))
    throw new Error(`${kind}: an act of staff carries person and time`);
  const nonce = new Uint8Array(randomBytes(NONCE_BYTES));
  const entry = canonicalJson({
    kind,
    schemaVersion,
    day,
    ...(at && { at: at.toISOString() }),
    ...(leadId && { leadId }),
    ...(personId && { personId }),
    ...(officeId && { officeId }),
    data: data.parse(input.data) as JsonValue,
    nonce: toBase64Url(nonce),
  });
  const hash = leafHash(utf8Bytes(entry));
  await tx.logEntry.create({
    data: {
      kind,
      schemaVersion,
      day: dayToStore(day),
      leadId: leadId ?? null,
      personId: personId ?? null,
      officeId: officeId ?? null,
      entry,
      nonce,
      leafHash: new Uint8Array(hash),
    },
    select: { id: true },
  });
  return { leafHash: hash };
}

/** SHA-256 in the form of log entries. */
export function hashForLog(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("base64url");
}
