import { innerBoxes, topBoxes, type Box } from "./boxes";
import {
  BeyondLimit,
  BlobReader,
  fromLatin1,
  guessText,
  isAllZero,
  latin1,
  MalformedFile,
  u16,
  u32,
  u64,
  type Bytes,
} from "./bytes";
import { readExif } from "./exif";
import type { Found } from "./found";
import type { MetadataLimits } from "./inspection";
import { isOrdinaryProfile, profileName } from "./icc";
import { overwritten, type Patch } from "./overwrite";
import { readXmp } from "./xmp";

/** Items that are pictures, or say how pictures are put together (ISO/IEC 23008-12, AV1 in HEIF). */
const pictures = new Set(
  "hvc1 hvt1 av01 avc1 jpeg unci grid iden iovl tmap lhv1 vvc1 j2k1 mski".split(
    " ",
  ),
);
/** An Exif block without entries, for readers that insist on one: offset of the TIFF header, its name, no directory entries. */
const EMPTY_EXIF = "\0\0\0\x06Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0";
const MOST_ITEMS = 20_000;
const MOST_METADATA = 4_000_000;
const MOST_METADATA_TOGETHER = 64_000_000;

type Item = {
  readonly id: number;
  readonly type: string;
  readonly content: string;
  readonly nameAt: number;
  readonly nameEnd: number;
};
type Extent = { readonly at: number; readonly length: number };

/**
 * HEIC, HEIF, AVIF: pictures and metadata are items with places in the file. Metadata items are overwritten where they lie,
 * so that no place changes; which side is up is a property of the picture and stays.
 * @throws MalformedFile | BeyondLimit
 */
export async function examineHeif(
  file: Blob,
  found: Found,
  limits: MetadataLimits,
): Promise<BlobPart[]> {
  const reader = new BlobReader(file);
  const { boxes, end } = await topBoxes(reader);
  const patches: Patch[] = [];
  let metas = 0;
  for (const box of boxes) {
    switch (box.type) {
      case "ftyp":
      case "mdat":
        break;
      case "meta":
        metas += 1;
        patches.push(...(await examineMeta(reader, box, { found, limits })));
        break;
      default: {
        const start = await reader.upTo(
          box.body,
          Math.min(box.end - box.body, 65_536),
        );
        // a sequence of pictures is drawn from `moov`: only its own reader could clean it
        const isSequence = box.type === "moov" || box.type === "moof";
        if (isAllZero(start)) break;
        found.add(
          isSequence ? "FURTHER_PICTURE" : "METADATA_BLOCK",
          box.type.replace(/[^ -~]/g, "?"),
          !isSequence,
        );
        if (!isSequence)
          patches.push(
            { at: box.at + 4, bytes: fromLatin1("free") },
            { at: box.body, fill: 0, length: box.end - box.body },
          );
      }
    }
  }
  if (metas === 0) throw new MalformedFile();
  if (end < file.size) {
    found.add("TRAILING_DATA", `${file.size - end} B`);
    return overwritten(file.slice(0, end), patches);
  }
  return overwritten(file, patches);
}

async function examineMeta(
  reader: BlobReader,
  box: Box,
  { found, limits }: { readonly found: Found; readonly limits: MetadataLimits },
): Promise<Patch[]> {
  if (box.end - box.at > Math.min(limits.bytesInMemory, 64_000_000))
    throw new BeyondLimit("TOO_LARGE_TO_EXAMINE");
  const bytes = (await reader.read(box.at, box.end - box.at)).slice();
  const inner = innerBoxes(bytes, box.body - box.at + 4, bytes.length);
  const child = (type: string) => inner.find((one) => one.type === type);
  const itemInfo = child("iinf");
  const itemPlaces = child("iloc");
  if (!itemInfo || !itemPlaces) throw new MalformedFile();
  const dataBox = child("idat");
  const items = readItems(bytes, itemInfo);
  const places = readPlaces(
    bytes,
    itemPlaces,
    dataBox ? box.at + dataBox.body : null,
  );
  const patches: Patch[] = [];
  let budget = MOST_METADATA_TOGETHER;

  for (const { id, type, content, nameAt, nameEnd } of items) {
    const name = bytes.subarray(nameAt, nameEnd);
    if (
      name.some((byte) => byte > 0x20) &&
      !/^(HEVC Image|Exif|XMP|Color|Alpha|Depth|Derived image|Image)?$/i.test(
        latin1(name),
      )
    ) {
      found.add("COMMENT", guessText(name));
      patches.push({
        at: box.at + nameAt,
        fill: 0x20,
        length: nameEnd - nameAt,
      });
    }
    if (pictures.has(type)) continue;
    const extents = places.get(id);
    if (extents === null) {
      found.add("METADATA_BLOCK", type, false);
      continue;
    }
    let first = true;
    for (const { at, length } of extents ?? []) {
      if (length === 0) continue;
      budget -= Math.min(length, MOST_METADATA);
      // the same bytes named over and over
      if (budget < 0) throw new BeyondLimit("TOO_MUCH_INSIDE");
      const data = await reader.read(at, Math.min(length, MOST_METADATA));
      if (first && !isBlank(data)) report(type, content, { data, found });
      patches.push(...blank(type, { at, length, first, content }));
      first = false;
    }
  }
  for (const one of inner) {
    if (one.type === "uuid" || one.type === "udta" || one.type === "xml ") {
      if (isAllZero(bytes.subarray(one.body, one.end))) continue;
      found.add("METADATA_BLOCK", one.type);
      patches.push({
        at: box.at + one.body,
        fill: 0,
        length: one.end - one.body,
      });
    }
    if (
      one.type === "iref" &&
      latin1(bytes, one.body, one.end).includes("thmb")
    )
      found.note("SMALLER_COPY_KEPT");
    if (one.type === "iprp")
      patches.push(...judgeProfiles(bytes, one, { base: box.at, found }));
  }
  return patches;
}

function isBlank(data: Bytes): boolean {
  const text = latin1(data, 0, EMPTY_EXIF.length);
  return (
    data.every((byte) => byte === 0x20) ||
    (EMPTY_EXIF.startsWith(text.slice(0, EMPTY_EXIF.length)) &&
      isAllZero(data.subarray(EMPTY_EXIF.length))) ||
    isAllZero(data)
  );
}

function report(
  type: string,
  content: string,
  { data, found }: { readonly data: Bytes; readonly found: Found },
): void {
  if (type === "Exif") {
    const skip = 4 + u32(data, 0);
    // the offset may be wrong in files of careless writers: the block is found by its own first bytes
    const named = latin1(data, 0, 64).search(/II\*\0|MM\0\*/);
    readExif(
      data.subarray(
        skip < data.length && named !== skip && named >= 0 ? named : skip,
      ),
      found,
    );
  } else if (/xml/i.test(content)) readXmp(guessText(data), found);
  else found.add("METADATA_BLOCK", content || type);
}

function blank(
  type: string,
  {
    at,
    length,
    first,
    content,
  }: Extent & { readonly first: boolean; readonly content: string },
): readonly Patch[] {
  if (/xml/i.test(content)) return [{ at, fill: 0x20, length }];
  const exif = fromLatin1(EMPTY_EXIF);
  return type === "Exif" && first && length >= exif.length
    ? [
        { at, bytes: exif },
        { at: at + exif.length, fill: 0, length: length - exif.length },
      ]
    : [{ at, fill: 0, length }];
}

function readItems(bytes: Bytes, box: Box): readonly Item[] {
  const version = bytes[box.body]!;
  const start = box.body + (version === 0 ? 6 : 8);
  const entries = innerBoxes(bytes, start, box.end);
  if (entries.length > MOST_ITEMS) throw new BeyondLimit("TOO_MUCH_INSIDE");
  return entries
    .filter(({ type }) => type === "infe")
    .map(({ body, end }) => {
      const entryVersion = bytes[body]!;
      if (entryVersion < 2) throw new MalformedFile();
      const idBytes = entryVersion === 2 ? 2 : 4;
      const id = idBytes === 2 ? u16(bytes, body + 4) : u32(bytes, body + 4);
      const typeAt = body + 4 + idBytes + 2;
      const type = latin1(bytes, typeAt, typeAt + 4);
      const nameAt = typeAt + 4;
      const nameEnd = Math.min(endOfText(bytes, nameAt), end);
      const content =
        type === "mime" || type === "uri "
          ? latin1(
              bytes,
              nameEnd + 1,
              Math.min(endOfText(bytes, nameEnd + 1), end),
            )
          : "";
      return { id, type, content, nameAt, nameEnd };
    });
}

function endOfText(bytes: Bytes, start: number): number {
  const end = bytes.indexOf(0, start);
  return end < 0 ? bytes.length : end;
}

/** Item id to its extents; null when they lie where this reader does not look (in another file or item). */
function readPlaces(
  bytes: Bytes,
  box: Box,
  dataStart: number | null,
): ReadonlyMap<number, readonly Extent[] | null> {
  const version = bytes[box.body]!;
  if (version > 2) throw new MalformedFile();
  let at = box.body + 4;
  const sizes = u16(bytes, at);
  const [offsetSize, lengthSize, baseSize] = [
    sizes >> 12,
    (sizes >> 8) & 15,
    (sizes >> 4) & 15,
  ];
  const indexSize = version === 0 ? 0 : sizes & 15;
  at += 2;
  const take = (size: number): number => {
    if (at + size > box.end) throw new MalformedFile();
    const value =
      size === 0
        ? 0
        : size === 2
          ? u16(bytes, at)
          : size === 4
            ? u32(bytes, at)
            : size === 8
              ? u64(bytes, at)
              : Number.NaN;
    if (Number.isNaN(value)) throw new MalformedFile();
    at += size;
    return value;
  };
  const wide = version === 2 ? 4 : 2;
  const count = take(wide);
  const places = new Map<number, Extent[] | null>();
  for (let index = 0; index < count; index += 1) {
    const id = take(wide);
    const method = version === 0 ? 0 : take(2) & 15;
    const reference = take(2);
    const base = take(baseSize);
    const extents: Extent[] = [];
    const extentCount = take(2);
    for (let extent = 0; extent < extentCount; extent += 1) {
      // without widths an entry takes no bytes, and the count alone would keep us here
      if (offsetSize + lengthSize + indexSize === 0 && extent > 0) break;
      take(indexSize);
      const offset = base + take(offsetSize);
      extents.push({
        at: method === 1 ? (dataStart ?? Number.NaN) + offset : offset,
        length: take(lengthSize),
      });
    }
    const reachable =
      reference === 0 &&
      method <= 1 &&
      extents.every(({ at: place }) => !Number.isNaN(place));
    places.set(id, reachable ? extents : null);
  }
  return places;
}

/** Colour profiles measured for one device are emptied in place; those of the standards stay. */
function judgeProfiles(
  bytes: Bytes,
  box: Box,
  { base, found }: { readonly base: number; readonly found: Found },
): readonly Patch[] {
  const container = innerBoxes(bytes, box.body, box.end).find(
    ({ type }) => type === "ipco",
  );
  if (!container) return [];
  const patches: Patch[] = [];
  for (const { type, body, end } of innerBoxes(
    bytes,
    container.body,
    container.end,
  )) {
    const kind = latin1(bytes, body, body + 4);
    if (type !== "colr" || (kind !== "prof" && kind !== "rICC")) continue;
    const profile = bytes.subarray(body + 4, end);
    if (isOrdinaryProfile(profile) || isAllZero(profile)) continue;
    found.add("COLOUR_PROFILE", profileName(profile));
    found.note("COLOURS_MAY_SHIFT");
    // nclx, everything "unspecified": the decoder goes by the picture's own stream
    patches.push(
      { at: base + body, bytes: fromLatin1("nclx\0\x02\0\x02\0\x02\x80") },
      { at: base + body, fill: 0, length: end - body },
    );
  }
  return patches;
}
