/**
 * One spelling for each JSON value (RFC 8785, for the values we use), so that a hash taken in the browser, by the server
 * and by an auditor years later is the same. Against: a party that shows two spellings of one entry and calls one forged.
 */
import { CodedError } from "#app/domain/shared/coded-error";

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Far above any form of ours; below what would exhaust the stack. */
const MAX_DEPTH = 64;

/**
 * Keys sorted by UTF-16 code units, no white space, shortest escapes (RFC 8785 sections 3.2.2 and 3.2.3).
 * Numbers are safe integers only: money is in fen, and RFC 8785's rule for fractions is not needed.
 * @throws CodedError JSON_VALUE_NOT_ALLOWED for fractions, NaN, undefined, functions, class instances, lone surrogates
 *   (RFC 8785 section 3.2.2.2) and more than 64 levels
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw notAllowed();
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return writeString(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw notAllowed();
    return String(value);
  }
  if (Array.isArray(value)) {
    // Array.from visits holes, which `map` would skip.
    return `[${Array.from(value, (item: unknown) => write(item, depth + 1)).join(",")}]`;
  }
  if (typeof value === "object" && isPlain(value)) {
    const members = Object.keys(value)
      .sort()
      .map(
        (key) =>
          `${writeString(key)}:${write((value as Record<string, unknown>)[key], depth + 1)}`,
      );
    return `{${members.join(",")}}`;
  }
  throw notAllowed();
}

/** A Date or a byte array would turn into something that cannot be read back. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function writeString(text: string): string {
  // In unicode mode only a surrogate without its partner matches; UTF-8 cannot carry it.
  if (/\p{Surrogate}/u.test(text)) throw notAllowed();
  return JSON.stringify(text);
}

function notAllowed(): CodedError {
  return new CodedError("JSON_VALUE_NOT_ALLOWED");
}
