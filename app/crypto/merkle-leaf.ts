/**
 * Hashes of the log's tree (RFC 6962 section 2.1). The first byte keeps leaves and inner nodes apart; without it whoever
 * runs the log could pass two joined node hashes off as an entry (second preimage).
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { canonicalJson, type JsonValue } from "./canonical-json";
import { concatBytes, utf8Bytes } from "./encoding";

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/** SHA-256(0x00 || entry): 32 bytes */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF, entry));
}

/** SHA-256(0x01 || left || right): 32 bytes */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE, left, right));
}

/**
 * The leaf hash of a log entry: over the UTF-8 bytes of its canonical JSON. The entry itself must hold a random nonce,
 * else its hash, which is public, could be guessed back to its content.
 * @throws CodedError JSON_VALUE_NOT_ALLOWED
 */
export function entryLeafHash(entry: JsonValue): Uint8Array {
  return leafHash(utf8Bytes(canonicalJson(entry)));
}
