import { promiseText } from "#app/crypto/tlog/promise";
import type { Day } from "#app/domain/shared/day";
import type { OpenLogSigner } from "#app/services/ports";

/** Signed promise of the log to include an entry: the same bytes each time, until another key signs. */
export function promiseEntry(
  log: OpenLogSigner,
  { leafHash, day }: { readonly leafHash: Uint8Array; readonly day: Day },
): string {
  return log.sign(promiseText({ origin: log.origin, leafHash, day }));
}
