import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64Url, toBase64Url, utf8Bytes } from "#app/crypto/encoding";
import { parseRecipient, type AgeRecipient } from "#app/crypto/identity";
import { CodedError } from "#app/domain/shared/coded-error";
import type { RoutedOffice } from "#app/domain/routing/propose-office";
import { getFromPortal } from "./tip-http";

/** An office as `GET /tip/directory` tells it to everybody. */
export type DirectoryOffice = RoutedOffice & {
  readonly nameZh: string;
  readonly nameEn: string;
  /** null while the office has no key */
  readonly officeKeyId: string | null;
  /** base64url SHA-256 of its recipient, as the log has it */
  readonly recipientHash: string | null;
};

export type TipDirectory = {
  /** of all key stretching of this deployment */
  readonly salt: Uint8Array;
  readonly offices: readonly DirectoryOffice[];
  /** name of the log, the keys that sign for it, newest first, and those of its witnesses (C2SP verifier keys) */
  readonly log: {
    readonly origin: string;
    readonly keys: readonly string[];
    readonly witnesses: readonly string[];
  };
};

/** The whole list, the same for everybody: which office a tip goes to is found here and asked of nobody. */
export async function readDirectory(): Promise<TipDirectory> {
  const answer = await getFromPortal("/tip/directory");
  return {
    salt: fromBase64Url(answer.salt as string),
    offices: answer.offices as readonly DirectoryOffice[],
    log: answer.log as TipDirectory["log"],
  };
}

/**
 * The public half of an office key. Against a portal that shows everybody one key in its directory and one person another.
 * @throws CodedError OFFICE_KEY_MISSING | OFFICE_KEY_NOT_AS_LISTED | AGE_RECIPIENT_NOT_VALID and as `getFromPortal`
 */
export async function readOfficeKey(
  office: Pick<DirectoryOffice, "officeKeyId" | "recipientHash">,
): Promise<{ readonly officeKeyId: string; readonly recipient: AgeRecipient }> {
  const { officeKeyId, recipientHash } = office;
  if (officeKeyId === null) throw new CodedError("OFFICE_KEY_MISSING");
  const answer = await getFromPortal(`/tip/keys/${officeKeyId}`);
  const recipient = String(answer.recipient);
  if (toBase64Url(sha256(utf8Bytes(recipient))) !== recipientHash)
    throw new CodedError("OFFICE_KEY_NOT_AS_LISTED");
  return { officeKeyId, recipient: parseRecipient(recipient) };
}
