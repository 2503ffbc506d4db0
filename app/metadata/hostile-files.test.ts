import fc from "fast-check";
import { expect, it } from "vitest";
import {
  bytesOf,
  filesWithMetadata,
} from "#test/factories/files-with-metadata";
import { latin1 } from "./bytes";
import { serverLimits } from "./inspection";
import { unsafeExamine } from "./metadata";

/** Without the last net of `examine`: whatever a reader did not expect fails the test. */
async function examined(bytes: Uint8Array<ArrayBuffer>) {
  const result = await unsafeExamine(new Blob([bytes]), serverLimits);
  // overwriting keeps the length, rewriting a package adds a little for each part
  if (result.cleaned)
    expect(result.cleaned.blob.size).toBeLessThanOrEqual(
      2 * bytes.length + 4_096,
    );
  return result;
}

const files = filesWithMetadata();
const beginnings = [
  "\xff\xd8\xff\xe1",
  "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
  "RIFF\xff\xff\0\0WEBPVP8X",
  "\0\0\0\x0cftypheic\0\0\xff\xffmeta",
  "\0\0\0\x0cftypisom\0\0\xff\xffmoov",
  "%PDF-1.7\n1 0 obj <<",
  "PK\x03\x04",
];

it("random bytes after every beginning", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("", ...beginnings),
      fc.uint8Array({ maxLength: 3_000 }),
      async (head, tail) => void (await examined(bytesOf(head, tail))),
    ),
    { numRuns: 1_500 },
  );
});

it.each(files.map((file) => [file.name, file] as const))(
  "%s cut off anywhere: no fault, and no mark in what is called clean",
  async (_name, { bytes, marks }) => {
    const step = Math.max(1, Math.floor(bytes.length / 150));
    for (let length = 0; length < bytes.length; length += step) {
      const { cleaned } = await examined(bytes.slice(0, length));
      if (!cleaned || cleaned.left.length > 0) continue;
      const text = latin1(new Uint8Array(await cleaned.blob.arrayBuffer()));
      // cut off before the change, a PDF's earlier text is its text
      expect(
        marks.filter(
          (mark) => text.includes(mark) && !mark.includes("earlier-text"),
        ),
      ).toEqual([]);
    }
  },
);

it.each(files.map((file) => [file.name, file] as const))(
  "%s with flipped bits and lying lengths",
  async (_name, { bytes }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: fc.nat(bytes.length - 1),
            by: fc.constantFrom(1, 2, 4, 8, 16, 32, 64, 128, 255),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (flips) => {
          const damaged = bytes.slice();
          for (const { at, by } of flips) damaged[at]! ^= by;
          await examined(damaged);
        },
      ),
      { numRuns: 150 },
    );
  },
);
