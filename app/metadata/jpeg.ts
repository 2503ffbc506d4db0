import {
  BlobReader,
  guessText,
  isAllZero,
  joined,
  latin1,
  BeyondLimit,
  MalformedFile,
  startsWith,
  u16,
  type Bytes,
} from "./bytes";
import { minimalExif, readExif } from "./exif";
import type { Found } from "./found";
import { isOrdinaryProfile, profileName } from "./icc";
import { readIptc } from "./iptc";
import { Kept } from "./overwrite";
import { readXmp } from "./xmp";

const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const MOST_SEGMENTS = 20_000;
const MOST_PROFILE = 1_000_000;
const CHUNK = 256 * 1024;

type Piece =
  | { readonly kind: "KEEP"; readonly start: number; readonly end: number }
  | { readonly kind: "NEW"; readonly bytes: Bytes }
  | { readonly kind: "PROFILE"; readonly start: number; readonly end: number };

/**
 * JPEG (ITU-T T.81, JFIF, Exif). Only what the picture is drawn from stays: tables, frames, scans, density, a common colour
 * profile and which side is up. Everything after the end of the picture goes: second pictures, motion, leftovers of editors.
 * @throws MalformedFile | BeyondLimit
 */
export async function examineJpeg(
  file: Blob,
  found: Found,
): Promise<BlobPart[]> {
  const reader = new BlobReader(file);
  const pieces: Piece[] = [];
  const profile: Bytes[] = [];
  let profileBytes = 0;
  let orientation = 1;
  let sawScan = false;
  let at = 2;
  for (let segments = 0; ; segments += 1) {
    if (segments > MOST_SEGMENTS) throw new BeyondLimit("TOO_MUCH_INSIDE");
    // cut-off pictures open in every viewer, grey at the bottom
    if (at >= file.size && sawScan) break;
    const [prefix, marker] = await reader.read(at, 2);
    if (prefix !== 0xff) throw new MalformedFile();
    if (marker === 0xff) {
      at = await skipFill(reader, at);
      continue;
    }
    if (marker === EOI) {
      pieces.push({ kind: "KEEP", start: at, end: at + 2 });
      at += 2;
      break;
    }
    if (marker! >= 0xd0 && marker! <= 0xd7) {
      pieces.push({ kind: "KEEP", start: at, end: at + 2 });
      at = await nextMarker(reader, at + 2);
      continue;
    }
    const length = u16(await reader.read(at + 2, 2), 0);
    if (length < 2) throw new MalformedFile();
    const end = at + 2 + length;
    if (marker === SOS) {
      sawScan = true;
      await reader.read(at, length + 2);
      const next = await nextMarker(reader, end);
      pieces.push({ kind: "KEEP", start: at, end: next });
      at = next;
      continue;
    }
    if (isPicture(marker!)) {
      await reader.read(at, length + 2);
      pieces.push({ kind: "KEEP", start: at, end });
    } else {
      const data = await reader.read(at + 4, length - 2);
      if (marker === 0xe0) pieces.push(...jfif(data, found));
      else if (marker === 0xe2 && startsWith(data, "ICC_PROFILE\0")) {
        pieces.push({ kind: "PROFILE", start: at, end });
        profileBytes += data.length;
        if (profileBytes <= MOST_PROFILE) profile.push(data.slice(14));
      } else if (marker === 0xee && startsWith(data, "Adobe"))
        pieces.push(adobe(data, found));
      else {
        const turned = readSegment(marker!, data, found);
        if (turned !== 1) orientation = turned;
      }
    }
    at = end;
  }
  if (!sawScan) throw new MalformedFile();
  await readTrailer(reader, at, found);
  const keepProfile = judgeProfile(profile, profileBytes, found);

  const kept = new Kept(file);
  kept.range(0, 2);
  const withTurn = () => {
    if (orientation !== 1)
      kept.bytes(segment(0xe1, "Exif\0\0", minimalExif(orientation)));
    orientation = 1;
  };
  // JFIF has to be the first segment
  if (pieces[0]?.kind !== "NEW") withTurn();
  for (const piece of pieces) {
    if (piece.kind === "NEW") kept.bytes(piece.bytes);
    else {
      withTurn();
      if (piece.kind === "KEEP" || keepProfile)
        kept.range(piece.start, piece.end);
    }
  }
  return kept.parts();
}

/** SOF, DHT, DAC, DQT, DNL, DRI, DHP, EXP */
function isPicture(marker: number): boolean {
  return (
    (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) ||
    (marker >= 0xdb && marker <= 0xdf)
  );
}

async function skipFill(reader: BlobReader, start: number): Promise<number> {
  for (let at = start; ; at += CHUNK) {
    const bytes = await reader.upTo(at, CHUNK);
    const other = bytes.findIndex((byte) => byte !== 0xff);
    if (other > 0) return at + other - 1;
    if (other === 0) return at - 1;
    if (bytes.length < CHUNK) throw new MalformedFile();
  }
}

/** Where the next marker stands that is neither a stuffed FF nor a restart; the end of the file when there is none. */
async function nextMarker(reader: BlobReader, start: number): Promise<number> {
  let at = start;
  while (at < reader.size) {
    const bytes = await reader.upTo(at, CHUNK);
    let found = bytes.indexOf(0xff);
    while (found >= 0 && found + 1 < bytes.length) {
      const next = bytes[found + 1]!;
      if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7))
        return at + found;
      found = bytes.indexOf(0xff, found + 1);
    }
    if (at + bytes.length >= reader.size) break;
    // one byte twice, when the chunk ended between FF and what follows it
    at += found >= 0 ? found : bytes.length;
  }
  return reader.size;
}

function jfif(data: Bytes, found: Found): Piece[] {
  if (!startsWith(data, "JFIF\0") || data.length < 14) {
    found.add(startsWith(data, "JFXX\0") ? "THUMBNAIL" : "METADATA_BLOCK");
    return [];
  }
  if (data.length > 14) found.add("THUMBNAIL");
  const plain = data.slice(0, 14);
  plain[12] = plain[13] = 0;
  return [{ kind: "NEW", bytes: segment(0xe0, "", plain) }];
}

/** Says how the colours are coded; twelve bytes, whatever else was put there. */
function adobe(data: Bytes, found: Found): Piece {
  if (data.length < 12) throw new MalformedFile();
  if (data.length > 12) found.add("METADATA_BLOCK", "Adobe");
  return { kind: "NEW", bytes: segment(0xee, "", data.slice(0, 12)) };
}

function segment(marker: number, name: string, data: Bytes): Bytes {
  const length = 2 + name.length + data.length;
  return joined([
    Uint8Array.of(0xff, marker, length >> 8, length & 0xff),
    Uint8Array.from(name, (character) => character.charCodeAt(0)),
    data,
  ]);
}

/** @returns the orientation given in it, 1 when none */
function readSegment(marker: number, data: Bytes, found: Found): number {
  if (marker === COM) found.add("COMMENT", guessText(data));
  else if (marker === 0xe1 && startsWith(data, "Exif\0"))
    return readExif(data.subarray(6), found);
  else if (marker === 0xe1 && startsWith(data, "http://ns.adobe.com/"))
    readXmp(guessText(data.subarray(data.indexOf(0) + 1)), found);
  else if (marker === 0xed && startsWith(data, "Photoshop 3.0\0"))
    readIptc(data.subarray(14), found);
  else if (marker === 0xe2 && startsWith(data, "MPF\0"))
    found.add("FURTHER_PICTURE");
  else if (marker === 0xeb && latin1(data, 0, 64).includes("jumb"))
    found.add("CONTENT_CREDENTIALS");
  else if (!isAllZero(data))
    found.add("METADATA_BLOCK", latin1(data, 0, 24).replace(/[^ -~][^]*$/, ""));
  return 1;
}

async function readTrailer(
  reader: BlobReader,
  start: number,
  found: Found,
): Promise<void> {
  if (start >= reader.size) return;
  const bytes = await reader.upTo(start, 4_096);
  if (reader.size - start <= 4_096 && isAllZero(bytes)) return;
  const picture = latin1(bytes).search(/\xff\xd8\xff|ftyp/);
  found.add(
    picture >= 0 ? "FURTHER_PICTURE" : "TRAILING_DATA",
    `${reader.size - start} B`,
  );
}

function judgeProfile(
  parts: readonly Bytes[],
  bytes: number,
  found: Found,
): boolean {
  if (bytes === 0) return false;
  const profile = joined(parts);
  if (bytes <= MOST_PROFILE && isOrdinaryProfile(profile)) return true;
  found.add("COLOUR_PROFILE", profileName(profile));
  found.note("COLOURS_MAY_SHIFT");
  return false;
}
