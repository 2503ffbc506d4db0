import { ed25519 } from "@noble/curves/ed25519.js";
import { expect, test } from "vitest";
import { sealClaimEnvelope, verifyClaimSignature } from "./claim-envelope";
import { signDecline, verifyDecline } from "./decline-signature";
import { newIdentity, recipientOf } from "./identity";
import { toHex } from "./encoding";

const key = new Uint8Array(32).fill(7);
const claimPublicKey = ed25519.getPublicKey(key);
const rewardId = "018f0000-0000-7000-8000-000000000001";

test("holds for this reward and this key alone", () => {
  const signature = signDecline(rewardId, key);
  expect(verifyDecline(signature, { rewardId, claimPublicKey })).toBe(true);
  const other = "018f0000-0000-7000-8000-000000000002";
  expect(verifyDecline(signature, { rewardId: other, claimPublicKey })).toBe(
    false,
  );
  const foreign = ed25519.getPublicKey(new Uint8Array(32).fill(8));
  expect(verifyDecline(signature, { rewardId, claimPublicKey: foreign })).toBe(
    false,
  );
});

test("is frozen", () => {
  expect(toHex(signDecline(rewardId, key))).toBe(
    "4a5a25b0fad0e29ba25079f6a6f82f1fb2c2668c4ffd5d5a67cf59877117539e22fe56f370383d0063be6a1355902ea5d4c6652b0f816f9b6848e520058e1308",
  );
});

test("malformed keys and signatures are no error", () => {
  const signature = signDecline(rewardId, key);
  for (const wrong of [
    new Uint8Array(0),
    new Uint8Array(64),
    new Uint8Array(65),
  ])
    expect(verifyDecline(wrong, { rewardId, claimPublicKey })).toBe(false);
  for (const wrong of [new Uint8Array(0), new Uint8Array(32).fill(255)])
    expect(verifyDecline(signature, { rewardId, claimPublicKey: wrong })).toBe(
      false,
    );
});

test("a claim's signature is none of a refusal, nor the other way round", async () => {
  const recipients = [await recipientOf(await newIdentity())];
  const { sealed, signature } = await sealClaimEnvelope(
    { name: "某" },
    { claimId: rewardId, claimPrivateKey: key, recipients },
  );
  expect(verifyDecline(signature, { rewardId, claimPublicKey })).toBe(false);
  expect(
    verifyClaimSignature({
      sealed,
      signature: signDecline(rewardId, key),
      claimId: rewardId,
      claimPublicKey,
    }),
  ).toBe(false);
});
