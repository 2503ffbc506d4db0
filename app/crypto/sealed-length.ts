/**
 * How long a sealed file is, before it is sealed. An upload has to say its length first, and the portal takes no other length
 * than these: whoever could choose it freely could mark a file by it, for whoever sees only lengths.
 */
import { containerBytes } from "./file-container";
import { padmeLength } from "./padding";
import { sealedSize } from "./sealed-sizes";

/** STREAM of age: 64 KiB of plain text and a Poly1305 tag each */
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;

/** Bytes of the age file that `sealFileStream` makes for one recipient from so many bytes of content. */
export function sealedFileBytes(contentBytes: number): number {
  return sealedSize(containerBytes(contentBytes));
}

/** Whether an age file of this length can be a sealed file at all. */
export function isSealedFileLength(length: number): boolean {
  if (!Number.isSafeInteger(length) || length < sealedFileBytes(0))
    return false;
  const payload = length - sealedSize(0) + TAG_BYTES;
  const chunks = Math.ceil(payload / (CHUNK_BYTES + TAG_BYTES));
  const inside = payload - chunks * TAG_BYTES;
  // what is left for the last chunk must hold at least one byte
  return inside > (chunks - 1) * CHUNK_BYTES && padmeLength(inside) === inside;
}
