import { constants, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";

const MOST_INFLATED = 16 * 1024 * 1024;
const options = {
  // a stream that is cut off still gives what it has
  finishFlush: constants.Z_SYNC_FLUSH,
  maxOutputLength: MOST_INFLATED,
};

/** Heads of zlib (RFC 1950, the four usual levels), gzip (RFC 1952) and deflated ZIP members. */
const heads: readonly {
  readonly bytes: Buffer;
  readonly inflate: (bytes: Buffer) => Buffer;
}[] = [
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => ({
    bytes: Buffer.of(0x78, level),
    inflate: (bytes: Buffer) => inflateSync(bytes, options),
  })),
  {
    bytes: Buffer.of(0x1f, 0x8b, 0x08),
    inflate: (bytes) => gunzipSync(bytes, options),
  },
  {
    bytes: Buffer.of(0x50, 0x4b, 0x03, 0x04),
    inflate: (bytes) =>
      bytes.length > 30 && bytes.readUInt16LE(8) === 8
        ? inflateRawSync(
            bytes.subarray(
              30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28),
            ),
            options,
          )
        : Buffer.alloc(0),
  },
];

/** Everything in `bytes` that is deflated, inflated. Random bytes look like a head now and then; those give nothing. */
export function inflatedParts(bytes: Buffer): readonly Buffer[] {
  const parts: Buffer[] = [];
  for (const { bytes: head, inflate } of heads)
    for (
      let at = bytes.indexOf(head);
      at !== -1;
      at = bytes.indexOf(head, at + 1)
    )
      try {
        const part = inflate(bytes.subarray(at));
        if (part.length > 0) parts.push(part);
      } catch {
        // no stream after all
      }
  return parts;
}
