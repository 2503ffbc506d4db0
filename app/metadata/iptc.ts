import type { MetadataLabel } from "#app/domain/codes/metadata";
import { guessText, startsWith, u16, u32, type Bytes } from "./bytes";
import type { Found } from "./found";

/** Data sets of record 2 (IPTC-NAA Information Interchange Model 4.2). */
const labels: Readonly<Record<number, MetadataLabel>> = {
  5: "TITLE",
  25: "KEYWORDS",
  26: "PLACE_NAME",
  27: "PLACE_NAME",
  40: "COMMENT",
  55: "CREATED_AT",
  60: "CREATED_AT",
  65: "SOFTWARE",
  80: "AUTHOR",
  85: "AUTHOR",
  90: "PLACE_NAME",
  92: "PLACE_NAME",
  95: "PLACE_NAME",
  101: "PLACE_NAME",
  103: "DOCUMENT_ID",
  105: "TITLE",
  110: "AUTHOR",
  115: "AUTHOR",
  116: "COPYRIGHT",
  118: "AUTHOR",
  120: "DESCRIPTION",
  122: "LAST_EDITOR",
};
const MOST_RESOURCES = 500;

/** Photoshop image resources, or bare IPTC data sets. Damage ends the reading: the block goes as a whole. */
export function readIptc(block: Bytes, found: Found): void {
  const before = found.size;
  if (block[0] === 0x1c) readDataSets(block, found);
  let at = 0;
  for (let count = 0; count < MOST_RESOURCES; count += 1) {
    if (!startsWith(block, "8BIM", at) || at + 12 > block.length) break;
    const id = u16(block, at + 4);
    const nameLength = (block[at + 6]! + 2) & ~1;
    const sizeAt = at + 6 + nameLength;
    if (sizeAt + 4 > block.length) break;
    const size = u32(block, sizeAt);
    const data = block.subarray(sizeAt + 4, sizeAt + 4 + size);
    if (id === 0x0404) readDataSets(data, found);
    if (id === 0x0409 || id === 0x040c) found.add("THUMBNAIL");
    at = sizeAt + 4 + size + (size & 1);
  }
  if (found.size === before) found.add("METADATA_BLOCK", "Photoshop");
}

function readDataSets(data: Bytes, found: Found): void {
  let at = 0;
  while (at + 5 <= data.length && data[at] === 0x1c) {
    const record = data[at + 1];
    const label = labels[data[at + 2]!];
    const length = u16(data, at + 3);
    if (length >= 0x8000) return;
    if (record === 2 && label)
      found.add(label, guessText(data.subarray(at + 5, at + 5 + length)));
    at += 5 + length;
  }
}
