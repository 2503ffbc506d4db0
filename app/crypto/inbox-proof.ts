/**
 * A proof file as the holder of an inbox looks at it: besides all that anybody can check, it has to be of this very tip. The
 * portal could hand out a flawless proof of somebody else's.
 */
import type { Day } from "#app/domain/shared/day";
import { checkProof } from "./tlog/check-proof";
import type { ProofReport } from "./tlog/proof-file";
import { sealedHash } from "./tip-promise";

export function checkInboxProof(
  file: string,
  known: {
    /** public half of the tip's thread key, which opened with the key of this inbox */
    readonly threadRecipient: string;
    readonly receivedDay: Day;
    /** verifier keys as everybody is shown them */
    readonly keys: readonly string[];
    readonly witnesses: readonly string[];
  },
): ProofReport {
  const { threadRecipient, receivedDay, keys, witnesses } = known;
  const report = checkProof(file, {
    trustedKeys: keys,
    trustedWitnesses: witnesses,
  });
  const tip = { threadRecipient, receivedDay };
  if (!report.ok || report.entries.some((entry) => isOfTip(entry, tip)))
    return report;
  return {
    ...report,
    ok: false,
    problems: [{ code: "ENTRY_OF_ANOTHER_LEAD", entry: 0 }],
    entries: report.entries.map((entry) => ({ ...entry, state: "WRONG" })),
    neglect: [],
  };
}

/** Every tip has its own entry, which all others of the file have to belong to. */
function isOfTip(
  entry: ProofReport["entries"][number],
  tip: { readonly threadRecipient: string; readonly receivedDay: Day },
): boolean {
  return (
    entry.kind === "TIP_RECEIVED" &&
    entry.day === tip.receivedDay &&
    entry.data.threadRecipientHash === sealedHash(tip.threadRecipient)
  );
}
