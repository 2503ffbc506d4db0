import {
  BeyondLimit,
  BlobReader,
  guessText,
  isAllZero,
  joined,
  latin1,
  MalformedFile,
  startsWith,
  u32,
  type Bytes,
} from "./bytes";
import { minimalExif, readExif } from "./exif";
import type { Found } from "./found";
import { isOrdinaryProfile, profileName } from "./icc";
import { Kept } from "./overwrite";
import { readXmp } from "./xmp";

const MOST_CHUNKS = 50_000;
const MOST_METADATA = 2_000_000;
const HAS_ICC = 0x20;
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

type Piece =
  { readonly start: number; readonly end: number } | { readonly bytes: Bytes };

/** WebP container (RFC 9649). @throws MalformedFile | BeyondLimit */
export async function examineWebp(
  file: Blob,
  found: Found,
): Promise<BlobPart[]> {
  const reader = new BlobReader(file);
  const end = 8 + u32(await reader.read(4, 4), 0, true);
  if (end > file.size + 1) throw new MalformedFile();
  const pieces: Piece[] = [];
  let flags: Bytes | null = null;
  let orientation = 1;
  let pictures = 0;
  await eachChunk(
    reader,
    { start: 12, end: Math.min(end, file.size) },
    async (type, at, length) => {
      const whole = { start: at, end: at + 8 + length };
      switch (type) {
        case "VP8X":
          if (length !== 10 || flags) throw new MalformedFile();
          flags = (await reader.read(at, 18)).slice();
          pieces.push({ bytes: flags });
          return;
        case "VP8 ":
        case "VP8L":
        case "ALPH":
          pictures += 1;
          return void pieces.push(whole);
        case "ANIM":
          return void pieces.push(whole);
        case "ANMF":
          pictures += 1;
          return void pieces.push(...(await frame(reader, whole, found)));
        case "ICCP": {
          const profile = await reader.read(
            at + 8,
            Math.min(length, MOST_METADATA),
          );
          if (isOrdinaryProfile(profile)) return void pieces.push(whole);
          if (flags) flags[8]! &= ~HAS_ICC;
          found.note("COLOURS_MAY_SHIFT");
          return found.add("COLOUR_PROFILE", profileName(profile));
        }
        case "EXIF": {
          const data = await reader.read(
            at + 8,
            Math.min(length, MOST_METADATA),
          );
          // some writers put the JPEG name before the block
          orientation = readExif(
            startsWith(data, "Exif\0\0") ? data.subarray(6) : data,
            found,
          );
          return;
        }
        case "XMP ":
          return readXmp(
            guessText(
              await reader.read(at + 8, Math.min(length, MOST_METADATA)),
            ),
            found,
          );
        default:
          found.add("METADATA_BLOCK", type);
      }
    },
  );
  if (pictures === 0) throw new MalformedFile();
  if (end < file.size && !isAllZero(await reader.upTo(end, 1_000_000)))
    found.add("TRAILING_DATA", `${file.size - end} B`);
  return assemble(file, pieces, { flags, orientation });
}

/** A frame of an animation: its place and its picture, nothing beside. */
async function frame(
  reader: BlobReader,
  whole: { readonly start: number; readonly end: number },
  found: Found,
): Promise<Piece[]> {
  const inner: { readonly start: number; readonly end: number }[] = [];
  await eachChunk(
    reader,
    { start: whole.start + 24, end: whole.end },
    async (type, at, length) => {
      if (type === "VP8 " || type === "VP8L" || type === "ALPH")
        inner.push({ start: at, end: at + 8 + length });
      else found.add("METADATA_BLOCK", type);
    },
  );
  const size = inner.reduce(
    (sum, { start, end }) => sum + even(end - start),
    16,
  );
  const head = (await reader.read(whole.start, 24)).slice();
  head.set(little(size), 4);
  return [{ bytes: head }, ...inner];
}

function assemble(
  file: Blob,
  pieces: Piece[],
  {
    flags,
    orientation,
  }: { readonly flags: Bytes | null; readonly orientation: number },
): BlobPart[] {
  if (flags) {
    flags[8]! &= ~(HAS_EXIF | HAS_XMP);
    if (orientation !== 1) {
      flags[8]! |= HAS_EXIF;
      const exif = minimalExif(orientation);
      pieces.push({
        bytes: joined([ascii("EXIF"), little(exif.length), exif]),
      });
    }
  }
  const length = (piece: Piece) =>
    "bytes" in piece ? piece.bytes.length : piece.end - piece.start;
  const size = pieces.reduce((sum, piece) => sum + even(length(piece)), 4);
  const kept = new Kept(file);
  kept.bytes(joined([ascii("RIFF"), little(size), ascii("WEBP")]));
  for (const piece of pieces) {
    if ("bytes" in piece) kept.bytes(piece.bytes);
    else kept.range(piece.start, piece.end);
    // the padding byte is written anew: it is free to say anything
    if (length(piece) % 2 === 1) kept.bytes(Uint8Array.of(0));
  }
  return kept.parts();
}

async function eachChunk(
  reader: BlobReader,
  { start, end }: { readonly start: number; readonly end: number },
  take: (type: string, at: number, length: number) => Promise<void>,
): Promise<void> {
  let at = start;
  for (let count = 0; at + 8 <= end; count += 1) {
    if (count > MOST_CHUNKS) throw new BeyondLimit("TOO_MUCH_INSIDE");
    const head = await reader.read(at, 8);
    const type = latin1(head, 0, 4);
    const length = u32(head, 4, true);
    if (at + 8 + length > end) throw new MalformedFile();
    await take(type, at, length);
    at += 8 + even(length);
  }
}

const even = (length: number) => length + (length % 2);

function little(value: number): Bytes {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}

function ascii(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
