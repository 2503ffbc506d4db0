/**
 * The real name of a tipster who gave it. It has a key of its own, V, so that an office key can be renewed or a lead handed over
 * without anybody opening the name: only the wrap of V moves.
 */
import { formPurposes, openBoundForm, sealBoundForm } from "./bound-form";
import type { JsonValue } from "./canonical-json";
import {
  newIdentity,
  recipientOf,
  type AgeIdentity,
  type AgeRecipient,
} from "./identity";
import { unwrapIdentity, wrapIdentity } from "./key-wrap";

export type SealedIdentity = {
  /** public half of V */
  readonly recipient: AgeRecipient;
  readonly ciphertext: Uint8Array;
  /** V sealed to the office */
  readonly keyWrap: Uint8Array;
  /** V sealed to the inbox key of the tipster */
  readonly inboxWrap: Uint8Array;
};

/** @throws CodedError TEXT_TOO_LONG | JSON_VALUE_NOT_ALLOWED */
export async function sealIdentity(
  value: JsonValue,
  to: {
    readonly threadRecipient: AgeRecipient;
    readonly officeRecipient: AgeRecipient;
    readonly inboxRecipient: AgeRecipient;
  },
): Promise<SealedIdentity> {
  const key = await newIdentity();
  const recipient = await recipientOf(key);
  return {
    recipient,
    ciphertext: await sealBoundForm(
      formPurposes.identity(to.threadRecipient),
      value,
      [recipient],
    ),
    keyWrap: await wrapIdentity(key, to.officeRecipient),
    inboxWrap: await wrapIdentity(key, to.inboxRecipient),
  };
}

/** @throws CodedError SEAL_NOT_OPENED; WRAP_HOLDS_OTHER_KEY; SEAL_CONTENT_INVALID; SEALED_FOR_OTHER_PURPOSE for another tip's */
export async function openIdentity(
  { recipient, ciphertext, keyWrap }: Omit<SealedIdentity, "inboxWrap">,
  opener: {
    readonly officeKey: AgeIdentity;
    readonly threadRecipient: AgeRecipient;
  },
): Promise<JsonValue> {
  const key = await unwrapIdentity(keyWrap, opener.officeKey, {
    expectedRecipient: recipient,
  });
  return openBoundForm(
    formPurposes.identity(opener.threadRecipient),
    ciphertext,
    key,
  );
}
