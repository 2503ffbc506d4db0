/**
 * Tickets: state that a script-free page hands to the browser and gets back with the next POST, so that no session is kept
 * and the tracking code never comes a second time. XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) under a key the web
 * processes share and change daily; its 24-byte nonce may be random. Against a browser that changes a ticket, uses one
 * for another purpose or too late, and against whoever finds one in a saved page: it opens nothing without the key.
 */
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { randomBytes } from "@noble/hashes/utils.js";
import { CodedError } from "#app/domain/shared/coded-error";
import { canonicalJson, type JsonValue } from "./canonical-json";
import {
  concatBytes,
  fromBase64Url,
  readUint64,
  toBase64Url,
  uint64Bytes,
  utf8Bytes,
  utf8Text,
} from "./encoding";
import { padToBucket, TEXT_BUCKETS, unpad } from "./padding";

export const TICKET_KEY_BYTES = 32;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
const EXPIRY_BYTES = 8;
/** Inbox seeds fit the first; the length of a ticket tells no more than its bucket. */
const TICKET_BUCKETS = [512, ...TEXT_BUCKETS];
const MAX_TICKET_CHARACTERS = Math.ceil(
  ((NONCE_BYTES + TICKET_BUCKETS.at(-1)! + TAG_BYTES) * 4) / 3,
);

/**
 * Base64url text. `purpose` names the page or action that may take the ticket back.
 * @throws CodedError TEXT_TOO_LONG above 256 KiB; JSON_VALUE_NOT_ALLOWED
 */
export function sealTicket(
  payload: JsonValue,
  {
    key,
    purpose,
    expiresAt,
  }: {
    readonly key: Uint8Array;
    readonly purpose: string;
    readonly expiresAt: Date;
  },
): string {
  const content = concatBytes(
    uint64Bytes(expiresAt.getTime()),
    utf8Bytes(canonicalJson(payload)),
  );
  const nonce = randomBytes(NONCE_BYTES);
  const sealed = xchacha20poly1305(key, nonce, boundTo(purpose)).encrypt(
    padToBucket(content, TICKET_BUCKETS),
  );
  return toBase64Url(concatBytes(nonce, sealed));
}

/**
 * Tries each of `keys` (today's, yesterday's). What comes back was written by `sealTicket` under one of them, so its shape is
 * as trustworthy as our own code.
 * @throws CodedError TICKET_EXPIRED from `expiresAt` on, only for a genuine ticket; else TICKET_INVALID
 */
export function openTicket(
  text: string,
  {
    keys,
    purpose,
    now,
  }: {
    readonly keys: readonly Uint8Array[];
    readonly purpose: string;
    readonly now: Date;
  },
): JsonValue {
  const bytes = ticketBytes(text);
  for (const key of keys) {
    const padded = tryOpen(bytes, key, purpose);
    if (padded === undefined) continue;
    const content = unpad(padded);
    if (now.getTime() >= readUint64(content))
      throw new CodedError("TICKET_EXPIRED");
    return JSON.parse(utf8Text(content.subarray(EXPIRY_BYTES))) as JsonValue;
  }
  throw new CodedError("TICKET_INVALID");
}

function ticketBytes(text: string): Uint8Array {
  if (text.length > MAX_TICKET_CHARACTERS)
    throw new CodedError("TICKET_INVALID");
  try {
    return fromBase64Url(text);
  } catch {
    throw new CodedError("TICKET_INVALID");
  }
}

function tryOpen(
  bytes: Uint8Array,
  key: Uint8Array,
  purpose: string,
): Uint8Array | undefined {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const cipher = xchacha20poly1305(
    key,
    bytes.subarray(0, NONCE_BYTES),
    boundTo(purpose),
  );
  try {
    return cipher.decrypt(bytes.subarray(NONCE_BYTES));
  } catch {
    return undefined;
  }
}

/** Authenticated with the ticket but not carried in it. */
function boundTo(purpose: string): Uint8Array {
  return utf8Bytes(`yanlu/v1/ticket/${purpose}`);
}
