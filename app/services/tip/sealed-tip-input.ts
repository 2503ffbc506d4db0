import { z } from "zod";
import { fromBase64Url } from "#app/crypto/encoding";
import { parseRecipient, type AgeRecipient } from "#app/crypto/identity";
import { SEALED_FORM_SIZES, SEALED_WRAP_SIZE } from "#app/crypto/sealed-sizes";
import { MOST_FILES } from "#app/domain/tip/limits";
import type { TipReceipt } from "./store-tip.server";

/** Bytes in base64url, of one of these lengths; the length is looked at before anything is decoded. */
function bytesOf(...sizes: readonly number[]) {
  const lengths = sizes.map((size) => Math.ceil((size * 4) / 3));
  return z.string().transform((text, context) => {
    try {
      if (lengths.includes(text.length)) return fromBase64Url(text);
    } catch {
      // refused below
    }
    context.addIssue({ code: "custom", message: "INPUT_INVALID" });
    return z.NEVER;
  });
}

/** Hybrid ones only: what a tipster seals is safe from whoever copies it today and owns a quantum computer later. */
const HYBRID_LENGTH = 1_959;
const hybridRecipient = z
  .string()
  .length(HYBRID_LENGTH)
  .transform((text, context): AgeRecipient => {
    try {
      return parseRecipient(text);
    } catch {
      context.addIssue({ code: "custom", message: "INPUT_INVALID" });
      return z.NEVER;
    }
  });

/** SHA-256, of inbox ids as of sealed files; Ed25519 keys have the same length */
const HASH_BYTES = 32;

/**
 * What a browser sends when it has sealed a tip: age files of exactly the lengths that `sealBoundForm`, `wrapIdentity` and
 * `sealIdentity` make, and nothing beside.
 */
export const sealedTip = z
  .object({
    inboxIdHash: bytesOf(HASH_BYTES),
    threadRecipient: hybridRecipient,
    inboxWrap: bytesOf(SEALED_WRAP_SIZE),
    claimPublicKey: bytesOf(HASH_BYTES),
    body: bytesOf(...SEALED_FORM_SIZES),
    officeKeyId: z.uuid(),
    threadWrap: bytesOf(SEALED_WRAP_SIZE),
    identity: z
      .object({
        recipient: hybridRecipient,
        // a name and a contact are short: the smallest form holds them always
        ciphertext: bytesOf(SEALED_FORM_SIZES[0]!),
        keyWrap: bytesOf(SEALED_WRAP_SIZE),
        inboxWrap: bytesOf(SEALED_WRAP_SIZE),
      })
      .strict()
      .nullable(),
    files: z
      .array(
        z
          .object({
            uploadId: z.uuid(),
            sealedHash: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
          })
          .strict(),
      )
      .max(MOST_FILES)
      .refine(
        (files) =>
          new Set(files.map(({ uploadId }) => uploadId)).size === files.length,
      ),
    release: z.string().regex(/^[A-Za-z0-9.+-]{1,80}$/),
  })
  .strict();

/** The receipt, the same length for a tip that is new and for one that came again: entry and promise are the same bytes. */
export function receiptAnswer(receipt: TipReceipt) {
  return { ...receipt, filler: receipt.firstTime ? "0" : "" };
}
