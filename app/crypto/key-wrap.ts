/**
 * Wrapping one identity to another: thread key T and case key C to the office key O, O to a member's user key U. The wrap is
 * an age file of one constant length, whatever key it holds, so that the store does not tell which is which.
 */
import { CodedError } from "#app/domain/shared/coded-error";
import { utf8Bytes, utf8Text } from "./encoding";
import {
  parseIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "./identity";
import { padToBucket, unpad } from "./padding";
import { openBytes, readContent, sealBytes } from "./seal";

/** An identity has 77 characters (hybrid) or 74 (X25519). */
export const WRAP_BYTES = 128;

export async function wrapIdentity(
  identity: AgeIdentity,
  recipient: AgeRecipient,
): Promise<Uint8Array> {
  return sealBytes(padToBucket(utf8Bytes(identity), [WRAP_BYTES]), [recipient]);
}

/**
 * `expectedRecipient`: the public half as the log or the key directory has it. Against a server that wraps a key of its own to
 * an office (it knows the office's recipient) and so gets everything sealed to that key from then on.
 * @throws CodedError SEAL_NOT_OPENED; SEAL_CONTENT_INVALID when no identity is inside; WRAP_HOLDS_OTHER_KEY
 */
export async function unwrapIdentity(
  wrap: Uint8Array,
  identity: AgeIdentity,
  { expectedRecipient }: { readonly expectedRecipient?: AgeRecipient } = {},
): Promise<AgeIdentity> {
  const padded = await openBytes(wrap, identity);
  const unwrapped = readContent(() => parseIdentity(utf8Text(unpad(padded))));
  if (
    expectedRecipient !== undefined &&
    (await recipientOf(unwrapped)) !== expectedRecipient
  ) {
    throw new CodedError("WRAP_HOLDS_OTHER_KEY");
  }
  return unwrapped;
}
