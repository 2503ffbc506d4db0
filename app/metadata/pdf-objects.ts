import { BeyondLimit, MalformedFile } from "./bytes";
import {
  MOST_DICTIONARY,
  readDictionary,
  skipSpace,
  type Dictionary,
  type Range,
} from "./pdf-syntax";

/** An object as it stands in the file: "12 0 obj … endobj". */
export type PdfObject = {
  readonly number: number;
  /** after "obj" */
  readonly body: number;
  /** first character that is no space */
  readonly headStart: number;
  /** of what stands before a stream or "endobj" */
  readonly headEnd: number;
  /** before "endobj" */
  readonly end: number;
  /** null when it is no dictionary, or a broken one */
  readonly dictionary: Dictionary | null;
  readonly stream: Range | null;
};

export type PdfStructure = {
  readonly objects: readonly PdfObject[];
  /** dictionaries of trailers and of cross-reference streams, in the order of the file */
  readonly trailers: readonly Dictionary[];
  /** times the file was closed: more than one, and it was changed by adding to it */
  readonly closings: number;
  /** after the last end mark */
  readonly lastEnd: number;
};

const MOST_OBJECTS = 500_000;
const MOST_WASTE = 200_000_000;

/**
 * Finds objects by reading on from one to the next, as repairing readers do: tables of places may be wrong or hide older versions.
 * @throws MalformedFile | BeyondLimit
 */
export function readStructure(text: string): PdfStructure {
  const objects: PdfObject[] = [];
  const trailers: Dictionary[] = [];
  let closings = 0;
  let lastEnd = 0;
  let waste = 0;
  const pattern =
    /(\d{1,10})[\0\t\n\f\r ]{1,20}\d{1,5}[\0\t\n\f\r ]{1,20}obj(?![A-Za-z])|trailer(?![A-Za-z])|startxref|%%EOF/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (match[1] === undefined) {
      if (match[0] === "startxref") closings += 1;
      else if (match[0] === "%%EOF") lastEnd = pattern.lastIndex;
      else {
        const at = skipSpace(text, pattern.lastIndex);
        // the word alone is only a word
        if (!text.startsWith("<<", at)) continue;
        const { entries, end } = readDictionary(text, at);
        trailers.push(entries);
        pattern.lastIndex = end;
      }
      continue;
    }
    if (objects.length >= MOST_OBJECTS)
      throw new BeyondLimit("TOO_MUCH_INSIDE");
    const object = readObject(text, Number(match[1]), pattern.lastIndex);
    // what could not be read is read again by the next object: hostile files are made of nothing else
    if (!object.dictionary && text.startsWith("<<", object.headStart))
      waste += Math.min(MOST_DICTIONARY, text.length - object.body);
    if (waste > MOST_WASTE) throw new MalformedFile();
    objects.push(object);
    if (object.dictionary?.get("Type") && isName(text, object, "Type", "XRef"))
      trailers.push(object.dictionary);
    pattern.lastIndex = object.end;
  }
  if (objects.length === 0 || trailers.length === 0) throw new MalformedFile();
  return { objects, trailers, closings, lastEnd };
}

function readObject(text: string, number: number, body: number): PdfObject {
  const start = skipSpace(text, body);
  let dictionary: Dictionary | null = null;
  let headEnd = start;
  if (text.startsWith("<<", start))
    try {
      const read = readDictionary(text, start);
      dictionary = read.entries;
      headEnd = read.end;
    } catch (error) {
      if (!(error instanceof MalformedFile)) throw error;
    }
  const afterHead = skipSpace(text, headEnd);
  let stream: Range | null = null;
  if (dictionary && text.startsWith("stream", afterHead)) {
    stream = readStream(text, afterHead + 6, dictionary);
    headEnd = afterHead;
  }
  const end = text.indexOf("endobj", stream ? stream.end : headEnd);
  // an object without an end: nothing after it can be told apart
  if (end < 0) throw new MalformedFile();
  return {
    number,
    body,
    headStart: start,
    headEnd: stream ? headEnd : end,
    end,
    dictionary,
    stream,
  };
}

function readStream(text: string, at: number, dictionary: Dictionary): Range {
  const start = text.startsWith("\r\n", at) ? at + 2 : at + 1;
  const stated = dictionary.get("Length")?.value;
  const length = stated ? Number(text.slice(stated.start, stated.end)) : NaN;
  if (Number.isInteger(length) && length >= 0) {
    const end = start + length;
    if (text.startsWith("endstream", skipLineEnds(text, end)))
      return { start, end };
  }
  const end = text.indexOf("endstream", start);
  if (end < 0) throw new MalformedFile();
  return { start, end };
}

function skipLineEnds(text: string, at: number): number {
  let end = at;
  while (end < at + 4 && /[\r\n ]/.test(text[end] ?? "")) end += 1;
  return end;
}

/** Whether the entry is that name, or an array with that name alone. */
export function isName(
  text: string,
  { dictionary }: Pick<PdfObject, "dictionary">,
  key: string,
  ...names: readonly string[]
): boolean {
  const value = dictionary?.get(key)?.value;
  if (!value || value.end - value.start > 100) return false;
  const written = text
    .slice(value.start, value.end)
    .replace(/^\[\s*|\s*\]$/g, "");
  return names.some((name) => written === `/${name}`);
}
