import { createPublicKey, verify } from "node:crypto";
import { checkProofBytes } from "#app/crypto/tlog/check-proof";
import type { ProofReport } from "#app/crypto/tlog/proof-file";
import type { VerifyEd25519 } from "#app/crypto/tlog/signed-note";
import { isCodedError } from "#app/domain/shared/coded-error";
import { tokenBucket } from "./flood/token-bucket";
import { readMultipart } from "./multipart.server";

/** As the page says: 2 MB, in bytes. */
const MAX_FILE_BYTES = 2_000_000;
/** beyond it the connection is given up instead of reading on */
const MAX_BODY_BYTES = 8_000_000;
/**
 * A hostile file keeps the process busy for a good part of a second. Whoever checks many has the page with scripts, the checker to
 * download and the command line, which cost this portal nothing.
 */
const bucket = tokenBucket({ perSecond: 1, burst: 20 }, () =>
  performance.now(),
);

/**
 * Checks a proof file that a browser without scripts posted. It lives in memory for this one request.
 * @throws CodedError BODY_INCOMPLETE, BODY_TOO_LARGE
 */
export async function checkSentProof(
  request: Request,
  field: string,
): Promise<
  | { readonly report: ProofReport }
  | { readonly refusal: "noFile" | "tooLarge" | "busy" }
> {
  let bytes: Uint8Array | null = null;
  try {
    await readMultipart(request, {
      maxBytes: MAX_BODY_BYTES,
      maxFileBytes: MAX_FILE_BYTES,
      onFile: async (file) => {
        if (file.field !== field || bytes !== null) return;
        bytes = await readAll(file.stream);
      },
    });
  } catch (error) {
    if (isCodedError(error) && error.code === "FILE_TOO_LARGE")
      return { refusal: "tooLarge" };
    throw error;
  }
  if (bytes === null) return { refusal: "noFile" };
  if (!bucket.take()) return { refusal: "busy" };
  return { report: checkProofBytes(bytes, { verify: verifyNatively }) };
}

async function readAll(
  stream: ReadableStream<Uint8Array>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>)
    chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in its DER form. */
const DER_HEAD = Buffer.from("302a300506032b6570032100", "hex");

/** Ten times as fast as ours in JavaScript: somebody else's file must not hold up all visitors. */
const verifyNatively: VerifyEd25519 = (signature, signed, publicKey) =>
  verify(
    null,
    signed,
    createPublicKey({
      key: Buffer.concat([DER_HEAD, publicKey]),
      format: "der",
      type: "spki",
    }),
    signature,
  );
