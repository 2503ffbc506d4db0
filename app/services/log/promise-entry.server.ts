import { promiseText } from "#app/crypto/tlog/promise";
import type { Day } from "#app/domain/shared/day";
import type { Deps } from "#app/services/ports";

/** Signed promise of the log to include an entry: the same bytes each time, until another key signs. */
export function promiseEntry(
  { log }: Pick<Deps, "log">,
  entry: { readonly leafHash: Uint8Array; readonly day: Day },
): Promise<string> {
  const { leafHash, day } = entry;
  return log.sign(promiseText({ origin: log.origin, leafHash, day }));
}
