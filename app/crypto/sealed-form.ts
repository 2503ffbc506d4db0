/**
 * What a tipster or a member of staff wrote (tip body, message, note), sealed: canonical JSON, padded to a bucket, age.
 * All of one bucket with the same number of recipients have the same length, so that the store cannot tell a line from a
 * page. Put into the value what it is and where it belongs: age does not stop a dishonest server from showing one sealed
 * form in the place of another.
 */
import { canonicalJson, type JsonValue } from "./canonical-json";
import { utf8Bytes, utf8Text } from "./encoding";
import type { AgeIdentity, AgeRecipient } from "./identity";
import { padText, unpad } from "./padding";
import { openBytes, readContent, sealBytes } from "./seal";

/** @throws CodedError JSON_VALUE_NOT_ALLOWED; TEXT_TOO_LONG when the JSON is longer than 256 KiB less 4 bytes */
export async function sealForm(
  value: JsonValue,
  recipients: readonly AgeRecipient[],
): Promise<Uint8Array> {
  return sealBytes(padText(utf8Bytes(canonicalJson(value))), recipients);
}

/** @throws CodedError SEAL_NOT_OPENED; SEAL_CONTENT_INVALID when what was sealed is not a padded form */
export async function openForm(
  sealed: Uint8Array,
  identity: AgeIdentity,
): Promise<JsonValue> {
  const padded = await openBytes(sealed, identity);
  return readContent(() => JSON.parse(utf8Text(unpad(padded))) as JsonValue);
}
