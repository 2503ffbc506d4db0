import { checkProofBytes } from "#app/crypto/tlog/check-proof";
import type { ProofReport } from "#app/crypto/tlog/proof-file";

const MAX_FILE_BYTES = 2_000_000;

/** Reads and checks a file of the visitor's own, in this page. */
export async function readChosen(
  file: File | undefined,
): Promise<
  | { readonly report: ProofReport }
  | { readonly refusal: "noFile" | "tooLarge" | "notRead" }
> {
  if (!file) return { refusal: "noFile" };
  if (file.size > MAX_FILE_BYTES) return { refusal: "tooLarge" };
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { refusal: "notRead" };
  }
  return { report: checkProofBytes(bytes) };
}
