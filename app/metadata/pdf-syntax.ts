import { MalformedFile, utf16 } from "./bytes";

/** A range of the text, one character a byte. */
export type Range = { readonly start: number; readonly end: number };

/** Keys of a dictionary with the places of key and value. */
export type Dictionary = ReadonlyMap<
  string,
  { readonly key: number; readonly value: Range }
>;

/** Far more than any dictionary; a missing end costs no more than this. */
export const MOST_DICTIONARY = 2_000_000;
const space = /[\0\t\n\f\r ]/;
const regular = /[^\0\t\n\f\r ()<>[\]{}/%]/;

export function skipSpace(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (at < text.length && space.test(text[at]!)) at += 1;
    if (text[at] !== "%") return at;
    while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at += 1;
  }
}

/** Reads the dictionary that begins at `start` with "<<" (ISO 32000-2, 7.3.7). @throws MalformedFile */
export function readDictionary(
  text: string,
  start: number,
): { readonly entries: Dictionary; readonly end: number } {
  if (!text.startsWith("<<", start)) throw new MalformedFile();
  const entries = new Map<string, { key: number; value: Range }>();
  let at = start + 2;
  for (;;) {
    at = skipSpace(text, at);
    if (text.startsWith(">>", at)) return { entries, end: at + 2 };
    if (text[at] !== "/" || at - start > MOST_DICTIONARY)
      throw new MalformedFile();
    const key = at;
    at = skipRegular(text, at + 1);
    const name = decodedName(text.slice(key + 1, at));
    const value = skipSpace(text, at);
    at = skipValue(text, value);
    entries.set(name, { key, value: { start: value, end: at } });
  }
}

function skipRegular(text: string, start: number): number {
  let at = start;
  while (at < text.length && regular.test(text[at]!)) at += 1;
  return at;
}

function decodedName(name: string): string {
  return name.replace(/#([0-9a-f]{2})/gi, (_whole, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}

const reference =
  /(\d{1,10})[\0\t\n\f\r ]{1,20}(\d{1,5})[\0\t\n\f\r ]{1,20}R(?![A-Za-z])/y;

/** Where the value that begins at `start` ends. Nesting is counted, not recursed into. @throws MalformedFile */
export function skipValue(text: string, start: number): number {
  let at = start;
  let depth = 0;
  for (;;) {
    if (at >= text.length || at - start > MOST_DICTIONARY)
      throw new MalformedFile();
    const character = text[at]!;
    if (text.startsWith("<<", at)) {
      depth += 1;
      at += 2;
    } else if (text.startsWith(">>", at)) {
      depth -= 1;
      at += 2;
    } else if (character === "[") {
      depth += 1;
      at += 1;
    } else if (character === "]") {
      depth -= 1;
      at += 1;
    } else if (character === "(") at = literalEnd(text, at);
    else if (character === "<") {
      const end = text.indexOf(">", at);
      if (end < 0 || end - start > MOST_DICTIONARY) throw new MalformedFile();
      at = end + 1;
    } else if (character === "/") at = skipRegular(text, at + 1);
    else {
      reference.lastIndex = at;
      if (reference.test(text)) at = reference.lastIndex;
      else {
        const end = skipRegular(text, at);
        if (end === at) throw new MalformedFile();
        at = end;
      }
    }
    if (depth < 0) throw new MalformedFile();
    if (depth === 0) return at;
    at = skipSpace(text, at);
  }
}

function literalEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (at - start > MOST_DICTIONARY) break;
    const character = text[at];
    if (character === "\\") at += 1;
    else if (character === "(") depth += 1;
    else if (character === ")") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new MalformedFile();
}

/** The number of the object a value points to; null when it is no reference. */
export function referenceOf(text: string, range: Range): number | null {
  reference.lastIndex = range.start;
  const match = reference.exec(text);
  return match && reference.lastIndex === range.end ? Number(match[1]) : null;
}

/** All objects a piece of text points to. */
export function* references(text: string): Generator<number> {
  const pattern =
    /(\d{1,10})[\0\t\n\f\r ]{1,20}\d{1,5}[\0\t\n\f\r ]{1,20}R(?![A-Za-z])/g;
  for (const match of text.matchAll(pattern)) yield Number(match[1]);
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
};

/** Text of a string value, literal or hexadecimal: UTF-16, UTF-8 or one byte a character; names and numbers as they stand. */
export function stringOf(text: string, { start, end }: Range): string {
  const raw = text.slice(start, Math.min(end, start + 4_000));
  if (raw.startsWith("(")) {
    const inner = raw
      .slice(1, end - start <= 4_000 ? -1 : undefined)
      .replace(
        /\\(?:([0-7]{1,3})|\r\n|([^]))/g,
        (_whole, octal: string | undefined, other: string | undefined) =>
          octal
            ? String.fromCharCode(parseInt(octal, 8) & 255)
            : other === undefined || other === "\n" || other === "\r"
              ? ""
              : (escapes[other] ?? other),
      );
    return decodedText(inner);
  }
  if (raw.startsWith("<") && !raw.startsWith("<<")) {
    const digits = raw.replace(/[^0-9a-f]/gi, "");
    return decodedText(
      (digits.match(/../g) ?? [])
        .map((pair) => String.fromCharCode(parseInt(pair, 16)))
        .join(""),
    );
  }
  return raw.startsWith("/") ? raw.slice(1) : raw;
}

function decodedText(raw: string): string {
  const bytes = Uint8Array.from(raw, (character) => character.charCodeAt(0));
  if (raw.startsWith("\xfe\xff")) return utf16(bytes.subarray(2), false);
  if (raw.startsWith("\xff\xfe")) return utf16(bytes.subarray(2), true);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return raw;
  }
}
