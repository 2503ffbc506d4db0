/**
 * Sealing with age (the format of the `age` program, so that an export opens without this software). Against whoever gets
 * hold of database, files, backups or queue. age says nothing about who sealed: a sealed thing proves its sender only
 * together with a signature or a log entry.
 */
import { Decrypter, Encrypter } from "age-encryption";
import { CodedError } from "#app/domain/shared/coded-error";
import { canonicalJson, type JsonValue } from "./canonical-json";
import { utf8Bytes, utf8Text } from "./encoding";
import type { AgeIdentity, AgeRecipient } from "./identity";

/** An encrypter for the recipients; without any, the file could never be opened again, so that is refused. */
export function encrypterFor(recipients: readonly AgeRecipient[]): Encrypter {
  if (recipients.length === 0)
    throw new RangeError("sealing needs at least one recipient");
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return encrypter;
}

export function decrypterFor(identity: AgeIdentity): Decrypter {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter;
}

/** A binary age file that each recipient can open alone. */
export function sealBytes(
  plain: Uint8Array,
  recipients: readonly AgeRecipient[],
): Promise<Uint8Array> {
  return encrypterFor(recipients).encrypt(plain);
}

/**
 * @throws CodedError SEAL_NOT_OPENED for another's key, changed, cut or lengthened bytes: age tells them apart only in
 *   words, and none of them gives back a single byte
 */
export async function openBytes(
  sealed: Uint8Array,
  identity: AgeIdentity,
): Promise<Uint8Array> {
  const decrypter = decrypterFor(identity);
  try {
    return await decrypter.decrypt(sealed);
  } catch {
    throw new CodedError("SEAL_NOT_OPENED");
  }
}

/** Not padded: for texts whose length tells nothing. Everything a tipster wrote goes through `sealForm`. */
export function sealText(
  text: string,
  recipients: readonly AgeRecipient[],
): Promise<Uint8Array> {
  return sealBytes(utf8Bytes(text), recipients);
}

/** @throws CodedError SEAL_NOT_OPENED; SEAL_CONTENT_INVALID when the content is not UTF-8 */
export async function openText(
  sealed: Uint8Array,
  identity: AgeIdentity,
): Promise<string> {
  const plain = await openBytes(sealed, identity);
  return readContent(() => utf8Text(plain));
}

/**
 * Canonical JSON, not padded: see `sealText`.
 * @throws CodedError JSON_VALUE_NOT_ALLOWED
 */
export async function sealJson(
  value: JsonValue,
  recipients: readonly AgeRecipient[],
): Promise<Uint8Array> {
  return sealText(canonicalJson(value), recipients);
}

/** @throws CodedError SEAL_NOT_OPENED; SEAL_CONTENT_INVALID when the content is not JSON */
export async function openJson(
  sealed: Uint8Array,
  identity: AgeIdentity,
): Promise<JsonValue> {
  const plain = await openBytes(sealed, identity);
  return readContent(() => JSON.parse(utf8Text(plain)) as JsonValue);
}

/**
 * Runs a reader over what was inside a seal. Anybody can seal anything to a public recipient: content in the wrong shape
 * is a bad sender's doing (SEAL_CONTENT_INVALID), not a wrong key (SEAL_NOT_OPENED) and not a fault of ours.
 */
export function readContent<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new CodedError("SEAL_CONTENT_INVALID");
  }
}
