import { parseRecipient } from "#app/crypto/identity";
import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import type { MakeRecoveryKey } from "#app/forms/staff/key-commands";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { isAdministrator } from "./key-members.server";

/**
 * Whoever may hold a recovery ceremony: a custodian, or the leader of an office. Never an administrator, who makes custodians.
 * @throws CodedError NOT_FOUND
 */
export function requireRecoverer(actor: StaffActor): void {
  if (!may(actor, "keys.recover") || isAdministrator(actor))
    throw new CodedError("NOT_FOUND");
}

/**
 * Publishes the public half of a recovery key whose sheets every custodian has typed back. By itself it opens nothing: each
 * office seals its keys to it only after a member compared its digits with a sheet.
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED, RECOVERY_KEY_CHANGED (another was made meanwhile)
 */
export async function makeRecoveryKey(
  deps: Deps,
  actor: StaffActor,
  input: MakeRecoveryKey,
): Promise<{ readonly recoveryKeyId: string }> {
  requireRecoverer(actor);
  requireStepUp(actor);
  const recipient = parseRecipient(input.recipient);
  const { threshold, shares } = input;
  try {
    return await inTransaction(deps, async (tx) => {
      // two ceremonies at once: the second waits here and then finds the first one's key
      await tx.$queryRaw`SELECT 1 FROM recovery_key WHERE current FOR UPDATE`;
      const before = await tx.recoveryKey.findFirst({
        where: { current: true },
        select: { id: true },
      });
      if ((before?.id ?? null) !== input.replaces)
        throw new CodedError("RECOVERY_KEY_CHANGED");
      const now = deps.clock.now();
      const recoveryKeyId = newStaffId(now);
      await tx.recoveryKey.updateMany({
        where: { current: true },
        data: { current: false },
      });
      await tx.recoveryKey.create({
        data: {
          id: recoveryKeyId,
          recipient,
          threshold,
          shares,
          createdAt: now,
        },
        select: { id: true },
      });
      await appendLog(tx, {
        kind: "RECOVERY_KEY_MADE",
        day: deps.clock.today(),
        at: now,
        officeId: actor.officeId,
        personId: actor.personId,
        data: {
          recoveryKeyId,
          recipientHash: hashForLog(recipient),
          threshold,
          shares,
        },
      });
      return { recoveryKeyId };
    });
  } catch (error) {
    // the very first one, made twice at once: only the index could tell
    if (isDuplicate(error)) throw new CodedError("RECOVERY_KEY_CHANGED");
    throw error;
  }
}
