import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps } from "#app/services/ports";
import {
  findReceipt,
  storeTip,
  type SealedTip,
  type TipReceipt,
} from "./store-tip.server";
import { takeUploads } from "./take-uploads.server";

export type SubmitSealedTipInput = Pick<
  SealedTip,
  | "inboxIdHash"
  | "threadRecipient"
  | "inboxWrap"
  | "claimPublicKey"
  | "body"
  | "officeKeyId"
  | "threadWrap"
  | "identity"
> & {
  readonly files: readonly {
    readonly uploadId: string;
    readonly sealedHash: string;
  }[];
  readonly release: string;
};

/**
 * Takes in a tip that was sealed in a browser. What it says, whom it is about and which place it names the server cannot
 * know: it sees an office key, checks that a tip may be sealed to it, and stores.
 * @throws CodedError OFFICE_KEY_NOT_CURRENT when the office got another key, or takes no tips any more, since the page read the
 *   directory; STAGED_FILE_GONE | UPLOAD_NOT_COMPLETE | UPLOAD_NOT_AS_SEALED | BUSY
 */
export async function submitSealedTip(
  deps: Deps,
  { files, ...tip }: SubmitSealedTipInput,
): Promise<TipReceipt> {
  const earlier = await findReceipt(deps, tip.inboxIdHash);
  if (earlier) return earlier;
  const key = await deps.db.officeKey.findFirst({
    where: { id: tip.officeKeyId, current: true, office: { takesTips: true } },
    select: { officeId: true },
  });
  if (!key) throw new CodedError("OFFICE_KEY_NOT_CURRENT");
  const staged = await takeUploads(
    deps,
    files.map(({ uploadId }) => uploadId),
  );
  return storeTip(deps, {
    ...tip,
    sealedBy: "BROWSER",
    officeId: key.officeId,
    staged,
    fileHashes: files.map(({ sealedHash }) => sealedHash),
  });
}
