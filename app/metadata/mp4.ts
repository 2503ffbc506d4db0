import { innerBoxes, topBoxes, type Box } from "./boxes";
import {
  BeyondLimit,
  BlobReader,
  fromLatin1,
  guessText,
  isAllZero,
  latin1,
  MalformedFile,
  u32,
  u64,
  type Bytes,
} from "./bytes";
import type { Found } from "./found";
import type { MetadataLimits } from "./inspection";
import { readTags } from "./mp4-tags";
import { overwritten, type Patch } from "./overwrite";
import { readSamples } from "./mp4-samples";

const topKept = new Set(
  "ftyp styp mdat moov moof mfra sidx ssix pdin emsg free skip wide".split(" "),
);
const movieKept = new Set(
  "mvhd trak mvex iods ctab rmra free skip wide".split(" "),
);
const trackKept = new Set(
  "tkhd edts mdia tref load clip matt tapt trgr free skip wide".split(" "),
);
const mediaKept = new Set("mdhd hdlr minf elng free skip wide".split(" "));
const FREE = fromLatin1("free");
/** Seconds from 1904 to 1970. */
const EPOCH = 2_082_844_800;

/**
 * MP4, M4A, 3GP and MOV. Metadata boxes become `free` boxes full of zeros and times become zero, so that the places of sound
 * and picture hold. Tracks of timed metadata (positions of action cameras and phones) go with their samples.
 * @throws MalformedFile | BeyondLimit
 */
export async function examineMovie(
  file: Blob,
  found: Found,
  limits: MetadataLimits,
): Promise<BlobPart[]> {
  const reader = new BlobReader(file);
  const { boxes, end } = await topBoxes(reader);
  const patches: Patch[] = [];
  const content = boxes.filter(({ type }) => type === "mdat");
  let movies = 0;
  for (const box of boxes) {
    if (box.type === "moov") {
      movies += 1;
      if (box.end - box.at > Math.min(limits.bytesInMemory, 64_000_000))
        throw new BeyondLimit("TOO_LARGE_TO_EXAMINE");
      // a copy: the window of the reader moves on
      const bytes = (await reader.read(box.at, box.end - box.at)).slice();
      const movie = new Movie(bytes, { at: box.at, reader, content, found });
      await movie.examine(box.body - box.at);
      patches.push(...movie.patches);
    } else if (
      box.type === "free" ||
      box.type === "skip" ||
      box.type === "wide"
    ) {
      if (await isEmpty(reader, box)) continue;
      found.add("METADATA_BLOCK", box.type);
      patches.push({ at: box.body, fill: 0, length: box.end - box.body });
    } else if (!topKept.has(box.type)) {
      const length = Math.min(box.end - box.body, 1_000_000);
      const body = (await reader.read(box.body, length)).slice();
      report({ type: box.type, bytes: body, body: 0, end: length }, found);
      patches.push(
        { at: box.at + 4, bytes: FREE },
        { at: box.body, fill: 0, length: box.end - box.body },
      );
    }
  }
  if (movies === 0) throw new MalformedFile();
  found.note("STREAM_NOT_SEARCHED");
  if (end < file.size) {
    found.add("TRAILING_DATA", `${file.size - end} B`);
    return overwritten(file.slice(0, end), patches);
  }
  return overwritten(file, patches);
}

const CHUNK = 256 * 1024;

async function isEmpty(reader: BlobReader, box: Box): Promise<boolean> {
  for (let at = box.body; at < box.end; at += CHUNK)
    if (!isAllZero(await reader.read(at, Math.min(CHUNK, box.end - at))))
      return false;
  return true;
}

/** The `moov` box in memory. */
class Movie {
  readonly patches: Patch[] = [];
  readonly #bytes: Bytes;
  readonly #at: number;
  readonly #reader: BlobReader;
  readonly #content: readonly Box[];
  readonly #found: Found;

  constructor(
    bytes: Bytes,
    {
      at,
      reader,
      content,
      found,
    }: {
      readonly at: number;
      readonly reader: BlobReader;
      /** the `mdat` boxes: samples lie there and nowhere else */
      readonly content: readonly Box[];
      readonly found: Found;
    },
  ) {
    this.#bytes = bytes;
    this.#at = at;
    this.#reader = reader;
    this.#content = content;
    this.#found = found;
  }

  async examine(start: number): Promise<void> {
    const boxes = innerBoxes(this.#bytes, start, this.#bytes.length);
    if (!boxes.some(({ type }) => type === "trak")) throw new MalformedFile();
    for (const box of boxes) {
      if (box.type === "cmov") throw new MalformedFile();
      if (box.type === "mvhd") this.#times(box);
      else if (box.type === "trak") await this.#track(box);
      else if (!movieKept.has(box.type)) this.#drop(box);
      else this.#emptied(box);
    }
  }

  async #track(track: Box): Promise<void> {
    const boxes = innerBoxes(this.#bytes, track.body, track.end);
    const media = boxes.find(({ type }) => type === "mdia");
    const inner = media ? innerBoxes(this.#bytes, media.body, media.end) : [];
    const handler = inner.find(({ type }) => type === "hdlr");
    const kind = handler
      ? latin1(this.#bytes, handler.body + 8, handler.body + 12)
      : "";
    for (const box of boxes) if (box.type === "tkhd") this.#times(box);
    if (kind === "meta" || kind === "gpmd" || kind === "camm") {
      this.#metadataTrack(track, inner);
      return;
    }
    for (const box of boxes) {
      if (!trackKept.has(box.type)) this.#drop(box);
      else this.#emptied(box);
    }
    for (const box of inner) {
      if (box.type === "mdhd") this.#times(box);
      else if (box.type === "hdlr") this.#handler(box);
      else if (box.type === "minf") {
        this.#mediaInformation(box, kind);
        if (kind === "tmcd") await this.#timecode(inner);
      } else if (!mediaKept.has(box.type)) this.#drop(box);
      else this.#emptied(box);
    }
  }

  /** The samples lie far away in the file: position after position, or faces found by the camera. */
  #metadataTrack(track: Box, media: readonly Box[]): void {
    const ranges = this.#samples(media);
    this.#found.add("METADATA_TRACK", "", ranges !== null);
    if (!ranges) return;
    for (const { at, length } of ranges)
      this.patches.push({ at, fill: 0, length });
    this.#free(track);
  }

  #mediaInformation(box: Box, kind: string): void {
    const boxes = innerBoxes(this.#bytes, box.body, box.end);
    for (const one of boxes) {
      if (one.type === "hdlr") this.#handler(one);
      if (one.type === "udta" || one.type === "uuid" || one.type === "meta")
        this.#drop(one);
    }
    const table = boxes.find(({ type }) => type === "stbl");
    if (!table) return;
    const inTable = innerBoxes(this.#bytes, table.body, table.end);
    if (kind === "text" || kind === "sbtl" || kind === "subt")
      this.#found.add("TEXT_TRACK", "", false);
    if (kind !== "vide") return;
    const descriptions = inTable.find(({ type }) => type === "stsd");
    if (!descriptions) return;
    for (const entry of innerBoxes(
      this.#bytes,
      descriptions.body + 8,
      descriptions.end,
    ))
      this.#codecName(entry);
  }

  /** Hours, minutes and seconds at which a professional camera began: set to zero. */
  async #timecode(media: readonly Box[]): Promise<void> {
    const ranges = this.#samples(media);
    if (!ranges) return this.#found.add("TIMECODE", "", false);
    for (const { at, length } of ranges) {
      // a sample is one count of pictures
      if (length > 1_024) return this.#found.add("TIMECODE", "", false);
      if (isAllZero(await this.#reader.read(at, length))) continue;
      this.#found.add("TIMECODE");
      this.patches.push({ at, fill: 0, length });
    }
  }

  /** null when the samples cannot be told from other content */
  #samples(media: readonly Box[]) {
    // films in thousands of fragments carry no sample table to speak of
    if (this.#content.length > 100) return null;
    const ranges = readSamples(this.#bytes, media);
    return ranges?.every(({ at, length }) =>
      this.#content.some(({ body, end }) => at >= body && at + length <= end),
    )
      ? ranges
      : null;
  }

  /** The encoder's name for itself, in 32 bytes of a picture description; "DJI", "GoPro" or a telephone's. */
  #codecName(entry: Box): void {
    const name = this.#bytes.subarray(
      entry.body + 42,
      Math.min(entry.body + 74, entry.end),
    );
    const vendor = this.#bytes.subarray(
      entry.body + 12,
      Math.min(entry.body + 16, entry.end),
    );
    if (isAllZero(name) && isAllZero(vendor)) return;
    this.#found.add(
      "SOFTWARE",
      printable(guessText(name)) || printable(latin1(vendor)),
    );
    this.#zero(entry.body + 42, name.length);
    this.#zero(entry.body + 12, vendor.length);
  }

  #handler({ body, end }: Box): void {
    const maker = this.#bytes.subarray(body + 12, Math.min(body + 24, end));
    const name = this.#bytes.subarray(body + 24, end);
    if (isAllZero(maker) && isAllZero(name)) return;
    this.#found.add("SOFTWARE", printable(guessText(name)));
    this.#zero(body + 12, maker.length);
    this.#zero(body + 24, name.length);
  }

  #times({ body, end }: Box): void {
    const wide = this.#bytes[body] === 1;
    const length = wide ? 16 : 8;
    if (body + 4 + length > end) throw new MalformedFile();
    const times = this.#bytes.subarray(body + 4, body + 4 + length);
    if (isAllZero(times)) return;
    const first = wide ? u64(times, 0) : u32(times, 0);
    this.#found.add("CREATED_AT", movieTime(first));
    this.#zero(body + 4, length);
  }

  #drop(box: Box): void {
    report(
      { type: box.type, bytes: this.#bytes, body: box.body, end: box.end },
      this.#found,
    );
    this.#free(box);
  }

  #free(box: Box): void {
    this.patches.push({ at: this.#at + box.at + 4, bytes: FREE });
    this.#zero(box.body, box.end - box.body);
  }

  #emptied(box: Box): void {
    if (box.type !== "free" && box.type !== "skip" && box.type !== "wide")
      return;
    if (isAllZero(this.#bytes.subarray(box.body, box.end))) return;
    this.#found.add("METADATA_BLOCK", box.type);
    this.#zero(box.body, box.end - box.body);
  }

  #zero(at: number, length: number): void {
    if (length > 0) this.patches.push({ at: this.#at + at, fill: 0, length });
  }
}

function movieTime(seconds: number): string {
  if (seconds === 0) return "";
  // careless writers count from 1970
  const time = new Date((seconds > EPOCH ? seconds - EPOCH : seconds) * 1_000);
  return Number.isNaN(time.getTime())
    ? ""
    : time.toISOString().slice(0, 19).replace("T", " ");
}

function printable(text: string): string {
  return text.replace(/^[\0-\x20]+|[^\P{Cc}][^]*$/gu, "");
}

function report(
  box: {
    readonly type: string;
    readonly bytes: Bytes;
    readonly body: number;
    readonly end: number;
  },
  found: Found,
): void {
  const before = found.size;
  const data = box.bytes.subarray(box.body, box.end);
  try {
    readTags(box.type, data, found);
  } catch (error) {
    // the box goes as a whole, readable or not
    if (!(error instanceof MalformedFile)) throw error;
  }
  if (found.size === before)
    found.add("METADATA_BLOCK", box.type.replace(/[^ -~]/g, "?"));
}
