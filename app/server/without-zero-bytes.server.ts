import { Transform } from "node:stream";

/**
 * React 18 writes pages through a buffer of 2,048 bytes and, when a character of several bytes does not fit at its end,
 * sends the unused rest as zero bytes (facebook/react issue 24985). In an attribute or a text area a browser turns each
 * into U+FFFD: Chinese text that travels in a hidden field would come back damaged. No byte of a UTF-8 character is zero,
 * and no page of ours holds a NUL, so every zero byte is one of these.
 */
export function withoutZeroBytes(): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      done(
        null,
        chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk,
      );
    },
  });
}
