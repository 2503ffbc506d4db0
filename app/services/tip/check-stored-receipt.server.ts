import {
  checkTipPromise,
  sealedHash,
  type CheckedTipPromise,
} from "#app/crypto/tip-promise";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import type { TipReceipt } from "./store-tip.server";

/**
 * For a tipster without a program: the promise is looked at here, against what lies in the store. Files are named by the entry
 * alone; no list of them is readable any more.
 * @param inboxIdHash SHA-256 of the inbox id
 */
export async function checkStoredReceipt(
  deps: Pick<Deps, "db" | "log">,
  inboxIdHash: Uint8Array,
  { entry, promise }: TipReceipt,
): Promise<CheckedTipPromise> {
  const tip = await deps.db.tip.findUniqueOrThrow({
    where: { inboxIdHash: bytesToStore(inboxIdHash) },
    select: { body: true, threadRecipient: true },
  });
  const { data } = JSON.parse(entry) as {
    data: { fileHashes: readonly string[] };
  };
  return checkTipPromise(
    { entry, promise },
    {
      log: { origin: deps.log.origin, keys: await deps.log.verifiers() },
      sealed: [
        {
          bodyHash: sealedHash(tip.body),
          threadRecipientHash: sealedHash(tip.threadRecipient),
          fileHashes: data.fileHashes,
        },
      ],
    },
  );
}
