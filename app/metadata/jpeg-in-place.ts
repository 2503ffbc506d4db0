import { isAllZero, latin1, startsWith, u16, type Bytes } from "./bytes";
import { readExif } from "./exif";
import type { Found } from "./found";

const MOST_SEGMENTS = 1_000;

/**
 * Metadata of a JPEG that must keep its length because it lies inside a document. Only the segments before the picture are
 * looked at; a document's reader takes the rest from the stated length.
 * @returns ranges to fill with zeros
 */
export async function wipeJpeg(
  picture: Bytes,
  found: Found,
): Promise<readonly { readonly at: number; readonly length: number }[]> {
  const ranges: { at: number; length: number }[] = [];
  let at = 2;
  for (
    let count = 0;
    count < MOST_SEGMENTS && at + 4 <= picture.length;
    count += 1
  ) {
    const marker = picture[at + 1]!;
    if (picture[at] !== 0xff || marker === 0xda || marker === 0xd9) break;
    const length = u16(picture, at + 2);
    if (length < 2) break;
    const data = picture.subarray(at + 4, at + 2 + length);
    const isMetadata =
      marker === 0xfe ||
      (marker >= 0xe1 &&
        marker <= 0xef &&
        marker !== 0xee &&
        !(marker === 0xe2 && startsWith(data, "ICC_PROFILE")));
    if (isMetadata && !isAllZero(data)) {
      if (marker === 0xe1 && startsWith(data, "Exif\0"))
        readExif(data.subarray(6), found);
      else
        found.add(
          marker === 0xfe ? "COMMENT" : "METADATA_BLOCK",
          latin1(data, 0, 40),
        );
      ranges.push({ at: at + 4, length: data.length });
    }
    at += 2 + length;
  }
  return ranges;
}
