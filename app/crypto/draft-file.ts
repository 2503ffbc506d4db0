/**
 * A draft the tipster keeps as a file: canonical JSON, filled with spaces to a bucket, sealed by age with a passphrase. No name,
 * no place and no purpose shows outside the seal; sizes tell no more than the bucket. The ordinary `age -d` program opens it and
 * shows the JSON, so nobody needs this site to read what they wrote.
 *
 * Work factor 2^16: scrypt with r = 8 then takes 64 MiB, which a telephone has, and some tenths of a second to a few seconds.
 * That is a quarter of age's own default (2^18, 256 MiB), so a passphrase is asked to be two bits stronger.
 */
import { Decrypter, Encrypter } from "age-encryption";
import { CodedError } from "#app/domain/shared/coded-error";
import { canonicalJson, type JsonValue } from "./canonical-json";
import { normalPassphrase } from "./draft-passphrase";
import { utf8Bytes, utf8Text } from "./encoding";
import { TEXT_BUCKETS } from "./padding";

const WORK_FACTOR = 16;
/** A file made to ask for gigabytes would take the page down; 2^18 is what the age program itself uses. */
const MAX_WORK_FACTOR = 18;
const MAGIC = "age-encryption.org/v1\n";
const PURPOSE = "draft";
const VERSION = 1;
/** Header, nonce and tags around the largest bucket, and more than enough of it. */
const MAX_FILE_BYTES = TEXT_BUCKETS.at(-1)! + 4_096;
const SPACE = 0x20;

/**
 * @returns a binary age file; all of one bucket have the same length
 * @throws CodedError TEXT_TOO_LONG beyond 256 KiB of JSON; JSON_VALUE_NOT_ALLOWED
 */
export async function sealDraft(
  value: JsonValue,
  passphrase: string,
): Promise<Uint8Array> {
  const content = utf8Bytes(
    canonicalJson({ purpose: PURPOSE, v: VERSION, value }),
  );
  const size = TEXT_BUCKETS.find((bucket) => content.length <= bucket);
  if (size === undefined)
    throw new CodedError("TEXT_TOO_LONG", {
      values: { max: Math.floor(TEXT_BUCKETS.at(-1)! / 3) },
    });
  const padded = new Uint8Array(size).fill(SPACE);
  padded.set(content);
  const encrypter = new Encrypter();
  encrypter.setPassphrase(normalPassphrase(passphrase));
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  return encrypter.encrypt(padded);
}

/**
 * @throws CodedError DRAFT_OTHER_FILE when it is not an age file with a passphrase, or one of something else;
 *   DRAFT_PASSPHRASE_WRONG; DRAFT_DAMAGED when bytes are missing, changed or too many; DRAFT_NEWER
 */
export async function openDraft(
  file: Uint8Array,
  passphrase: string,
): Promise<JsonValue> {
  requireDraftShape(file);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(normalPassphrase(passphrase));
  let plain: Uint8Array;
  try {
    plain = await decrypter.decrypt(file);
  } catch (error) {
    // the library tells a passphrase that opens nothing from changed bytes in words only
    throw new CodedError(
      error instanceof Error && error.message.startsWith("no identity matched")
        ? "DRAFT_PASSPHRASE_WRONG"
        : "DRAFT_DAMAGED",
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(utf8Text(plain));
  } catch {
    throw new CodedError("DRAFT_OTHER_FILE");
  }
  if (content === null || typeof content !== "object")
    throw new CodedError("DRAFT_OTHER_FILE");
  const { purpose, v, value } = content as Readonly<Record<string, JsonValue>>;
  if (purpose !== PURPOSE || typeof v !== "number")
    throw new CodedError("DRAFT_OTHER_FILE");
  if (v > VERSION) throw new CodedError("DRAFT_NEWER");
  if (v !== VERSION || value === undefined)
    throw new CodedError("DRAFT_DAMAGED");
  return value;
}

/** A passphrase and nothing else opens it, and it asks for no more memory than a telephone has. */
function requireDraftShape(file: Uint8Array): void {
  const head = new TextDecoder("latin1").decode(file.subarray(0, 200));
  if (!head.startsWith(MAGIC) || file.length > MAX_FILE_BYTES)
    throw new CodedError("DRAFT_OTHER_FILE");
  const stanza = head.slice(MAGIC.length);
  if (/^-> (?!scrypt )\S/.test(stanza))
    throw new CodedError("DRAFT_OTHER_FILE");
  const factor = /^-> scrypt \S+ (\d{1,9})\n/.exec(stanza)?.[1];
  // cut within its own header
  if (factor === undefined) throw new CodedError("DRAFT_DAMAGED");
  if (Number(factor) > MAX_WORK_FACTOR)
    throw new CodedError("DRAFT_OTHER_FILE");
}
