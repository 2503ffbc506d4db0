import {
  BeyondLimit,
  BlobReader,
  guessText,
  isAllZero,
  joined,
  latin1,
  MalformedFile,
  u16,
  u32,
  type Bytes,
} from "./bytes";
import { crc32 } from "./crc32";
import { minimalExif, readExif } from "./exif";
import type { Found } from "./found";
import { isOrdinaryProfile, profileName } from "./icc";
import { inflateBounded } from "./inflate";
import { Kept } from "./overwrite";
import { readXmp } from "./xmp";

/** What the picture, and its movement, is drawn from (PNG third edition); everything else goes. */
const drawn = new Set(
  "IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split(
    " ",
  ),
);
const MOST_CHUNKS = 200_000;
const MOST_TEXT = 1_000_000;

/** @throws MalformedFile | BeyondLimit */
export async function examinePng(
  file: Blob,
  found: Found,
): Promise<BlobPart[]> {
  const reader = new BlobReader(file);
  const kept = new Kept(file);
  let at = 8;
  kept.range(0, 8);
  for (let chunks = 0; ; chunks += 1) {
    if (chunks > MOST_CHUNKS) throw new BeyondLimit("TOO_MUCH_INSIDE");
    const head = await reader.read(at, 8);
    const length = u32(head, 0);
    const type = latin1(head, 4, 8);
    const end = at + 12 + length;
    if (end > file.size || (chunks === 0) !== (type === "IHDR"))
      throw new MalformedFile();
    if (drawn.has(type)) kept.range(at, end);
    else {
      const data = await reader.read(at + 8, Math.min(length, MOST_TEXT));
      if (type === "iCCP" && length <= MOST_TEXT && keepsProfile(data, found))
        kept.range(at, end);
      else if (type === "eXIf") {
        const orientation = readExif(data, found);
        if (orientation !== 1)
          kept.bytes(chunk("eXIf", minimalExif(orientation)));
      } else if (type !== "iCCP") readChunk(type, data, found);
      // a chunk that has to be understood, and that nobody wrote down, may carry the picture itself
      if (/^[A-Z]/.test(type)) {
        found.add("METADATA_BLOCK", type, false);
        kept.range(at, end);
      }
    }
    at = end;
    if (type === "IEND") break;
  }
  if (at < file.size && !isAllZero(await reader.upTo(at, 1_000_000)))
    found.add("TRAILING_DATA", `${file.size - at} B`);
  return kept.parts();
}

function keepsProfile(data: Bytes, found: Found): boolean {
  const nameEnd = data.indexOf(0);
  const profile = inflateBounded(data.subarray(nameEnd + 2), {
    most: MOST_TEXT,
    raw: false,
  });
  const name = guessText(data.subarray(0, Math.max(0, nameEnd)));
  if (
    profile &&
    isOrdinaryProfile(profile) &&
    !/[^ -~]/.test(name) &&
    ordinaryName(name)
  )
    return true;
  found.add("COLOUR_PROFILE", (profile && profileName(profile)) || name);
  found.note("COLOURS_MAY_SHIFT");
  return false;
}

/** The name stands beside the profile, free to say anything. */
function ordinaryName(name: string): boolean {
  return /^(ICC Profile|icc|sRGB.*|Display P3|Photoshop ICC profile|Adobe RGB.*|GIMP built-in sRGB|Skia)?$/i.test(
    name,
  );
}

function readChunk(type: string, data: Bytes, found: Found): void {
  const nameEnd = data.indexOf(0);
  const name = guessText(data.subarray(0, Math.max(0, nameEnd)));
  const rest = data.subarray(nameEnd + 1);
  switch (type) {
    case "tEXt":
      return addText(name, guessText(rest), found);
    case "zTXt":
      return addText(name, unpacked(rest.subarray(1)), found);
    case "iTXt": {
      const languageEnd = rest.indexOf(0, 2);
      const textAt = rest.indexOf(0, languageEnd + 1) + 1;
      const text = rest.subarray(textAt);
      return addText(
        name,
        rest[0] === 1 ? unpacked(text) : guessText(text),
        found,
      );
    }
    case "tIME":
      if (data.length < 7) return found.add("CHANGED_AT");
      return found.add(
        "CHANGED_AT",
        `${u16(data, 0)}-${[...data.subarray(2, 4)].map(two).join("-")} ${[...data.subarray(4, 7)].map(two).join(":")}`,
      );
    case "caBX":
      return found.add("CONTENT_CREDENTIALS");
    default:
      return found.add("METADATA_BLOCK", type);
  }
}

const two = (part: number) => String(part).padStart(2, "0");

function unpacked(data: Bytes): string {
  const text = inflateBounded(data, { most: MOST_TEXT, raw: false });
  return text ? guessText(text) : "";
}

function addText(name: string, text: string, found: Found): void {
  switch (name.toLowerCase()) {
    case "xml:com.adobe.xmp":
      return readXmp(text, found);
    case "author":
      return found.add("AUTHOR", text);
    case "copyright":
      return found.add("COPYRIGHT", text);
    case "software":
      return found.add("SOFTWARE", text);
    case "source":
      return found.add("DEVICE_MODEL", text);
    case "title":
      return found.add("TITLE", text);
    case "description":
      return found.add("DESCRIPTION", text);
    case "creation time":
    case "date:create":
      return found.add("CREATED_AT", text);
    case "date:modify":
    case "date:timestamp":
      return found.add("CHANGED_AT", text);
    default:
      return found.add("COMMENT", name ? `${name}: ${text}` : text);
  }
}

function chunk(type: string, data: Bytes): Bytes {
  const body = joined([
    Uint8Array.from(type, (character) => character.charCodeAt(0)),
    data,
  ]);
  return joined([big(data.length), body, big(crc32(body))]);
}

function big(value: number): Bytes {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
