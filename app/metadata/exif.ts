import type { MetadataLabel } from "#app/domain/codes/metadata";
import {
  guessText,
  latin1,
  MalformedFile,
  startsWith,
  u16,
  u32,
  utf16,
  type Bytes,
} from "./bytes";
import type { Found } from "./found";
import { readIptc } from "./iptc";
import { readXmp } from "./xmp";

/** Tags of IFD0 and of the Exif IFD (Exif 3.0, CIPA DC-008; XP tags of Windows; DNG). */
const labels: Readonly<Record<number, MetadataLabel>> = {
  0x010d: "TITLE",
  0x010e: "DESCRIPTION",
  0x010f: "DEVICE_MAKE",
  0x0110: "DEVICE_MODEL",
  0x0131: "SOFTWARE",
  0x0132: "CHANGED_AT",
  0x013b: "AUTHOR",
  0x013c: "DEVICE_MODEL",
  0x8298: "COPYRIGHT",
  0x9003: "TAKEN_AT",
  0x9004: "CREATED_AT",
  0x9286: "COMMENT",
  0x9c9b: "TITLE",
  0x9c9c: "COMMENT",
  0x9c9d: "AUTHOR",
  0x9c9e: "KEYWORDS",
  0x9c9f: "DESCRIPTION",
  0xa420: "IMAGE_ID",
  0xa430: "OWNER",
  0xa431: "SERIAL_NUMBER",
  0xa433: "LENS",
  0xa434: "LENS",
  0xa435: "SERIAL_NUMBER",
  0xa436: "TITLE",
  0xa437: "AUTHOR",
  0xa438: "LAST_EDITOR",
  0xa439: "SOFTWARE",
  0xa43a: "SOFTWARE",
  0xa43b: "SOFTWARE",
  0xa43c: "SOFTWARE",
  0xc614: "DEVICE_MODEL",
  0xc62f: "SERIAL_NUMBER",
};
const ORIENTATION = 0x0112;
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;
const MAKER_NOTE = 0x927c;
const USER_COMMENT = 0x9286;
const XMP = 0x02bc;
const IPTC = 0x83bb;
const PHOTOSHOP = 0x8649;
const THUMBNAIL_OFFSET = 0x0201;
const bytesOfType = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const MOST_ENTRIES = 1_000;
const MOST_DIRECTORIES = 16;

type Entry = {
  readonly tag: number;
  readonly type: number;
  readonly value: Bytes;
};

/**
 * Reads a TIFF block of Exif. What is damaged in it is passed over: the block goes as a whole.
 * @returns orientation 1 to 8 (1 when none is given)
 */
export function readExif(block: Bytes, found: Found): number {
  const before = found.size;
  const seen = { orientation: 1, others: false };
  try {
    readTiff(block, found, seen);
  } catch (error) {
    if (!(error instanceof MalformedFile)) throw error;
    seen.others = true;
  }
  if (seen.others && found.size === before) found.add("METADATA_BLOCK", "Exif");
  return seen.orientation;
}

function readTiff(
  block: Bytes,
  found: Found,
  seen: { orientation: number; others: boolean },
): void {
  const little = startsWith(block, "II");
  if (!little && !startsWith(block, "MM")) throw new MalformedFile();
  const visited = new Set<number>();
  const read = (offset: number) => {
    if (offset === 0 || visited.has(offset) || visited.size >= MOST_DIRECTORIES)
      return { entries: [], next: 0 };
    visited.add(offset);
    return readDirectory(block, offset, little);
  };
  const main = read(u32(block, 4, little));
  const queue = [main.entries];
  for (const { tag, type, value } of main.entries) {
    if (tag === ORIENTATION) {
      const given = number(value, type, little);
      if (given >= 1 && given <= 8) seen.orientation = given;
    }
    if (tag === EXIF_IFD) queue.push(read(number(value, type, little)).entries);
    if (tag === GPS_IFD)
      readGps(read(number(value, type, little)).entries, little, found);
  }
  for (const { tag, type, value } of queue.flat()) {
    if (tag === XMP) readXmp(guessText(value), found);
    else if (tag === IPTC || tag === PHOTOSHOP) readIptc(value, found);
    else if (tag === MAKER_NOTE) found.add("MAKER_NOTE");
    else if (labels[tag])
      found.add(labels[tag], text({ tag, type, value }, little));
    else if (tag !== ORIENTATION) seen.others = true;
  }
  // every directory after the first is another picture, the first of them the preview
  const next = read(main.next);
  if (next.entries.length > 0)
    found.add(
      next.entries.some(({ tag }) => tag === THUMBNAIL_OFFSET)
        ? "THUMBNAIL"
        : "FURTHER_PICTURE",
    );
}

function readDirectory(
  block: Bytes,
  offset: number,
  little: boolean,
): { readonly entries: readonly Entry[]; readonly next: number } {
  const count = u16(block, offset, little);
  const entries: Entry[] = [];
  for (let index = 0; index < Math.min(count, MOST_ENTRIES); index += 1) {
    const at = offset + 2 + 12 * index;
    if (at + 12 > block.length) return { entries, next: 0 };
    const type = u16(block, at + 2, little);
    const length = (bytesOfType[type] ?? 1) * u32(block, at + 4, little);
    const start = length <= 4 ? at + 8 : u32(block, at + 8, little);
    entries.push({
      tag: u16(block, at, little),
      type,
      // a view that ends where the block ends, whatever the length says
      value: block.subarray(start, Math.min(start + length, block.length)),
    });
  }
  const end = offset + 2 + 12 * count;
  return {
    entries,
    next: end + 4 <= block.length ? u32(block, end, little) : 0,
  };
}

function number(value: Bytes, type: number, little: boolean): number {
  if (type === 3) return u16(value, 0, little);
  return u32(value, 0, little);
}

function text({ tag, type, value }: Entry, little: boolean): string {
  const cut = value.subarray(0, 2_000);
  if (tag >= 0x9c9b && tag <= 0x9c9f) return utf16(cut, true);
  if (tag === USER_COMMENT) {
    if (startsWith(cut, "UNICODE\0")) return utf16(cut.subarray(8), little);
    return withoutEnd(guessText(cut.subarray(8)));
  }
  if (type === 2 || type === 1 || type === 7) return withoutEnd(guessText(cut));
  return "";
}

function withoutEnd(text: string): string {
  return text.replace(/\0[^]*$/, "");
}

function readGps(entries: readonly Entry[], little: boolean, found: Found) {
  if (entries.length === 0) return;
  const of = (tag: number) => entries.find((entry) => entry.tag === tag);
  const degrees = (tag: number, refTag: number): number | null => {
    const value = of(tag)?.value;
    if (!value || value.length < 24) return null;
    const [degree, minute, second] = [0, 8, 16].map(
      (at) => u32(value, at, little) / u32(value, at + 4, little),
    ) as [number, number, number];
    const sum =
      degree +
      (minute || 0) / 60 +
      (Number.isFinite(second) ? second : 0) / 3_600;
    const ref = latin1(of(refTag)?.value ?? new Uint8Array(0), 0, 1);
    return Number.isFinite(sum) ? (/[SW]/.test(ref) ? -sum : sum) : null;
  };
  const latitude = degrees(2, 1);
  const longitude = degrees(4, 3);
  found.add(
    "GPS_POSITION",
    latitude !== null && longitude !== null
      ? `${latitude.toFixed(6)}, ${longitude.toFixed(6)}`
      : "",
  );
  const day = of(0x1d);
  if (day) found.add("GPS_TIME", withoutEnd(guessText(day.value)));
  for (const tag of [0x1b, 0x1c]) {
    const named = of(tag);
    if (named)
      found.add("PLACE_NAME", withoutEnd(guessText(named.value.subarray(8))));
  }
}

/** An Exif block that says nothing but which side is up, so that the picture does not turn over. */
export function minimalExif(orientation: number): Bytes {
  // MM, 42, first directory at 8, one entry: tag 0x0112, SHORT, count 1
  return Uint8Array.of(
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  );
}
