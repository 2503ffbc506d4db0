import { solveChallenge, type Challenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import { toBase64Url, utf8Bytes } from "#app/crypto/encoding";
import { CodedError } from "#app/domain/shared/coded-error";

/** The header that answers a challenge of the portal. Loaded only when one comes: usually there is none. @throws CodedError BUSY */
export async function solveWork(challenge: unknown): Promise<string> {
  const known = challenge as Challenge;
  const solution = await solveChallenge({ challenge: known, deriveKey });
  if (!solution) throw new CodedError("BUSY");
  return toBase64Url(utf8Bytes(JSON.stringify({ challenge: known, solution })));
}
