import {
  BeyondLimit,
  latin1,
  MalformedFile,
  u32,
  u64,
  type BlobReader,
  type Bytes,
} from "./bytes";

/** A box of the ISO base media file format (ISO/IEC 14496-12), or an atom of QuickTime, by its place. */
export type Box = {
  readonly type: string;
  readonly at: number;
  /** first byte after the header */
  readonly body: number;
  readonly end: number;
};

const MOST_TOP = 50_000;
const MOST_INNER = 20_000;

/** Boxes of the file's first level. What follows the last whole box is not one: `end` says where it begins. */
export async function topBoxes(
  reader: BlobReader,
): Promise<{ readonly boxes: readonly Box[]; readonly end: number }> {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= reader.size) {
    if (boxes.length >= MOST_TOP) throw new BeyondLimit("TOO_MUCH_INSIDE");
    const box = boxAt(await reader.upTo(at, 16), {
      at,
      base: at,
      end: reader.size,
    });
    if (!box) break;
    boxes.push(box);
    at = box.end;
  }
  return { boxes, end: at };
}

/**
 * Boxes inside `bytes` from `start` to `end`; places count from the beginning of `bytes`. Up to four bytes at the end may be
 * left over: QuickTime closes some lists with a zero.
 * @throws MalformedFile | BeyondLimit
 */
export function innerBoxes(
  bytes: Bytes,
  start: number,
  end: number,
): readonly Box[] {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end) {
    if (boxes.length >= MOST_INNER) throw new BeyondLimit("TOO_MUCH_INSIDE");
    const box = boxAt(bytes, { at, base: 0, end });
    if (!box) throw new MalformedFile();
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

/** `bytes` begin at `base`; null when there is no whole box. */
function boxAt(
  bytes: Bytes,
  {
    at,
    base,
    end,
  }: { readonly at: number; readonly base: number; readonly end: number },
): Box | null {
  const from = at - base;
  let size = u32(bytes, from);
  let body = at + 8;
  if (size === 1) {
    if (from + 16 > bytes.length) return null;
    size = u64(bytes, from + 8);
    body = at + 16;
  } else if (size === 0) size = end - at;
  if (size < body - at || at + size > end) return null;
  return { type: latin1(bytes, from + 4, from + 8), at, body, end: at + size };
}
