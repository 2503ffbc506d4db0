/**
 * Signed notes as other logs write them (C2SP signed-note and tlog-cosignature), so that other people's programs can check ours.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import {
  concatBytes,
  equalBytes,
  fromHex,
  readUint64,
  toHex,
  uint64Bytes,
  utf8Bytes,
} from "#app/crypto/encoding";
import { CodedError } from "#app/domain/shared/coded-error";
import { fromBase64, toBase64 } from "./base64";

/** signs the text itself */
const ED25519 = 0x01;
/** signs the text and the time it was seen (cosignature/v1) */
const COSIGNATURE = 0x04;
const KEY_ID_BYTES = 4;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const TIME_BYTES = 8;
/** Far above the witnesses any log has; bounds the work a hostile note can cause. */
const MAX_SIGNATURES = 64;
const MAX_NOTE_LENGTH = 1_000_000;

export type NoteSignature = {
  readonly name: string;
  /** 8 hexadecimal digits */
  readonly keyId: string;
  /** without line end */
  readonly line: string;
  /** verifier key that it was checked with; null: unknown, not checked */
  readonly verifier: string | null;
  /** seconds since 1970 of a cosignature */
  readonly at: number | null;
};

/** Never throws. @param signature 64 bytes @param publicKey 32 bytes, a point of a verifier key that was parsed */
export type VerifyEd25519 = (
  signature: Uint8Array,
  signed: Uint8Array,
  publicKey: Uint8Array,
) => boolean;

type Verifier = {
  readonly name: string;
  /** 8 hexadecimal digits */
  readonly keyId: string;
  readonly type: 1 | 4;
  readonly publicKey: Uint8Array;
};

/** `<name>+<key id>+<base64 of type and public key>` */
export function verifierKey(
  name: string,
  publicKey: Uint8Array,
  type: 0x01 | 0x04 = ED25519,
): string {
  const typed = concatBytes(Uint8Array.of(type), publicKey);
  return `${name}+${toHex(keyIdOf(name, typed))}+${toBase64(typed)}`;
}

/** The same few keys come with every note, and to look at a point of the curve takes as long as to check a signature. */
const parsed = new Map<string, Verifier>();
const PARSED_KEYS = 128;

/** @throws CodedError VERIFIER_KEY_NOT_VALID */
export function parseVerifierKey(text: string): Verifier {
  const known = parsed.get(text);
  if (known) return known;
  const key = readVerifierKey(text);
  if (parsed.size >= PARSED_KEYS) parsed.clear();
  parsed.set(text, key);
  return key;
}

function readVerifierKey(text: string): Verifier {
  const [name, keyId, encoded, ...more] = splitKey(text);
  try {
    const typed = fromBase64(encoded ?? "");
    const [type] = typed;
    const publicKey = typed.slice(1);
    if (
      more.length === 0 &&
      isKeyName(name) &&
      (type === ED25519 || type === COSIGNATURE) &&
      isPublicKey(publicKey) &&
      equalBytes(fromHex(keyId ?? ""), keyIdOf(name, typed))
    )
      return { name, keyId: keyId!, type, publicKey };
  } catch {
    // told below
  }
  throw new CodedError("VERIFIER_KEY_NOT_VALID");
}

/** Base64 may hold a plus of its own, names and ids may not. */
function splitKey(text: string): [string, ...(string | undefined)[]] {
  const match = /^([^+]*)\+([^+]*)\+([\s\S]*)$/.exec(text);
  return match ? [match[1]!, match[2], match[3]] : [""];
}

type SeedSigner = { readonly name: string; readonly seed: Uint8Array };
/** where the platform has a faster Ed25519 than this one */
export type ReadySigner = {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
};

function signerOf({ name, seed }: SeedSigner): ReadySigner {
  return {
    name,
    publicKey: ed25519.getPublicKey(seed),
    sign: (bytes) => ed25519.sign(bytes, seed),
  };
}

/**
 * The text, an empty line and a line for each signer. Ed25519 is deterministic: the same text and keys give the same note.
 * @param text ends with a line end
 * @throws CodedError NOTE_NOT_VALID for a text that no note can hold
 */
export function signNote(
  text: string,
  signers: readonly (SeedSigner | ReadySigner)[],
): string {
  if (!isNoteText(text)) throw new CodedError("NOTE_NOT_VALID");
  const lines = signers.map((signer) => {
    const { name, publicKey, sign } =
      "seed" in signer ? signerOf(signer) : signer;
    const keyId = keyIdOf(name, concatBytes(Uint8Array.of(ED25519), publicKey));
    return signatureLine(name, keyId, sign(utf8Bytes(text)));
  });
  return `${text}\n${lines.map((line) => `${line}\n`).join("")}`;
}

/**
 * What a witness adds to a checkpoint: a line without line end.
 * @param checkpointText the text without signatures, ends with a line end
 * @param at seconds since 1970
 */
export function cosignLine(
  checkpointText: string,
  signer: { readonly name: string; readonly seed: Uint8Array },
  at: number,
): string {
  const { name, seed } = signer;
  const keyId = keyIdOf(
    name,
    concatBytes(Uint8Array.of(COSIGNATURE), ed25519.getPublicKey(seed)),
  );
  const signature = ed25519.sign(cosignedBytes(checkpointText, at), seed);
  return signatureLine(name, keyId, concatBytes(uint64Bytes(at), signature));
}

/**
 * Splits a note and checks every signature of a known key.
 * @param verifiers verifier keys that are known
 * @param verify where another implementation of Ed25519 is at hand
 * @throws CodedError NOTE_NOT_VALID when malformed, when a signature of a known key is wrong or stands twice;
 *   VERIFIER_KEY_NOT_VALID
 */
export function openNote(
  note: string,
  verifiers: readonly string[],
  verify: VerifyEd25519 = verifyEd25519,
): { readonly text: string; readonly signatures: readonly NoteSignature[] } {
  const known = new Map(
    verifiers.map((verifier) => {
      const key = parseVerifierKey(verifier);
      return [`${key.name}+${key.keyId}`, { verifier, ...key }] as const;
    }),
  );
  const { text, lines } = splitNote(note);
  const seen = new Set<string>();
  const signatures = lines.map((line): NoteSignature => {
    const { name, keyId, signature } = parseLine(line);
    const key = known.get(`${name}+${keyId}`);
    if (!key) return { name, keyId, line, verifier: null, at: null };
    const at = checkedTime(text, key, { signature, verify });
    if (at === false || seen.has(key.verifier)) throw notValid();
    seen.add(key.verifier);
    return { name, keyId, line, verifier: key.verifier, at };
  });
  return { text, signatures };
}

/** Text and signature lines, nothing checked yet. */
function splitNote(note: string) {
  if (note.length > MAX_NOTE_LENGTH) throw notValid();
  // The last empty line: the text may hold others.
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const block = note.slice(end + 2);
  if (end < 1 || !isNoteText(text) || !block.endsWith("\n")) throw notValid();
  const lines = block.slice(0, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw notValid();
  return { text, lines };
}

function parseLine(line: string) {
  const match = /^\u2014 (\S+) (\S+)$/u.exec(line);
  if (match && isKeyName(match[1]!))
    try {
      const bytes = fromBase64(match[2]!);
      if (bytes.length > KEY_ID_BYTES)
        return {
          name: match[1]!,
          keyId: toHex(bytes.slice(0, KEY_ID_BYTES)),
          signature: bytes.slice(KEY_ID_BYTES),
        };
    } catch {
      // told below
    }
  throw notValid();
}

/** Time of a right cosignature, null of a right plain signature, false of a wrong one. */
function checkedTime(
  text: string,
  { type, publicKey }: Verifier,
  given: { readonly signature: Uint8Array; readonly verify: VerifyEd25519 },
): number | null | false {
  const { signature, verify } = given;
  const isRight = (bytes: Uint8Array, signed: Uint8Array) =>
    bytes.length === SIGNATURE_BYTES && verify(bytes, signed, publicKey);
  if (type === ED25519)
    return isRight(signature, utf8Bytes(text)) ? null : false;
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return false;
  const at = readUint64(signature);
  return Number.isSafeInteger(at) &&
    isRight(signature.slice(TIME_BYTES), cosignedBytes(text, at))
    ? at
    : false;
}

function verifyEd25519(
  signature: Uint8Array,
  signed: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    return ed25519.verify(signature, signed, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function cosignedBytes(text: string, at: number): Uint8Array {
  return utf8Bytes(`cosignature/v1\ntime ${at}\n${text}`);
}

function signatureLine(
  name: string,
  keyId: Uint8Array,
  signature: Uint8Array,
): string {
  return `\u2014 ${name} ${toBase64(concatBytes(keyId, signature))}`;
}

function keyIdOf(name: string, typedKey: Uint8Array): Uint8Array {
  return sha256(concatBytes(utf8Bytes(`${name}\n`), typedKey)).slice(
    0,
    KEY_ID_BYTES,
  );
}

function isKeyName(name: string): boolean {
  return /^[^\s+\p{Control}\p{Surrogate}]+$/u.test(name);
}

/** A point of small order would fit signatures over every text. */
function isPublicKey(bytes: Uint8Array): boolean {
  return (
    bytes.length === PUBLIC_KEY_BYTES &&
    !ed25519.Point.fromBytes(bytes).isSmallOrder()
  );
}

/** Lines of any script, without control characters and half characters, the last one ended. */
function isNoteText(text: string): boolean {
  return (
    text.endsWith("\n") && /^[^\0-\x09\x0b-\x1f\p{Surrogate}]+$/u.test(text)
  );
}

function notValid(): CodedError {
  return new CodedError("NOTE_NOT_VALID");
}
