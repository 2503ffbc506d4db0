import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  openClaimEnvelope,
  sealClaimEnvelope,
  verifyClaimSignature,
} from "./claim-envelope";
import { newIdentity, recipientOf } from "./identity";
import { sealText } from "./seal";

const finance = await newIdentity();
const recipients = [await recipientOf(finance)];
const claimKey = ed25519.keygen(new Uint8Array(32).fill(1));
const context = {
  claimId: "claim-1",
  claimPrivateKey: claimKey.secretKey,
  recipients,
};
const payee = {
  v: 1,
  name: "张三",
  idNumber: "000000190001010000",
  bank: "示例银行",
  account: "6200000000000000",
};
const envelope = await sealClaimEnvelope(payee, context);
const genuine = {
  ...envelope,
  claimId: "claim-1",
  claimPublicKey: claimKey.publicKey,
};

test("finance reads what the tipster sealed; others do not", async () => {
  expect(await openClaimEnvelope(envelope.sealed, finance)).toEqual(payee);
  await expect(
    openClaimEnvelope(envelope.sealed, await newIdentity()),
  ).rejects.toThrow("SEAL_NOT_OPENED");
});

test("all envelopes have one length", async () => {
  const other = await sealClaimEnvelope(
    { ...payee, name: "很长的名字".repeat(20), bank: "银".repeat(100) },
    context,
  );
  expect(other.sealed.length).toBe(envelope.sealed.length);
  await expect(
    sealClaimEnvelope({ name: "长".repeat(2_000) }, context),
  ).rejects.toThrow("TEXT_TOO_LONG");
});

test.each(["[]", "null", '"x"', "{"])(
  "a seal over %s is no envelope",
  async (text) => {
    const sealed = await sealText(text, recipients);
    await expect(openClaimEnvelope(sealed, finance)).rejects.toThrow(
      "SEAL_CONTENT_INVALID",
    );
  },
);

describe("verifyClaimSignature", () => {
  test("accepts the genuine one", () => {
    expect(verifyClaimSignature(genuine)).toBe(true);
  });

  test("refuses another claim, envelope or key", async () => {
    const other = await sealClaimEnvelope(payee, context);
    expect(verifyClaimSignature({ ...genuine, claimId: "claim-2" })).toBe(
      false,
    );
    expect(verifyClaimSignature({ ...genuine, sealed: other.sealed })).toBe(
      false,
    );
    const stranger = ed25519.keygen(new Uint8Array(32).fill(2));
    expect(
      verifyClaimSignature({ ...genuine, claimPublicKey: stranger.publicKey }),
    ).toBe(false);
  });

  test("refuses every changed bit of the signature", () => {
    fc.assert(
      fc.property(fc.nat(511), (bit) => {
        const signature = envelope.signature.slice();
        signature[bit >> 3]! ^= 1 << (bit & 7);
        expect(verifyClaimSignature({ ...genuine, signature })).toBe(false);
      }),
    );
  });

  test("refuses a key of small order, which ZIP 215 would let sign for anything", () => {
    const identityPoint = new Uint8Array(32);
    identityPoint[0] = 1;
    const signature = new Uint8Array(64);
    signature[0] = 1;
    expect(ed25519.verify(signature, envelope.sealed, identityPoint)).toBe(
      true,
    );
    expect(
      verifyClaimSignature({
        ...genuine,
        signature,
        claimPublicKey: identityPoint,
      }),
    ).toBe(false);
  });

  test.each([0, 31, 33])("answers false for a key of %i bytes", (length) => {
    expect(
      verifyClaimSignature({
        ...genuine,
        claimPublicKey: new Uint8Array(length),
      }),
    ).toBe(false);
    expect(
      verifyClaimSignature({ ...genuine, signature: new Uint8Array(length) }),
    ).toBe(false);
  });
});
