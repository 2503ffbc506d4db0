import fc from "fast-check";
import { expect, test } from "vitest";
import { newIdentity, recipientOf } from "./identity";
import { padmeLength } from "./padding";
import { sealFileStream } from "./sealed-file";
import { isSealedFileLength, sealedFileBytes } from "./sealed-length";

const recipient = await recipientOf(await newIdentity());
const GIB = 1024 ** 3;

function zeros(length: number): ReadableStream<Uint8Array> {
  let left = length;
  return new ReadableStream({
    pull(controller) {
      const piece = Math.min(left, 100_000);
      if (piece > 0) controller.enqueue(new Uint8Array(piece));
      left -= piece;
      if (left === 0) controller.close();
    },
  });
}

test("a sealed file is as long as was said before, whatever its content, name and type", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.nat(2_000), fc.nat(400_000)),
      fc.string({ maxLength: 60 }),
      async (length, name) => {
        const { stream, done, sealedSize } = await sealFileStream(
          zeros(length),
          { name, type: "image/jpeg" },
          [recipient],
        );
        let bytes = 0;
        for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>)
          bytes += chunk.length;
        expect(bytes).toBe(sealedFileBytes(length));
        expect(sealedSize(length)).toBe(bytes);
        expect((await done).sealedBytes).toBe(bytes);
        expect(isSealedFileLength(bytes)).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("what lies inside the seal has a PADMÉ length, and no other length is one of a sealed file", () => {
  fc.assert(
    fc.property(
      fc.nat(GIB),
      fc.integer({ min: 1, max: 1_000 }),
      (content, off) => {
        const sealed = sealedFileBytes(content);
        expect(isSealedFileLength(sealed)).toBe(true);
        const unsealed = sealed - 1_627 - 16;
        const inside = unsealed - 16 * Math.ceil(unsealed / 65_552);
        expect(padmeLength(inside)).toBe(inside);
        expect(inside).toBeGreaterThanOrEqual(content);
        expect(inside).toBeLessThanOrEqual(content * 1.12 + 3_000);
        // the lengths of neighbours: far fewer than there are files
        const near = sealed + off;
        if (isSealedFileLength(near))
          expect(sealedFileBytes(content + off)).toBeGreaterThan(sealed);
      },
    ),
    { numRuns: 2_000 },
  );
  const lengths = new Set<number>();
  for (let content = 0; content <= GIB; content += 262_144)
    lengths.add(sealedFileBytes(content));
  expect(lengths.size).toBeLessThan(400);
});

test.each([
  -1,
  0,
  1,
  2_746,
  2_748,
  sealedFileBytes(1_000_000) + 1,
  sealedFileBytes(1_000_000) - 1,
  // one byte more than whole chunks hold: its tag has no byte to stand for
  1_627 + 16 + 65_552 + 16,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 60,
])("%d is no length of a sealed file", (length) => {
  expect(isSealedFileLength(length)).toBe(false);
});
