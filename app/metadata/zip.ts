import {
  BeyondLimit,
  guessText,
  joined,
  MalformedFile,
  u16,
  u32,
  type BlobReader,
  type Bytes,
} from "./bytes";
import { crc32 } from "./crc32";
import { deflated, inflateBounded } from "./inflate";

/** A part of a ZIP package as its central directory lists it. */
export type ZipEntry = {
  readonly name: string;
  /** 0 stored, 8 deflated */
  readonly method: 0 | 8;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  /** DOS date and time; 0 or 1 January 1980 when nothing is told */
  readonly changed: number;
  readonly headerAt: number;
};

/** A part of the package to write: as it lies in the old one, or with new bytes. */
export type ZipPart =
  | { readonly entry: ZipEntry; readonly packed: Blob }
  | { readonly entry: ZipEntry; readonly content: Bytes };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const MOST_ENTRIES = 5_000;
const MOST_DIRECTORY = 2_000_000;
/** 1 January 1980, the first day a ZIP can say. */
const NO_TIME = 0x0021_0000;

/** Lists the parts of a package (APPNOTE 6.3.10, without ZIP64). @throws MalformedFile | BeyondLimit */
export async function readZip(reader: BlobReader): Promise<{
  readonly entries: readonly ZipEntry[];
  readonly comment: string;
}> {
  const tailAt = Math.max(0, reader.size - 65_557);
  const tail = await reader.read(tailAt, reader.size - tailAt);
  let end = tail.length - 22;
  while (end >= 0 && u32(tail, end, true) !== END) end -= 1;
  if (end < 0) throw new MalformedFile();
  const count = u16(tail, end + 10, true);
  const size = u32(tail, end + 12, true);
  const start = u32(tail, end + 16, true);
  const comment = guessText(tail.subarray(end + 22));
  if (count > MOST_ENTRIES || size > MOST_DIRECTORY)
    throw new BeyondLimit("TOO_MUCH_INSIDE");
  const directory = (await reader.read(start, size)).slice();
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (u32(directory, at, true) !== CENTRAL) throw new MalformedFile();
    const method = u16(directory, at + 10, true);
    const nameLength = u16(directory, at + 28, true);
    const next =
      at +
      46 +
      nameLength +
      u16(directory, at + 30, true) +
      u16(directory, at + 32, true);
    const name = guessText(directory.subarray(at + 46, at + 46 + nameLength));
    const locked = (u16(directory, at + 8, true) & 1) === 1;
    // two parts of one name: one reader would show the first, another the second
    if (
      locked ||
      (method !== 0 && method !== 8) ||
      names.has(name.toLowerCase())
    )
      throw new MalformedFile();
    names.add(name.toLowerCase());
    entries.push({
      name,
      method,
      changed: u32(directory, at + 12, true),
      crc: u32(directory, at + 16, true),
      packedBytes: u32(directory, at + 20, true),
      bytes: u32(directory, at + 24, true),
      headerAt: u32(directory, at + 42, true),
    });
    at = next;
  }
  return { entries, comment };
}

/** @throws MalformedFile */
export async function packedPlace(
  reader: BlobReader,
  { headerAt, packedBytes }: ZipEntry,
): Promise<{ readonly start: number; readonly end: number }> {
  const head = await reader.read(headerAt, 30);
  if (u32(head, 0, true) !== LOCAL) throw new MalformedFile();
  const start = headerAt + 30 + u16(head, 26, true) + u16(head, 28, true);
  if (start + packedBytes > reader.size) throw new MalformedFile();
  return { start, end: start + packedBytes };
}

/** The content of a part. @param most beyond it: BeyondLimit, whatever size the directory states */
export async function unpack(
  reader: BlobReader,
  entry: ZipEntry,
  most: number,
): Promise<Bytes> {
  const { start, end } = await packedPlace(reader, entry);
  if (end - start > most) throw new BeyondLimit("TOO_MUCH_INSIDE");
  const packed = await reader.read(start, end - start);
  if (entry.method === 0) return packed.slice();
  const content = inflateBounded(packed, { most, raw: true });
  if (content) return content;
  throw entry.bytes > most
    ? new BeyondLimit("TOO_MUCH_INSIDE")
    : new MalformedFile();
}

/** Writes the package anew: no times, no comments, no extra fields, nothing between the parts. */
export function writeZip(parts: readonly ZipPart[]): BlobPart[] {
  const out: BlobPart[] = [];
  const directory: Bytes[] = [];
  let at = 0;
  for (const part of parts) {
    const name = new TextEncoder().encode(part.entry.name);
    let { method, crc, bytes } = part.entry;
    let data: Blob | Bytes;
    if ("packed" in part) data = part.packed;
    else {
      crc = crc32(part.content);
      bytes = part.content.length;
      method = /\.(xml|rels)$/i.test(part.entry.name) ? 8 : 0;
      data = method === 8 ? deflated(part.content) : part.content;
    }
    const size = data instanceof Blob ? data.size : data.length;
    const shared = joined([
      little16(20),
      little16(0x0800),
      little16(method),
      little32(NO_TIME),
      little32(crc),
      little32(size),
      little32(bytes),
      little16(name.length),
      little16(0),
    ]);
    const head = joined([little32(LOCAL), shared, name]);
    out.push(head, data);
    directory.push(
      joined([
        little32(CENTRAL),
        little16(20),
        shared,
        new Uint8Array(10),
        little32(at),
        name,
      ]),
    );
    at += head.length + size;
  }
  const listing = joined(directory);
  const count = little16(parts.length);
  out.push(
    listing,
    joined([
      little32(END),
      new Uint8Array(4),
      count,
      count,
      little32(listing.length),
      little32(at),
      little16(0),
    ]),
  );
  return out;
}

function little16(value: number): Bytes {
  return Uint8Array.of(value, value >>> 8);
}

function little32(value: number): Bytes {
  return Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24);
}
