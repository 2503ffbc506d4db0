/**
 * What a tipster gets in the same breath as the tracking code: the log's own entry of the tip and the signed promise to include
 * it. Looked at by whoever sealed the tip, because nobody else knows what was sealed.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { isCodedError } from "#app/domain/shared/coded-error";
import type { Day } from "#app/domain/shared/day";
import { equalBytes, toBase64Url, utf8Bytes } from "./encoding";
import { leafHash } from "./merkle-leaf";
import { parsePromise } from "./tlog/promise";
import { PROOF_FORMAT, proofFileText } from "./tlog/proof-file";
import { openNote } from "./tlog/signed-note";

/** Hashes of what was sealed, base64url of SHA-256, as the entry TIP_RECEIVED has them. */
export type SealedHashes = {
  readonly bodyHash: string;
  readonly threadRecipientHash: string;
  readonly fileHashes: readonly string[];
};

export type TipPromise = {
  /** open text of the entry */
  readonly entry: string;
  /** signed note (`tlog/promise.ts`) */
  readonly promise: string;
};

export type CheckedTipPromise =
  | {
      readonly right: true;
      /** under which the tip stands in the log */
      readonly day: Day;
      /** last day on which a checkpoint with it will be cut */
      readonly byDay: Day;
      readonly origin: string;
      /** verifier keys that signed it */
      readonly keys: readonly string[];
    }
  | {
      readonly right: false;
      /**
       * KEY_UNKNOWN: signed by none of the keys that everybody is shown. PROMISE_NOT_VALID: no promise, or its signature is
       * wrong. ENTRY_NOT_PROMISED: it promises another entry. ENTRY_OF_ANOTHER_TIP: the entry is not of what was sealed here.
       */
      readonly why:
        | "KEY_UNKNOWN"
        | "PROMISE_NOT_VALID"
        | "ENTRY_NOT_PROMISED"
        | "ENTRY_OF_ANOTHER_TIP";
    };

/** SHA-256 as entries of the log have it. */
export function sealedHash(content: Uint8Array | string): string {
  return toBase64Url(
    sha256(typeof content === "string" ? utf8Bytes(content) : content),
  );
}

/**
 * @param known.log name and verifier keys as everybody is shown them
 * @param known.sealed what was sent; several, when it was sealed anew and sent again: the log has the first that arrived
 */
export function checkTipPromise(
  { entry, promise }: TipPromise,
  known: {
    readonly log: { readonly origin: string; readonly keys: readonly string[] };
    readonly sealed: readonly SealedHashes[];
  },
): CheckedTipPromise {
  const { log, sealed } = known;
  try {
    const { text, signatures } = openNote(promise, log.keys);
    const keys = signatures.flatMap(({ verifier, at }) =>
      verifier !== null && at === null ? [verifier] : [],
    );
    if (keys.length === 0) return { right: false, why: "KEY_UNKNOWN" };
    const { origin, leafHash: promised, day, byDay } = parsePromise(text);
    if (
      origin !== log.origin ||
      !equalBytes(promised, leafHash(utf8Bytes(entry)))
    )
      return { right: false, why: "ENTRY_NOT_PROMISED" };
    if (!isOfThisTip(entry, { day, sealed }))
      return { right: false, why: "ENTRY_OF_ANOTHER_TIP" };
    return { right: true, day, byDay, origin, keys };
  } catch (error) {
    if (isCodedError(error)) return { right: false, why: "PROMISE_NOT_VALID" };
    throw error;
  }
}

function isOfThisTip(
  entry: string,
  {
    day,
    sealed,
  }: { readonly day: Day; readonly sealed: readonly SealedHashes[] },
): boolean {
  let said;
  try {
    said = JSON.parse(entry) as {
      kind?: unknown;
      day?: unknown;
      data?: Partial<SealedHashes>;
    };
  } catch {
    return false;
  }
  const { bodyHash, threadRecipientHash, fileHashes } = said.data ?? {};
  const data = JSON.stringify([bodyHash, threadRecipientHash, fileHashes]);
  return (
    said.kind === "TIP_RECEIVED" &&
    said.day === day &&
    sealed.some(
      (one) =>
        JSON.stringify([
          one.bodyHash,
          one.threadRecipientHash,
          one.fileHashes,
        ]) === data,
    )
  );
}

/** The proof file of a tip that waits for its place in the log: all there is on the first day. */
export function receiptFile(
  { entry, promise }: TipPromise,
  {
    origin,
    keys,
  }: { readonly origin: string; readonly keys: readonly string[] },
): string {
  return proofFileText({
    format: PROOF_FORMAT,
    origin,
    keys,
    witnesses: [],
    checkpoint: null,
    cut: null,
    entries: [{ entry, index: null, proof: [], promise }],
    statement: null,
  });
}
