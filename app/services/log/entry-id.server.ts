import { toBase64Url } from "#app/crypto/encoding";
import { idOf } from "#app/services/new-id.server";

/**
 * The id of an entry follows from its leaf hash, so that verification can tell a changed id as it tells a changed text. As random as
 * the nonces in it.
 */
export function entryIdOf(leafHash: Uint8Array): string {
  return idOf("log entry", toBase64Url(leafHash));
}
