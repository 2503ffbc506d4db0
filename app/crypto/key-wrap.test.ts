import { generateX25519Identity } from "age-encryption";
import { expect, test } from "vitest";
import { utf8Bytes } from "./encoding";
import { newIdentity, parseIdentity, recipientOf } from "./identity";
import { unwrapIdentity, wrapIdentity } from "./key-wrap";
import { padToBucket } from "./padding";
import { sealBytes } from "./seal";

const office = await newIdentity();
const officeRecipient = await recipientOf(office);

test("a wrapped key comes back to the office and to nobody else", async () => {
  const thread = await newIdentity();
  const wrap = await wrapIdentity(thread, officeRecipient);
  expect(await unwrapIdentity(wrap, office)).toBe(thread);
  await expect(unwrapIdentity(wrap, await newIdentity())).rejects.toThrow(
    "SEAL_NOT_OPENED",
  );
});

test("wraps of all kinds of keys have one length", async () => {
  const keys = [
    await newIdentity(),
    office,
    parseIdentity(await generateX25519Identity()),
  ];
  const lengths = await Promise.all(
    keys.map(async (key) => (await wrapIdentity(key, officeRecipient)).length),
  );
  expect(new Set(lengths).size).toBe(1);
});

test("a key put in the place of the right one is noticed", async () => {
  const [right, planted] = [await newIdentity(), await newIdentity()];
  const wrap = await wrapIdentity(planted, officeRecipient);
  const expectedRecipient = await recipientOf(right);
  await expect(
    unwrapIdentity(wrap, office, { expectedRecipient }),
  ).rejects.toThrow("WRAP_HOLDS_OTHER_KEY");
  expect(
    await unwrapIdentity(await wrapIdentity(right, officeRecipient), office, {
      expectedRecipient,
    }),
  ).toBe(right);
});

test.each([
  ["text", padToBucket(utf8Bytes("not a key"), [128])],
  ["unpadded bytes", utf8Bytes("not a key")],
])("a sealed %s is no wrap", async (_, plain) => {
  const sealed = await sealBytes(plain, [officeRecipient]);
  await expect(unwrapIdentity(sealed, office)).rejects.toThrow(
    "SEAL_CONTENT_INVALID",
  );
});
