import {
  BeyondLimit,
  BlobReader,
  isAllZero,
  MalformedFile,
  utf16,
  type Bytes,
} from "./bytes";
import { examineInside } from "./examine-inside";
import type { Found } from "./found";
import type { FileFormat, MetadataLimits } from "./inspection";
import { cleanOfficeXml } from "./office-xml";
import {
  packedPlace,
  readZip,
  unpack,
  writeZip,
  type ZipEntry,
  type ZipPart,
} from "./zip";

/** Content that can be large and says nothing about its writers. */
const plainContent =
  /^xl\/(worksheets\/[^/]+\.xml|sharedStrings\.xml|calcChain\.xml|styles\.xml|theme\/|pivotCache\/pivotCacheRecords)/;

export type OfficeExamined = {
  readonly format: FileFormat;
  readonly parts: BlobPart[] | null;
};

/**
 * Word, Excel and PowerPoint (ECMA-376). Parts that tell are rewritten, pictures inside are cleaned as pictures are, everything
 * else is carried over packed as it is. Null when the package is of another kind.
 * @throws MalformedFile | BeyondLimit
 */
export async function examineOffice(
  file: Blob,
  found: Found,
  limits: MetadataLimits,
): Promise<OfficeExamined | null> {
  const reader = new BlobReader(file);
  const { entries, comment } = await readZip(reader);
  const format = officeFormat(entries);
  if (!format) return null;
  try {
    return {
      format,
      parts: await rewrite(reader, { file, entries, comment, found, limits }),
    };
  } catch (error) {
    if (error instanceof BeyondLimit) found.note(error.note);
    else if (error instanceof MalformedFile) found.note("FILE_DAMAGED");
    else throw error;
    return { format, parts: null };
  }
}

function officeFormat(
  entries: readonly ZipEntry[],
): "DOCX" | "XLSX" | "PPTX" | null {
  const has = (name: string) => entries.some((entry) => entry.name === name);
  if (!has("[Content_Types].xml")) return null;
  if (has("word/document.xml")) return "DOCX";
  if (has("xl/workbook.xml")) return "XLSX";
  return has("ppt/presentation.xml") ? "PPTX" : null;
}

async function rewrite(
  reader: BlobReader,
  {
    file,
    entries,
    comment,
    found,
    limits,
  }: {
    readonly file: Blob;
    readonly entries: readonly ZipEntry[];
    readonly comment: string;
    readonly found: Found;
    readonly limits: MetadataLimits;
  },
): Promise<BlobPart[]> {
  // parts that lie over one another make a small package great without end
  if (entries.reduce((sum, one) => sum + one.packedBytes, 0) > file.size)
    throw new BeyondLimit("TOO_MUCH_INSIDE");
  if (comment) found.add("COMMENT", comment);
  const lastChange = Math.max(0, ...entries.map(({ changed }) => changed));
  if (lastChange >>> 16 > 0x21) found.add("CHANGED_AT", dosTime(lastChange));
  // all that is unpacked, together: a bomb of many small parts counts like one big part
  let budget = limits.bytesInMemory;
  const open = async (entry: ZipEntry) => {
    const content = await unpack(reader, entry, budget);
    budget -= content.length;
    return content;
  };
  const parts: ZipPart[] = [];
  for (const entry of entries) {
    const { name } = entry;
    if (name.endsWith("/") && entry.bytes === 0) continue;
    if (/^docProps\/thumbnail\./i.test(name)) {
      found.add("THUMBNAIL");
      continue;
    }
    if (/^\[trash\]\//i.test(name)) {
      found.add("METADATA_BLOCK", name);
      continue;
    }
    const content = await cleanedPart(entry, { open, found, limits });
    if (content) parts.push({ entry, content });
    else {
      const { start, end } = await packedPlace(reader, entry);
      parts.push({ entry, packed: file.slice(start, end) });
    }
  }
  return writeZip(parts);
}

/** New bytes of a part; null when it stays as it is. */
async function cleanedPart(
  entry: ZipEntry,
  {
    open,
    found,
    limits,
  }: {
    readonly open: (entry: ZipEntry) => Promise<Bytes>;
    readonly found: Found;
    readonly limits: MetadataLimits;
  },
): Promise<Bytes | null> {
  const { name } = entry;
  if (/\.(xml|rels|psmdcp)$/i.test(name)) {
    if (name.startsWith("_xmlsignatures/")) {
      found.add("SIGNATURE", "", false);
      found.note("DOCUMENT_SIGNED");
      return null;
    }
    if (plainContent.test(name)) return null;
    const content = await open(entry);
    const text = decoded(content);
    const clean = cleanOfficeXml(name, text, found);
    return clean === text ? null : new TextEncoder().encode(clean);
  }
  if (/\/media\//.test(name))
    return cleanedMedia(await open(entry), { found, limits });
  if (/printerSettings\d*\.bin$/i.test(name))
    return cleanedPrinter(await open(entry), found);
  if (/vbaProject[^/]*\.bin$/i.test(name)) {
    found.add("MACRO", name, false);
    found.note("MACROS_NOT_EXAMINED");
  } else if (/\/(embeddings|activeX)\/|\.(bin|ole)$/i.test(name)) {
    found.add("ATTACHMENT", name, false);
    found.note("ATTACHMENTS_NOT_EXAMINED");
  }
  return null;
}

function decoded(content: Bytes): string {
  if (content[0] === 0xff && content[1] === 0xfe) return utf16(content, true);
  if (content[0] === 0xfe && content[1] === 0xff) return utf16(content, false);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new MalformedFile();
  }
}

async function cleanedMedia(
  content: Bytes,
  { found, limits }: { readonly found: Found; readonly limits: MetadataLimits },
): Promise<Bytes | null> {
  const parts = await examineInside(new Blob([content]), found, limits);
  if (parts) return new Uint8Array(await new Blob(parts).arrayBuffer());
  // drawings and animations: their kinds are not read here
  found.note("ATTACHMENTS_NOT_EXAMINED");
  return null;
}

/**
 * DEVMODEW of Windows: the device's name in the first 64 bytes, the driver's own data after the public 220. Paper and
 * orientation stay.
 */
function cleanedPrinter(content: Bytes, found: Found): Bytes | null {
  const clean = content.slice();
  clean.fill(0, 0, Math.min(64, clean.length));
  clean.fill(0, Math.min(220, clean.length));
  if (isAllZero(content.subarray(0, 64)) && isAllZero(content.subarray(220)))
    return null;
  found.add(
    "PRINTER",
    utf16(content.subarray(0, 64), true).replace(/\0[^]*$/, ""),
  );
  return clean;
}

function dosTime(value: number): string {
  const [date, time] = [value >>> 16, value & 0xffff];
  const two = (part: number) => String(part).padStart(2, "0");
  return `${1980 + (date >> 9)}-${two((date >> 5) & 15)}-${two(date & 31)} ${two(time >> 11)}:${two((time >> 5) & 63)}`;
}
