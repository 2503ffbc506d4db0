import type { TipReceiptCheck } from "#app/components/report/receipt-view";
import {
  checkTipPromise,
  receiptFile,
  sealedHash,
  type CheckedTipPromise,
} from "#app/crypto/tip-promise";
import { parseRecipient } from "#app/crypto/identity";
import type { TipDirectory } from "./directory";

/**
 * The promise that came with the answer, held to what this worker sealed. Against a portal that takes a tip and does not write
 * it down, or writes down another.
 */
export async function checkReceipt(
  answer: { readonly entry: unknown; readonly promise: unknown },
  sent: {
    readonly directory: TipDirectory;
    readonly readDirectory: () => Promise<TipDirectory>;
    readonly threadRecipient: string;
    readonly attempts: readonly {
      readonly body: Uint8Array;
      readonly fileHashes: readonly string[];
    }[];
  },
): Promise<TipReceiptCheck> {
  const entry = typeof answer.entry === "string" ? answer.entry : "";
  const promise = typeof answer.promise === "string" ? answer.promise : "";
  const threadRecipientHash = sealedHash(parseRecipient(sent.threadRecipient));
  const sealed = sent.attempts.map(({ body, fileHashes }) => ({
    bodyHash: sealedHash(body),
    threadRecipientHash,
    fileHashes,
  }));
  const check = ({ log }: TipDirectory): CheckedTipPromise =>
    checkTipPromise({ entry, promise }, { log, sealed });
  let checked = check(sent.directory);
  // the log may have a new key since the directory was read
  if (!checked.right && checked.why === "KEY_UNKNOWN")
    try {
      checked = check(await sent.readDirectory());
    } catch {
      return { state: "NOT_CHECKED" };
    }
  if (!checked.right) return { state: "WRONG", why: checked.why };
  const { day, byDay, origin, keys } = checked;
  return {
    state: "RIGHT",
    day,
    byDay,
    file: receiptFile({ entry, promise }, { origin, keys }),
  };
}
