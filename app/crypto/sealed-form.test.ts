import { generateX25519Identity } from "age-encryption";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonical-json";
import { utf8Bytes } from "./encoding";
import { newIdentity, parseIdentity, recipientOf } from "./identity";
import { padText } from "./padding";
import { sealBytes } from "./seal";
import { openForm, sealForm } from "./sealed-form";

const identities = await Promise.all([
  newIdentity(),
  newIdentity(),
  newIdentity(),
]);
const recipients = await Promise.all(identities.map(recipientOf));

test("all forms of one bucket and as many recipients have one length, and come back", async () => {
  const lengths = new Map<string, number>();
  const form = fc.record({
    what: fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 200 }),
      fc.integer({ min: 0, max: 80_000 }).map((length) => "言".repeat(length)),
    ),
    evidence: fc.array(fc.string(), { maxLength: 5 }),
    amountFen: fc.option(fc.nat()),
  });
  await fc.assert(
    fc.asyncProperty(
      form,
      fc.integer({ min: 1, max: 3 }),
      async (value, count) => {
        const sealed = await sealForm(value, recipients.slice(0, count));
        const kind = `${padText(utf8Bytes(canonicalJson(value))).length} bytes to ${count}`;
        expect(sealed.length).toBe(lengths.get(kind) ?? sealed.length);
        lengths.set(kind, sealed.length);
        expect(await openForm(sealed, identities[0])).toEqual(value);
      },
    ),
    { numRuns: 60 },
  );
  expect(lengths.size).toBeGreaterThan(5);
});

test("the same holds for plain X25519 recipients", async () => {
  const recipient = await recipientOf(
    parseIdentity(await generateX25519Identity()),
  );
  const sizes = await Promise.all(
    ["", "一", "a".repeat(4_080)].map(
      async (text) => (await sealForm({ text }, [recipient])).length,
    ),
  );
  expect(new Set(sizes).size).toBe(1);
});

test("a tip of the longest allowed answers fits, whatever the characters", async () => {
  const worst = {
    what: "\u0001".repeat(20_000),
    howKnown: "\u0001".repeat(2_000),
    place: "𠮷".repeat(250),
  };
  expect(
    await openForm(await sealForm(worst, [recipients[0]!]), identities[0]),
  ).toEqual(worst);
});

test("more than the largest bucket is refused", async () => {
  await expect(sealForm("a".repeat(262_139), recipients)).rejects.toThrow(
    "TEXT_TOO_LONG",
  );
});

test("another's key and other content are told apart", async () => {
  const sealed = await sealForm({ a: 1 }, [recipients[0]!]);
  await expect(openForm(sealed, identities[1])).rejects.toThrow(
    "SEAL_NOT_OPENED",
  );
  const noForm = await sealBytes(utf8Bytes('{"a":1}'), [recipients[0]!]);
  await expect(openForm(noForm, identities[0])).rejects.toThrow(
    "SEAL_CONTENT_INVALID",
  );
});
