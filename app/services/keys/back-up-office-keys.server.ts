import type { BackUpOfficeKeys } from "#app/forms/staff/key-commands";
import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import {
  lockOfficeKeys,
  requireHeld,
  requireKeyMember,
} from "./key-members.server";
import { writeRecoveryWrap } from "./write-recovery-wrap.server";

/**
 * Office keys that are older than the recovery key, sealed to it by a member who compared its digits with a custodian's sheet.
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED, NO_KEY_OF_OFFICE, RECOVERY_KEY_CHANGED
 */
export async function backUpOfficeKeys(
  deps: Deps,
  actor: StaffActor,
  { officeId, recoveryKeyId, keys }: BackUpOfficeKeys,
): Promise<void> {
  requireKeyMember(actor, officeId);
  requireStepUp(actor);
  await inTransaction(deps, async (tx) => {
    await lockOfficeKeys(tx, officeId);
    await requireHeld(tx, actor, {
      officeId,
      keyIds: keys.map(({ officeKeyId }) => officeKeyId),
    });
    const of = {
      day: deps.clock.today(),
      at: deps.clock.now(),
      officeId,
      personId: actor.personId,
    };
    for (const key of keys)
      await writeRecoveryWrap(tx, of, { recoveryKeyId, ...key });
  });
}
