import { zlibSync } from "fflate";
import type { MetadataLabel } from "#app/domain/codes/metadata";
import {
  BeyondLimit,
  fromLatin1,
  guessText,
  latin1,
  MalformedFile,
  type Bytes,
} from "./bytes";
import { Found } from "./found";
import { inflateBounded } from "./inflate";
import type { MetadataLimits } from "./inspection";
import { wipeJpeg } from "./jpeg-in-place";
import { overwritten, type Patch } from "./overwrite";
import { isName, readStructure, type PdfObject } from "./pdf-objects";
import {
  readDictionary,
  referenceOf,
  references,
  skipSpace,
  skipValue,
  stringOf,
  type Dictionary,
  type Range,
} from "./pdf-syntax";
import { readXmp } from "./xmp";

const SPACE = 0x20;
const infoLabels: Readonly<Record<string, MetadataLabel>> = {
  Title: "TITLE",
  Author: "AUTHOR",
  Subject: "DESCRIPTION",
  Keywords: "KEYWORDS",
  Creator: "SOFTWARE",
  Producer: "SOFTWARE",
  CreationDate: "CREATED_AT",
  ModDate: "CHANGED_AT",
  SourceModified: "CHANGED_AT",
  Company: "COMPANY",
  Manager: "MANAGER",
};
/** Remarks people leave on pages; a form field uses the same keys for its name. */
const remarks =
  "Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup FileAttachment Sound Redact".split(
    " ",
  );
const remarkKeys: Readonly<Record<string, MetadataLabel>> = {
  T: "REVIEWER",
  M: "REVIEWED_AT",
  CreationDate: "REVIEWED_AT",
  NM: "DOCUMENT_ID",
};
/** Keys that only carry metadata, in whatever dictionary (ISO 32000-2, 14.5; page thumbnails 12.3.4). */
const metadataKeys: Readonly<Record<string, MetadataLabel>> = {
  PieceInfo: "METADATA_BLOCK",
  LastModified: "CHANGED_AT",
  Thumb: "THUMBNAIL",
  SpiderInfo: "METADATA_BLOCK",
};

/**
 * PDF (ISO 32000-2). Everything is overwritten where it lies, at the same length, so that the tables of places hold. Earlier
 * versions kept by incremental saving are what the newest version no longer reaches; they are overwritten too.
 * @returns null when it cannot be cleaned; the notes say why
 * @throws MalformedFile | BeyondLimit
 */
export async function examinePdf(
  file: Blob,
  found: Found,
  limits: MetadataLimits,
): Promise<BlobPart[] | null> {
  if (file.size > limits.bytesInMemory)
    throw new BeyondLimit("TOO_LARGE_TO_EXAMINE");
  const bytes: Bytes = new Uint8Array(await file.arrayBuffer());
  const pdf = new Pdf(bytes, found, limits);
  if (pdf.isEncrypted()) {
    found.note("PDF_ENCRYPTED");
    return null;
  }
  await pdf.examine();
  return overwritten(file, pdf.patches);
}

/** An object of a file, or one packed with others into a compressed stream: its text and where its dictionary stands in it. */
type Place = {
  readonly number: number;
  readonly text: string;
  readonly body: Range;
  readonly dictionary: Dictionary | null;
  readonly blank: (range: Range, fill?: number) => void;
  readonly found: Found;
};

type Packed = {
  readonly holder: PdfObject;
  readonly first: number;
  readonly text: string;
  readonly members: readonly {
    readonly number: number;
    readonly body: Range;
  }[];
  readonly edited: Bytes;
  changed: boolean;
  /** numbers of those emptied as a whole */
  readonly gone: Set<number>;
  readonly found: Found;
};

class Pdf {
  readonly patches: Patch[] = [];
  readonly #bytes: Bytes;
  readonly #text: string;
  readonly #found: Found;
  readonly #limits: MetadataLimits;
  readonly #objects: readonly PdfObject[];
  /** the last of each number */
  readonly #byNumber: ReadonlyMap<number, PdfObject>;
  readonly #trailers: readonly Dictionary[];
  readonly #closings: number;
  readonly #lastEnd: number;
  #budget: number;

  constructor(bytes: Bytes, found: Found, limits: MetadataLimits) {
    this.#bytes = bytes;
    this.#text = latin1(bytes);
    this.#found = found;
    this.#limits = limits;
    this.#budget = limits.bytesInMemory;
    const { objects, trailers, closings, lastEnd } = readStructure(this.#text);
    this.#objects = objects;
    this.#byNumber = new Map(objects.map((one) => [one.number, one]));
    this.#trailers = trailers;
    this.#closings = closings;
    this.#lastEnd = lastEnd;
  }

  isEncrypted(): boolean {
    return this.#trailers.some((trailer) => trailer.has("Encrypt"));
  }

  async examine(): Promise<void> {
    const packed: Packed[] = [];
    let unreadable = false;
    for (const object of this.#objects) {
      if (!isName(this.#text, object, "Type", "ObjStm")) continue;
      const one = this.#unpack(object);
      if (one) packed.push(one);
      else unreadable = true;
    }
    if (unreadable) {
      this.#found.add("METADATA_BLOCK", "ObjStm", false);
      this.#found.note("PDF_COMPRESSED_PARTS");
    }
    const garbage = this.#wipeUnreached(packed, unreadable);
    const infos = new Set(
      this.#trailers.flatMap((trailer) => {
        const info = trailer.get("Info");
        const number = info && referenceOf(this.#text, info.value);
        return number === undefined || number === null ? [] : [number];
      }),
    );
    const strings = new Set<number>();
    const places = [
      ...this.#objects
        .filter((object) => !garbage.has(object))
        .map((object) => this.#placeOf(object)),
      ...packed.flatMap((one) => this.#placesIn(one)),
    ];
    for (const place of places) {
      if (infos.has(place.number)) this.#info(place, strings);
      else this.#dictionary(place);
    }
    for (const place of places)
      if (strings.has(place.number)) this.#loneString(place);
    for (const object of this.#objects)
      if (!garbage.has(object)) await this.#stream(object);
    for (const one of packed) this.#pack(one);
    for (const trailer of this.#trailers) this.#identifiers(trailer);
    this.#afterTheEnd();
  }

  #placeOf(object: PdfObject): Place {
    return {
      number: object.number,
      text: this.#text,
      body: { start: object.body, end: object.headEnd },
      dictionary: object.dictionary,
      blank: ({ start, end }, fill = SPACE) =>
        this.patches.push({ at: start, fill, length: end - start }),
      found: this.#found,
    };
  }

  #placesIn(packed: Packed): readonly Place[] {
    const staying = packed.members.filter(
      ({ number }) => !packed.gone.has(number),
    );
    return staying.map(({ number, body }) => ({
      number,
      text: packed.text.slice(body.start, body.end),
      body: { start: 0, end: body.end - body.start },
      dictionary: dictionaryOf(packed.text.slice(body.start, body.end)),
      blank: ({ start, end }, fill = SPACE) => {
        packed.edited.fill(fill, body.start + start, body.start + end);
        packed.changed = true;
      },
      found: packed.found,
    }));
  }

  #info(place: Place, strings: Set<number>): void {
    const { dictionary, text } = place;
    if (!dictionary || dictionary.size === 0) return;
    for (const [key, { value }] of dictionary) {
      const pointsTo = referenceOf(text, value);
      if (pointsTo !== null) strings.add(pointsTo);
      const said =
        pointsTo === null ? stringOf(text, value) : this.#stringIn(pointsTo);
      const label = infoLabels[key];
      if (label) place.found.add(label, said);
      else if (key !== "Trapped")
        place.found.add("CUSTOM_PROPERTY", `${key}: ${said}`);
    }
    const start = text.indexOf("<<", place.body.start) + 2;
    const end = text.lastIndexOf(">>", place.body.end - 1);
    if (end > start) place.blank({ start, end });
  }

  #stringIn(number: number): string {
    const object = this.#byNumber.get(number);
    const range = object && loneString(this.#text, object.body);
    return range ? stringOf(this.#text, range) : "";
  }

  #loneString({ text, body, blank }: Place): void {
    const range = loneString(text, body.start);
    // an empty string keeps its brackets
    if (range && range.end - range.start > 2)
      blank({ start: range.start + 1, end: range.end - 1 });
  }

  #dictionary(place: Place): void {
    const { dictionary, text, blank, found } = place;
    if (!dictionary) return;
    for (const [key, label] of Object.entries(metadataKeys)) {
      const entry = dictionary.get(key);
      if (!entry) continue;
      found.add(
        label,
        label === "CHANGED_AT"
          ? stringOf(text, entry.value)
          : label === "THUMBNAIL"
            ? ""
            : key,
      );
      blank({ start: entry.key, end: entry.value.end });
    }
    const is = (key: string, ...names: readonly string[]) =>
      isName(text, { dictionary }, key, ...names);
    if (is("Subtype", ...remarks)) {
      found.note("COMMENTS_KEEP_TEXT");
      for (const [key, label] of Object.entries(remarkKeys)) {
        const entry = dictionary.get(key);
        if (!entry) continue;
        found.add(label, stringOf(text, entry.value));
        blank({ start: entry.key, end: entry.value.end });
      }
    }
    if (dictionary.has("ByteRange") || is("Type", "Sig", "DocTimeStamp")) {
      const name = dictionary.get("Name");
      found.add("SIGNATURE", name ? stringOf(text, name.value) : "", false);
      found.note("PDF_SIGNED");
    }
  }

  async #stream(object: PdfObject): Promise<void> {
    const { stream } = object;
    if (!stream) return;
    const is = (key: string, ...names: readonly string[]) =>
      isName(this.#text, object, key, ...names);
    if (is("Type", "Metadata") || is("Subtype", "XML"))
      this.#metadata(object, stream);
    else if (is("Type", "EmbeddedFile") || object.dictionary?.has("Params")) {
      this.#found.add("ATTACHMENT", "", false);
      this.#found.note("ATTACHMENTS_NOT_EXAMINED");
    } else if (is("Filter", "DCTDecode", "DCT")) {
      const picture = this.#bytes.subarray(stream.start, stream.end);
      for (const { at, length } of await wipeJpeg(picture, this.#found))
        this.patches.push({ at: stream.start + at, fill: 0, length });
    }
  }

  #metadata(object: PdfObject, stream: Range): void {
    const data = this.#bytes.subarray(stream.start, stream.end);
    const plain = object.dictionary?.has("Filter")
      ? this.#inflate(object, stream)
      : data;
    if (plain?.every((byte) => byte === SPACE)) return;
    const before = this.#found.size;
    if (plain) readXmp(guessText(plain), this.#found);
    if (this.#found.size === before) this.#found.add("METADATA_BLOCK", "XMP");
    const bytes = object.dictionary?.has("Filter")
      ? spacesDeflated(data.length)
      : null;
    this.patches.push(
      bytes
        ? { at: stream.start, bytes }
        : { at: stream.start, fill: SPACE, length: data.length },
    );
  }

  /** Content of a stream packed in the ordinary way; null for every other way. */
  #inflate(object: PdfObject, stream: Range): Bytes | null {
    if (!isName(this.#text, object, "Filter", "FlateDecode", "Fl")) return null;
    const parameters = object.dictionary?.get("DecodeParms")?.value;
    if (
      parameters &&
      /Predictor/.test(this.#text.slice(parameters.start, parameters.end))
    )
      return null;
    const content = inflateBounded(
      this.#bytes.subarray(stream.start, stream.end),
      {
        most: Math.min(this.#budget, this.#limits.bytesInMemory),
        raw: false,
      },
    );
    if (content) this.#budget -= content.length;
    return content;
  }

  #unpack(holder: PdfObject): Packed | null {
    const { stream, dictionary } = holder;
    const number = (key: string) => {
      const value = dictionary?.get(key)?.value;
      return value ? Number(this.#text.slice(value.start, value.end)) : NaN;
    };
    const [count, first] = [number("N"), number("First")];
    const content = stream && this.#inflate(holder, stream);
    if (
      !content ||
      !(count >= 0 && count <= 100_000) ||
      !(first >= 0 && first <= content.length)
    )
      return null;
    const text = latin1(content);
    const pairs = (text.slice(0, first).match(/\d{1,10}/g) ?? []).map(Number);
    if (pairs.length < 2 * count) return null;
    const starts = Array.from(
      { length: count },
      (_unused, index) => first + pairs[2 * index + 1]!,
    );
    // each object after the one before: text is looked at once
    if (starts.some((start, index) => start < (starts[index - 1] ?? first)))
      return null;
    return {
      holder,
      first,
      text,
      members: starts.map((start, index) => ({
        number: pairs[2 * index]!,
        body: {
          start,
          end: Math.min(starts[index + 1] ?? text.length, text.length),
        },
      })),
      edited: content,
      changed: false,
      gone: new Set(),
      found: new Found(),
    };
  }

  /** Puts the edited objects back into the room of the old stream. Blanks pack better than what they cover. */
  #pack(packed: Packed): void {
    const { holder, edited, found } = packed;
    const stream = holder.stream!;
    const room = stream.end - stream.start;
    let fits = true;
    if (packed.changed) {
      const data: Bytes = zlibSync(edited, { level: 9 });
      fits = data.length <= room;
      if (fits) this.#replaceStream(holder, data);
      else this.#found.note("PDF_COMPRESSED_PARTS");
    }
    for (const { label, value, removable } of found.findings())
      this.#found.add(label, value, removable && fits);
    for (const note of found.notes()) this.#found.note(note);
  }

  #replaceStream(holder: PdfObject, data: Bytes): void {
    const stream = holder.stream!;
    const length = holder.dictionary?.get("Length")?.value;
    if (length && /^\d+$/.test(this.#text.slice(length.start, length.end))) {
      const room = length.end - length.start;
      const written = String(data.length).padEnd(room);
      // what is left of the room is blank either way
      if (written.length === room)
        this.patches.push({ at: length.start, bytes: fromLatin1(written) });
    }
    this.patches.push(
      { at: stream.start, bytes: data },
      {
        at: stream.start + data.length,
        fill: SPACE,
        length: stream.end - stream.start - data.length,
      },
    );
  }

  /**
   * Overwrites what the newest version does not reach from its root, and older definitions of what it does reach; also what
   * is only reached by the keys that go.
   * @returns the objects that are overwritten as a whole
   */
  #wipeUnreached(
    packed: readonly Packed[],
    unreadable: boolean,
  ): ReadonlySet<PdfObject> {
    const wiped = new Set<PdfObject>();
    const isLinearized = this.#objects.some(({ dictionary }) =>
      dictionary?.has("Linearized"),
    );
    const versions = this.#closings - (isLinearized ? 1 : 0);
    if (unreadable) {
      // references may stand in what cannot be read
      if (versions > 1) {
        this.#found.add("EARLIER_VERSIONS", String(versions - 1), false);
        this.#found.note("PDF_HISTORY");
      }
      return wiped;
    }
    const { all, newest } = this.#definitions(packed);
    const reached = this.#reach(newest, ({ text }) => text);
    const staying = this.#reach(newest, withoutMetadataKeys);
    const told = versions > 1 ? String(versions - 1) : "";
    for (const one of all) {
      const isNewest = newest.get(one.number) === one;
      if (isNewest && staying.has(one.number)) continue;
      const isEarlier = !isNewest || !reached.has(one.number);
      if ("object" in one) {
        const { body, end } = one.object;
        if (this.#isStructure(one.object, isLinearized)) continue;
        wiped.add(one.object);
        if (isEmptied(this.#text.slice(body, end))) continue;
        if (isEarlier) this.#found.add("EARLIER_VERSIONS", told);
        this.patches.push(
          { at: body, bytes: fromLatin1(end - body >= 6 ? " null " : "") },
          { at: body, fill: SPACE, length: end - body },
        );
      } else if (!isEmptied(one.text)) {
        const { start, end } = one.body;
        one.packed.edited.fill(SPACE, start, end);
        if (end - start >= 5) one.packed.edited.set(fromLatin1("null "), start);
        one.packed.changed = true;
        one.packed.gone.add(one.number);
        if (isEarlier) one.packed.found.add("EARLIER_VERSIONS", told);
      }
    }
    return wiped;
  }

  /** Every object with its text, and which of each number is the newest: the last in the file. */
  #definitions(packed: readonly Packed[]) {
    const byHolder = new Map(packed.map((one) => [one.holder, one]));
    const newest = new Map<number, Definition>();
    const all: Definition[] = [];
    const put = (definition: Definition) => {
      all.push(definition);
      newest.set(definition.number, definition);
    };
    for (const object of this.#objects) {
      const { number, body, headEnd } = object;
      put({ number, object, text: this.#text.slice(body, headEnd) });
      const inside = byHolder.get(object);
      for (const member of inside?.members ?? [])
        put({
          ...member,
          packed: inside!,
          text: inside!.text.slice(member.body.start, member.body.end),
        });
    }
    return { all, newest };
  }

  #reach(
    newest: ReadonlyMap<number, Definition>,
    textOf: (definition: Definition) => string,
  ): ReadonlySet<number> {
    const last = this.#trailers.at(-1)!;
    const roots = last.has("Root") ? [last] : this.#trailers;
    const queue = roots.flatMap((trailer) =>
      [...trailer.values()].flatMap(({ value }) => [
        ...references(this.#text.slice(value.start, value.end)),
      ]),
    );
    const reached = new Set<number>();
    for (let number = queue.pop(); number !== undefined; number = queue.pop()) {
      if (reached.has(number)) continue;
      reached.add(number);
      const definition = newest.get(number);
      if (!definition) continue;
      for (const next of references(textOf(definition)))
        if (!reached.has(next)) queue.push(next);
    }
    return reached;
  }

  /** Tables and holders: found by place, not by reference. */
  #isStructure(object: PdfObject, isLinearized: boolean): boolean {
    const { dictionary, stream } = object;
    return (
      isName(this.#text, object, "Type", "XRef", "ObjStm") ||
      dictionary?.has("Linearized") === true ||
      // hints for reading while loading
      (isLinearized && stream !== null && dictionary?.has("S") === true)
    );
  }

  #identifiers(trailer: Dictionary): void {
    const id = trailer.get("ID")?.value;
    if (!id || this.#text[id.start] !== "[") return;
    let at = skipSpace(this.#text, id.start + 1);
    while (at < id.end - 1) {
      const end = skipValue(this.#text, at);
      const inner = this.#text.slice(at + 1, end - 1);
      if (/^[(<]/.test(this.#text[at]!) && /[^0\s]/.test(inner)) {
        this.#found.add("DOCUMENT_ID", this.#text[at] === "<" ? inner : "");
        this.patches.push({ at: at + 1, fill: 0x30, length: end - at - 2 });
      }
      at = skipSpace(this.#text, end);
    }
  }

  #afterTheEnd(): void {
    if (
      this.#lastEnd === 0 ||
      !/\S/.test(this.#text.slice(this.#lastEnd).replace(/\0/g, ""))
    )
      return;
    const length = this.#bytes.length - this.#lastEnd;
    this.#found.add("TRAILING_DATA", `${length} B`);
    this.patches.push({ at: this.#lastEnd, fill: SPACE, length });
  }
}

type Definition = { readonly number: number; readonly text: string } & (
  | { readonly object: PdfObject }
  | { readonly packed: Packed; readonly body: Range }
);

function isEmptied(text: string): boolean {
  return /^(null)?$/.test(text.replace(/[\s()<>]+/g, ""));
}

/** The text without the entries of `metadataKeys`: what they alone point to goes with them. */
function withoutMetadataKeys({ text }: Definition): string {
  const keys = Object.keys(metadataKeys);
  if (!keys.some((key) => text.includes(`/${key}`))) return text;
  let left = text;
  const dictionary = dictionaryOf(text);
  for (const key of keys) {
    const entry = dictionary?.get(key);
    if (!entry) continue;
    const { end } = entry.value;
    left =
      left.slice(0, entry.key) + " ".repeat(end - entry.key) + left.slice(end);
  }
  return left;
}

/** Where a string that is an object of its own stands; null when the object is something else. */
function loneString(text: string, start: number): Range | null {
  const at = skipSpace(text, start);
  if (!/^[(<](?!<)/.test(text.slice(at, at + 2))) return null;
  try {
    return { start: at, end: skipValue(text, at) };
  } catch (error) {
    if (error instanceof MalformedFile) return null;
    throw error;
  }
}

function dictionaryOf(text: string): Dictionary | null {
  const start = skipSpace(text, 0);
  if (!text.startsWith("<<", start)) return null;
  try {
    return readDictionary(text, start).entries;
  } catch (error) {
    if (error instanceof MalformedFile) return null;
    throw error;
  }
}

/** zlib data of exactly that length that unpacks to spaces, in stored blocks; null when there is no room for one. */
function spacesDeflated(length: number): Bytes | null {
  const blocks = Math.ceil(Math.max(1, length - 6) / 65_540);
  const content = length - 6 - 5 * blocks;
  if (content < 0) return null;
  const data = new Uint8Array(length);
  data.set([0x78, 0x01]);
  let [at, left, a, b] = [2, content, 1, 0];
  for (let block = 0; block < blocks; block += 1) {
    const size = Math.min(left, 65_535);
    data.set(
      [
        block === blocks - 1 ? 1 : 0,
        size & 255,
        size >> 8,
        ~size & 255,
        (~size >> 8) & 255,
      ],
      at,
    );
    data.fill(SPACE, at + 5, at + 5 + size);
    at += 5 + size;
    left -= size;
  }
  if (left > 0) return null;
  for (let count = 0; count < content; count += 1) {
    a = (a + SPACE) % 65_521;
    b = (b + a) % 65_521;
  }
  data.set([b >> 8, b & 255, a >> 8, a & 255], at);
  return data;
}
