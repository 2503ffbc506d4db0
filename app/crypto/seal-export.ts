/**
 * An export leaves the portal as an ordinary age file: to a recipient of whoever shall read it, or under a passphrase. It opens with
 * the `age` program alone.
 */
import { Encrypter } from "age-encryption";
import { CodedError } from "#app/domain/shared/coded-error";
import type { AgeRecipient } from "./identity";
import { encrypterFor } from "./seal";

export type ExportSeal =
  { readonly recipient: AgeRecipient } | { readonly passphrase: string };

/** Against guessing at a file that somebody may try for years: scrypt with N = 2^18 and at least so many characters. */
export const LEAST_PASSPHRASE_LENGTH = 16;

/** @throws CodedError EXPORT_PASSPHRASE_SHORT {least} */
export async function sealExport(
  plain: ReadableStream<Uint8Array>,
  to: ExportSeal,
): Promise<ReadableStream<Uint8Array>> {
  if ("recipient" in to) return encrypterFor([to.recipient]).encrypt(plain);
  if ([...to.passphrase].length < LEAST_PASSPHRASE_LENGTH)
    throw new CodedError("EXPORT_PASSPHRASE_SHORT", {
      field: "passphrase",
      values: { least: LEAST_PASSPHRASE_LENGTH },
    });
  const encrypter = new Encrypter();
  encrypter.setPassphrase(to.passphrase);
  return encrypter.encrypt(plain);
}
