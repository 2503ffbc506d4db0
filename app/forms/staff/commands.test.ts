import { describe, expect, it } from "vitest";
import { toBase64Url } from "#app/crypto/encoding";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import { leadCommand, openIdentity } from "./commands";

describe("commands of staff", () => {
  it("take a message only when it is an age file", async () => {
    const accepts = (bytes: Uint8Array) =>
      leadCommand.safeParse({
        command: "SEND_MESSAGE",
        version: 0,
        sealedMessage: toBase64Url(bytes),
        once: toBase64Url(new Uint8Array(32)),
      }).success;
    const sealed = await sealBoundForm(
      formPurposes.staffMessage,
      { v: 1, text: "您好" },
      [await recipientOf(await newIdentity())],
    );
    expect(accepts(sealed)).toBe(true);
    expect(accepts(new Uint8Array(sealed.length).fill(1))).toBe(false);
    expect(accepts(sealed.subarray(1))).toBe(false);
  });

  it("open an identity for a reason of the list, not in free words", () => {
    const accepts = (body: unknown) => openIdentity.safeParse(body).success;
    expect(accepts({ reasonCode: "VERIFY_EVIDENCE" })).toBe(true);
    expect(accepts({ reasonCode: "张三是举报人" })).toBe(false);
    expect(accepts({ reason: "核对原件" })).toBe(false);
  });
});
