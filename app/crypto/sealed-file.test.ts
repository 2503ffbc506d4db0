import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  concatBytes,
  equalBytes,
  uint32Bytes,
  uint64Bytes,
  utf8Bytes,
} from "./encoding";
import { newIdentity, recipientOf } from "./identity";
import { padmeLength } from "./padding";
import { openBytes, sealBytes } from "./seal";
import { openFileBytes, openFileStream, sealFileStream } from "./sealed-file";

const identity = await newIdentity();
const recipients = [await recipientOf(identity)];
const photo = { name: "现场照片.jpg", type: "image/jpeg" };
const FRAME = 65_532;

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function readAll(
  stream: ReadableStream<Uint8Array>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read())
    chunks.push(next.value);
  return concatBytes(...chunks);
}

async function seal(content: Uint8Array, label = photo) {
  const { stream, done, sealedSize } = await sealFileStream(
    streamOf([content]),
    label,
    recipients,
  );
  const sealed = await readAll(stream);
  return { sealed, sealedSize, result: await done };
}

/** Content that is never the same in two places. */
function pattern(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++)
    bytes[at] = (at * 31 + (at >> 8) * 17) & 0xff;
  return bytes;
}

describe("a sealed file", () => {
  // The last is padded by more than two frames of zeros.
  test.each([0, 1, 5_000, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 8_400_000])(
    "of %i bytes comes back with name and type",
    async (length) => {
      const content = pattern(length);
      const { sealed, sealedSize, result } = await seal(content);
      expect(sealedSize(length)).toBe(sealed.length);
      expect(result).toEqual({
        plainBytes: length,
        sealedBytes: sealed.length,
        sealedSha256: sha256(sealed),
      });
      const opened = await openFileBytes(sealed, identity);
      expect([opened.name, opened.type]).toEqual([photo.name, photo.type]);
      expect(equalBytes(opened.content, content)).toBe(true);
    },
  );

  test("comes back however source and download are cut", async () => {
    const cut = (bytes: Uint8Array, sizes: readonly number[]) => {
      const chunks: Uint8Array[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn++) {
        const size = sizes[turn % sizes.length]!;
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      return streamOf([new Uint8Array(0), ...chunks, new Uint8Array(0)]);
    };
    const sizes = fc.array(fc.integer({ min: 100, max: 150_000 }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 300_000 }),
        sizes,
        sizes,
        async (length, up, down) => {
          const content = pattern(length);
          const { stream } = await sealFileStream(
            cut(content, up),
            photo,
            recipients,
          );
          const opened = await openFileStream(
            cut(await readAll(stream), down),
            identity,
          );
          expect(opened.name).toBe(photo.name);
          expect(equalBytes(await readAll(opened.content), content)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("has a length that neither name nor type nor the exact size changes", async () => {
    const labels = [
      photo,
      { name: "", type: "" },
      { name: "长".repeat(255), type: "a".repeat(251) },
    ];
    const lengths = await Promise.all(
      labels.map(
        async (label) => (await seal(pattern(10_000), label)).sealed.length,
      ),
    );
    expect(new Set(lengths).size).toBe(1);

    const plainLength = async (length: number) =>
      (await openBytes((await seal(pattern(length))).sealed, identity)).length;
    for (const length of [0, 777, 70_001, 500_000]) {
      const plain = await plainLength(length);
      expect(padmeLength(plain)).toBe(plain);
    }
    const sizes = await Promise.all(
      [100_001, 100_500, 101_000].map(
        async (length) => (await seal(pattern(length))).sealed.length,
      ),
    );
    expect(new Set(sizes).size).toBe(1);
  });

  test("is read from its source only as fast as the sealed bytes are taken", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += FRAME;
        controller.enqueue(new Uint8Array(FRAME));
      },
    });
    const { stream, done } = await sealFileStream(endless, photo, recipients);
    const reader = stream.getReader();
    let taken = 0;
    while (taken < 3_000_000) taken += (await reader.read()).value!.length;
    expect(pulled).toBeLessThan(taken + 16 * FRAME);
    await reader.cancel("enough");
    await expect(done).rejects.toBe("enough");
  });

  test("is opened only as fast as the content is taken", async () => {
    const { sealed } = await seal(pattern(4_000_000));
    let given = 0;
    const source = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = sealed.subarray(given, given + 65_536);
        given += chunk.length;
        if (chunk.length > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const { content } = await openFileStream(source, identity);
    const reader = content.getReader();
    let taken = 0;
    while (taken < 1_000_000) taken += (await reader.read()).value!.length;
    expect(given).toBeLessThan(taken + 16 * FRAME);
    await reader.cancel();
  });

  test("passes a failure of its source to both ends, as it is", async () => {
    const broken = (chunk: Uint8Array) => {
      let pulls = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (pulls++ === 0) controller.enqueue(chunk);
          else controller.error(new Error("connection lost"));
        },
      });
    };
    const { stream, done } = await sealFileStream(
      broken(pattern(10)),
      photo,
      recipients,
    );
    await expect(readAll(stream)).rejects.toThrow("connection lost");
    await expect(done).rejects.toThrow("connection lost");

    const { sealed } = await seal(pattern(500_000));
    await expect(
      openFileStream(broken(sealed.subarray(0, 100)), identity),
    ).rejects.toThrow("connection lost");
    const { content } = await openFileStream(
      broken(sealed.subarray(0, 200_000)),
      identity,
    );
    await expect(readAll(content)).rejects.toThrow("connection lost");
  });

  test("cancels its source when the reader goes away", async () => {
    const cancelled: unknown[] = [];
    const source = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(FRAME)),
      cancel: (reason) => void cancelled.push(reason),
    });
    const { stream, done } = await sealFileStream(source, photo, recipients);
    await stream.cancel("closed");
    await expect(done).rejects.toBe("closed");
    expect(cancelled).toEqual(["closed"]);
  });

  test("refuses a name or a type that is too long", async () => {
    await expect(
      seal(pattern(1), { name: "长".repeat(256), type: "" }),
    ).rejects.toThrow("FILE_NAME_TOO_LONG");
    await expect(
      seal(pattern(1), { name: "", type: "a".repeat(252) }),
    ).rejects.toThrow("FILE_TYPE_TOO_LONG");
  });
});

describe("not opened", async () => {
  const { sealed } = await seal(pattern(200_000));

  test("with another's key", async () => {
    await expect(openFileBytes(sealed, await newIdentity())).rejects.toThrow(
      "SEAL_NOT_OPENED",
    );
  });

  test("after a change of any bit", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length * 8 - 1), async (bit) => {
        const changed = sealed.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        await expect(openFileBytes(changed, identity)).rejects.toThrow(
          "SEAL_NOT_OPENED",
        );
      }),
      { numRuns: 100 },
    );
  });

  test("when cut anywhere or lengthened", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), async (length) => {
        await expect(
          openFileBytes(sealed.subarray(0, length), identity),
        ).rejects.toThrow("SEAL_NOT_OPENED");
      }),
      { numRuns: 60 },
    );
    await expect(
      openFileBytes(concatBytes(sealed, Uint8Array.of(0)), identity),
    ).rejects.toThrow("SEAL_NOT_OPENED");
  });

  test("the source is let go of when the header is refused", async () => {
    const cancelled: unknown[] = [];
    const junk = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(utf8Bytes("not an age file\n")),
      cancel: (reason) => void cancelled.push(reason),
    });
    await expect(openFileStream(junk, identity)).rejects.toThrow(
      "SEAL_NOT_OPENED",
    );
    expect(cancelled).toHaveLength(1);
  });
});

/** Well sealed by somebody who writes the inside by hand: the layout must have exactly one form. */
describe("a container of another layout is refused", async () => {
  const header = (
    await openBytes((await seal(new Uint8Array(0))).sealed, identity)
  ).slice(0, 1024);
  const frame = (length: number) =>
    concatBytes(uint32Bytes(length), pattern(length));
  const end = uint32Bytes(0);
  const padded = (parts: readonly Uint8Array[], trailer: number) => {
    const written = concatBytes(...parts);
    const total = padmeLength(written.length + 8);
    return concatBytes(
      written,
      new Uint8Array(total - 8 - written.length),
      uint64Bytes(trailer),
    );
  };
  const good = padded([header, frame(10), end], 10);

  test("(the hand-written right one is accepted)", async () => {
    const opened = await openFileBytes(
      await sealBytes(good, recipients),
      identity,
    );
    expect(opened).toEqual({ ...photo, content: pattern(10) });
  });

  const changed = (at: number, value: number) => {
    const bytes = good.slice();
    bytes[at] = value;
    return bytes;
  };
  test.each<[string, Uint8Array]>([
    ["empty", new Uint8Array(0)],
    ["half a header", header.subarray(0, 500)],
    ["another magic", changed(0, 0x58)],
    ["a name longer than the header", changed(4, 0xff)],
    ["a name that is not UTF-8", changed(6, 0xff)],
    ["something after the type", changed(1_000, 1)],
    ["no end", concatBytes(header, frame(10))],
    [
      "a frame that is too long",
      padded([header, frame(FRAME + 1), end], FRAME + 1),
    ],
    [
      "a short frame before the last",
      padded([header, frame(10), frame(10), end], 20),
    ],
    ["padding that is not zero", changed(1_024 + 14 + 4, 1)],
    ["another length in the trailer", padded([header, frame(10), end], 11)],
    ["no padding", concatBytes(header, frame(10), end, uint64Bytes(10))],
    ["too much padding", concatBytes(good, new Uint8Array(8))],
  ])("%s", async (_, plain) => {
    const sealed = await sealBytes(plain, recipients);
    await expect(openFileBytes(sealed, identity)).rejects.toThrow(
      "SEAL_CONTENT_INVALID",
    );
  });
});
