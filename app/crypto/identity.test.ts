import { bech32 } from "@scure/base";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { expect, test } from "vitest";
import {
  identityFromSeed,
  newIdentity,
  parseIdentity,
  parseRecipient,
  recipientOf,
} from "./identity";

test("new identities are hybrid and differ", async () => {
  const identity = await newIdentity();
  expect(identity).toMatch(/^AGE-SECRET-KEY-PQ-1[02-9AC-HJ-NP-Z]{58}$/);
  expect(await newIdentity()).not.toBe(identity);
  const recipient = await recipientOf(identity);
  expect(recipient).toMatch(/^age1pq1/);
  expect(recipient).toHaveLength(1_959);
  expect(parseIdentity(identity)).toBe(identity);
  expect(parseRecipient(recipient)).toBe(recipient);
});

test("a seed gives one identity", () => {
  const seed = new Uint8Array(32).fill(7);
  const identity = identityFromSeed(seed);
  expect(bech32.decodeToBytes(identity)).toEqual({
    prefix: "age-secret-key-pq-",
    words: expect.any(Array) as number[],
    bytes: seed,
  });
  expect(parseIdentity(identity)).toBe(identityFromSeed(seed.slice()));
  expect(() => identityFromSeed(new Uint8Array(31))).toThrow(RangeError);
});

test("X25519 keys from outside are accepted", async () => {
  const identity = await generateX25519Identity();
  expect(parseIdentity(identity)).toBe(identity);
  const recipient = await identityToRecipient(identity);
  expect(parseRecipient(recipient)).toBe(recipient);
});

test("everything else is refused", async () => {
  const identity = await newIdentity();
  const recipient = await recipientOf(identity);
  const changed =
    recipient.slice(0, -1) + (recipient.endsWith("q") ? "p" : "q");
  for (const text of [
    "",
    "1",
    "age1",
    identity,
    changed,
    recipient.toUpperCase(),
    `${recipient} `,
    "constructor1qqqqqq",
  ]) {
    expect(() => parseRecipient(text)).toThrow("AGE_RECIPIENT_NOT_VALID");
  }
  for (const text of [
    "",
    recipient,
    identity.toLowerCase(),
    identity.slice(0, -1),
    `${identity}\n`,
  ]) {
    expect(() => parseIdentity(text)).toThrow("AGE_IDENTITY_NOT_VALID");
  }
});
