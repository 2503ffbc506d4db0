/**
 * A sealed form that says inside the seal what it is. age does not tell who sealed: without this a dishonest server could show
 * a message as the tip, an officer's words as the tipster's, or the identity of one tip in the place of another's. The key
 * binds the rest: a thread key belongs to one tip and a case key to one lead, so only forms of one key could be exchanged.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { CodedError } from "#app/domain/shared/coded-error";
import type { JsonValue } from "./canonical-json";
import { toBase64Url, utf8Bytes } from "./encoding";
import type { AgeIdentity, AgeRecipient } from "./identity";
import { openForm, sealForm } from "./sealed-form";

declare const brand: unique symbol;
/** What a form is; equal texts are equal purposes. */
export type FormPurpose = string & { readonly [brand]: "FormPurpose" };

const named = (name: string) => name as FormPurpose;

export const formPurposes = {
  tip: named("tip"),
  tipsterMessage: named("message/tipster"),
  staffMessage: named("message/staff"),
  note: named("note"),
  /** sealed to an office, whose key opens the identities of many tips: hence the tip's own thread key */
  identity: (threadRecipient: AgeRecipient) =>
    named(`identity/${toBase64Url(sha256(utf8Bytes(threadRecipient)))}`),
} as const;

/** Size as `sealForm`. @throws CodedError JSON_VALUE_NOT_ALLOWED | TEXT_TOO_LONG */
export function sealBoundForm(
  purpose: FormPurpose,
  value: JsonValue,
  recipients: readonly AgeRecipient[],
): Promise<Uint8Array> {
  return sealForm({ purpose, value }, recipients);
}

/** @throws CodedError SEAL_NOT_OPENED; SEAL_CONTENT_INVALID; SEALED_FOR_OTHER_PURPOSE when it is a form of another kind */
export async function openBoundForm(
  purpose: FormPurpose,
  sealed: Uint8Array,
  identity: AgeIdentity,
): Promise<JsonValue> {
  const form = await openForm(sealed, identity);
  if (
    form === null ||
    typeof form !== "object" ||
    Array.isArray(form) ||
    !Object.hasOwn(form, "value")
  )
    throw new CodedError("SEAL_CONTENT_INVALID");
  const bound = form as { readonly [key: string]: JsonValue };
  if (bound["purpose"] !== purpose)
    throw new CodedError("SEALED_FOR_OTHER_PURPOSE");
  return bound["value"]!;
}
