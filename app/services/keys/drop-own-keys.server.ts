import type { DropOwnKeys } from "#app/forms/staff/key-commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { lockOfficeKeys, requireKeyMember } from "./key-members.server";

/**
 * A member gives up wraps of their own that their browser cannot open, so that they count as holder no longer and a colleague
 * can share the keys again. Their own rows alone; the server cannot tell whether a wrap opens, so it takes their word.
 * @returns how many were there @throws CodedError NOT_FOUND, STEP_UP_NEEDED
 */
export async function dropOwnKeys(
  deps: Deps,
  actor: StaffActor,
  { officeId, officeKeyIds }: DropOwnKeys,
): Promise<{ readonly dropped: number }> {
  requireKeyMember(actor, officeId);
  requireStepUp(actor);
  const { personId } = actor;
  return inTransaction(deps, async (tx) => {
    await lockOfficeKeys(tx, officeId);
    let dropped = 0;
    for (const officeKeyId of new Set(officeKeyIds)) {
      const { count } = await tx.officeKeyWrap.deleteMany({
        where: { personId, officeKeyId, officeKey: { officeId } },
      });
      if (count === 0) continue;
      dropped++;
      await appendLog(tx, {
        kind: "OFFICE_KEY_UNSHARED",
        day: deps.clock.today(),
        at: deps.clock.now(),
        officeId,
        personId,
        data: { officeKeyId, fromPersonId: personId },
      });
    }
    return { dropped };
  });
}
