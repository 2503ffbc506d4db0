import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8Bytes } from "./encoding";
import { newIdentity, recipientOf } from "./identity";
import {
  openBytes,
  openJson,
  openText,
  sealBytes,
  sealJson,
  sealText,
} from "./seal";

const [first, second, stranger] = await Promise.all([
  newIdentity(),
  newIdentity(),
  newIdentity(),
]);
const recipients = await Promise.all([first, second].map(recipientOf));

test("each recipient opens what was sealed, others do not", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (plain) => {
      const sealed = await sealBytes(plain, recipients);
      expect(await openBytes(sealed, first)).toEqual(plain);
      expect(await openBytes(sealed, second)).toEqual(plain);
      await expect(openBytes(sealed, stranger)).rejects.toThrow(
        "SEAL_NOT_OPENED",
      );
    }),
    { numRuns: 10 },
  );
});

test("sealing to nobody is refused", () => {
  expect(() => sealBytes(new Uint8Array(1), [])).toThrow(RangeError);
});

describe("changed bytes", async () => {
  const plain = utf8Bytes("言路".repeat(20_000)); // 120,000 bytes: two chunks of age's stream
  const sealed = await sealBytes(plain, [recipients[0]!]);

  test("are refused wherever a bit is turned", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length * 8 - 1), async (bit) => {
        const changed = sealed.slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        await expect(openBytes(changed, first)).rejects.toThrow(
          "SEAL_NOT_OPENED",
        );
      }),
      { numRuns: 150 },
    );
  });

  test("are refused wherever the end is cut, also between two chunks", async () => {
    const betweenChunks = sealed.length - (plain.length - 65_536 + 16);
    for (const length of [
      0,
      1,
      21,
      500,
      1_700,
      betweenChunks,
      sealed.length - 16,
      sealed.length - 1,
    ]) {
      await expect(
        openBytes(sealed.subarray(0, length), first),
      ).rejects.toThrow("SEAL_NOT_OPENED");
    }
  });

  test("are refused when something is added", async () => {
    await expect(
      openBytes(new Uint8Array([...sealed, 0]), first),
    ).rejects.toThrow("SEAL_NOT_OPENED");
  });

  test("are refused whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await expect(openBytes(bytes, first)).rejects.toThrow(
          "SEAL_NOT_OPENED",
        );
      }),
    );
  });
});

test("text and JSON come back; another shape is told from a wrong key", async () => {
  expect(await openText(await sealText("\ufeff言路", recipients), first)).toBe(
    "\ufeff言路",
  );
  expect(
    await openJson(
      await sealJson({ b: [1, null], a: "言" }, recipients),
      second,
    ),
  ).toEqual({ a: "言", b: [1, null] });
  expect(
    await openText(await sealJson({ b: 1, a: 2 }, recipients), first),
  ).toBe('{"a":2,"b":1}');
  await expect(
    openJson(await sealText("{", recipients), first),
  ).rejects.toThrow("SEAL_CONTENT_INVALID");
  await expect(
    openText(await sealBytes(Uint8Array.of(255), recipients), first),
  ).rejects.toThrow("SEAL_CONTENT_INVALID");
  await expect(
    openJson(await sealJson(1, recipients), stranger),
  ).rejects.toThrow("SEAL_NOT_OPENED");
});
