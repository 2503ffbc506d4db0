import { inboxIdHash } from "#app/crypto/inbox-keys";
import { fromBase64Url } from "#app/crypto/encoding";
import { FILE_BEGINNING_BYTES } from "#app/crypto/sealed-sizes";
import { BEGINNINGS_A_PAGE } from "#app/domain/tip/limits";
import { findInbox } from "#app/services/inbox/find-inbox.server";
import type { Deps } from "#app/services/ports";

const SMALLEST_CLASS_BYTES = 64 * 1024;
/** A request holds one sealed message at most. */
export const MAX_INBOX_REQUEST_BYTES = 64 * 1024;

export function idHashOf(inboxId: string): Uint8Array {
  return inboxIdHash(fromBase64Url(inboxId));
}

/** @throws CodedError INBOX_UNKNOWN | ENCODING_NOT_VALID */
export function inboxOf(deps: Deps, inboxId: string) {
  return findInbox(deps.db, idHashOf(inboxId));
}

/**
 * JSON of 64 KiB or a doubling of it: to somebody who sees the encrypted traffic, an unknown inbox and one with little in it look
 * alike, and so does one before and after a short answer. One that grew into the next class does not: then the traffic tells that
 * something came, though not what. The filler is blanks, and POSTs are never compressed.
 */
export function paddedJson(
  answer: Readonly<Record<string, unknown>>,
): Response {
  const bare = JSON.stringify({ ok: true, ...answer, filler: "" });
  const bytes = Buffer.byteLength(bare);
  let size = SMALLEST_CLASS_BYTES;
  while (size < bytes) size *= 2;
  return new Response(`${bare.slice(0, -2)}${" ".repeat(size - bytes)}"}`, {
    headers: {
      "Content-Type": "application/json",
      "Content-Length": String(size),
    },
  });
}

const ID_BYTES = 16;
const LENGTH_BYTES = 4;

/**
 * Four records of one length, whether there are files or not: id, length, first bytes, zeros. An empty place has the id zero.
 */
export function beginningsAnswer(
  files: readonly { readonly fileId: string; readonly beginning: Uint8Array }[],
): Response {
  const record = ID_BYTES + LENGTH_BYTES + FILE_BEGINNING_BYTES;
  const body = Buffer.alloc(BEGINNINGS_A_PAGE * record);
  files.forEach(({ fileId, beginning }, index) => {
    const start = index * record;
    body.write(fileId.replaceAll("-", ""), start, "hex");
    body.writeUInt32BE(beginning.length, start + ID_BYTES);
    body.set(beginning, start + ID_BYTES + LENGTH_BYTES);
  });
  return new Response(body, {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Length": String(body.length),
    },
  });
}
