import { canonicalJson, type JsonValue } from "#app/crypto/canonical-json";
import { parseRecipient } from "#app/crypto/identity";
import { checkInboxProof } from "#app/crypto/inbox-proof";
import type { CheckedProof } from "./inbox-calls";

/** @param proof as the portal answered: whatever it is, it is written out and checked as a file that came from anywhere */
export function checkedProof(
  proof: unknown,
  known: Parameters<typeof checkInboxProof>[1],
): CheckedProof {
  let file = "";
  try {
    file = canonicalJson(proof as JsonValue);
  } catch {
    // no JSON that we write: refused as no proof file
  }
  const threadRecipient = parseRecipient(known.threadRecipient);
  return { file, report: checkInboxProof(file, { ...known, threadRecipient }) };
}
