import { CodedError } from "#app/domain/shared/coded-error";
import type { Day } from "#app/domain/shared/day";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import type { Transaction } from "#app/services/ports";
import { base64UrlToStore } from "#app/services/stored-bytes";

/**
 * An office key sealed to the current recovery key; wraps to earlier recovery keys go, since their sheets were replaced for a
 * reason.
 * @throws CodedError RECOVERY_KEY_CHANGED
 */
export async function writeRecoveryWrap(
  tx: Transaction,
  of: {
    readonly day: Day;
    readonly at: Date;
    readonly officeId: string;
    readonly personId: string;
  },
  {
    officeKeyId,
    recoveryKeyId,
    wrap,
  }: {
    readonly officeKeyId: string;
    readonly recoveryKeyId: string;
    readonly wrap: string;
  },
): Promise<void> {
  const recovery = await tx.recoveryKey.findFirst({
    where: { id: recoveryKeyId, current: true },
    select: { recipient: true },
  });
  if (!recovery) throw new CodedError("RECOVERY_KEY_CHANGED");
  const { count } = await tx.officeKeyRecovery.createMany({
    data: [{ officeKeyId, recoveryKeyId, ciphertext: base64UrlToStore(wrap) }],
    skipDuplicates: true,
  });
  // also when the new wrap was there already: whoever keeps old sheets opens the key as long as one of these stays
  await tx.officeKeyRecovery.deleteMany({
    where: { officeKeyId, recoveryKeyId: { not: recoveryKeyId } },
  });
  if (count === 0) return;
  await appendLog(tx, {
    ...of,
    kind: "OFFICE_KEY_BACKED_UP",
    data: {
      officeKeyId,
      recoveryKeyId,
      recipientHash: hashForLog(recovery.recipient),
    },
  });
}
