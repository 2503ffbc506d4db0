import { expect, test } from "vitest";
import { sealClaimEnvelope } from "./claim-envelope";
import { newIdentity, recipientOf } from "./identity";
import { wrapIdentity } from "./key-wrap";
import { sealBytes } from "./seal";
import { sealForm } from "./sealed-form";
import {
  SEALED_CLAIM_SIZE,
  SEALED_FORM_SIZES,
  SEALED_WRAP_SIZE,
  sealedSize,
} from "./sealed-sizes";

const recipient = await recipientOf(await newIdentity());

test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 131_073])(
  "%i bytes",
  async (bytes) => {
    const sealed = await sealBytes(new Uint8Array(bytes), [recipient]);
    expect(sealed.length).toBe(sealedSize(bytes));
  },
);

test("every form, wrap and claim has one of the sizes", async () => {
  const lengths: number[] = [];
  for (const characters of [0, 5_000, 20_000, 80_000])
    lengths.push((await sealForm("x".repeat(characters), [recipient])).length);
  expect(lengths).toEqual(SEALED_FORM_SIZES);
  const wrap = await wrapIdentity(await newIdentity(), recipient);
  expect(wrap.length).toBe(SEALED_WRAP_SIZE);
  const { sealed } = await sealClaimEnvelope(
    { name: "某" },
    {
      claimId: "x",
      claimPrivateKey: new Uint8Array(32),
      recipients: [recipient],
    },
  );
  expect(sealed.length).toBe(SEALED_CLAIM_SIZE);
});
