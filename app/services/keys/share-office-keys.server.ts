import type { ShareOfficeKeys } from "#app/forms/staff/key-commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { base64UrlToStore } from "#app/services/stored-bytes";
import {
  keyMembers,
  lockOfficeKeys,
  requireHeld,
  requireKeyMember,
  requireMember,
} from "./key-members.server";

/**
 * A member gives a colleague the keys of their office that the colleague lacks. What the colleague holds already stays: two
 * who share at the same time do no harm.
 * @returns how many keys are new to the colleague
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED, NO_KEY_OF_OFFICE, MEMBERS_CHANGED
 */
export async function shareOfficeKeys(
  deps: Deps,
  actor: StaffActor,
  input: ShareOfficeKeys,
): Promise<{ readonly shared: number }> {
  const { officeId, personId, recipientHash, keys } = input;
  requireKeyMember(actor, officeId);
  requireStepUp(actor);
  return inTransaction(deps, async (tx) => {
    await lockOfficeKeys(tx, officeId);
    await requireHeld(tx, actor, {
      officeId,
      keyIds: keys.map(({ officeKeyId }) => officeKeyId),
    });
    requireMember(await keyMembers(tx, officeId), { personId, recipientHash });
    let shared = 0;
    for (const { officeKeyId, wrap } of keys) {
      const { count } = await tx.officeKeyWrap.createMany({
        data: [{ officeKeyId, personId, ciphertext: base64UrlToStore(wrap) }],
        skipDuplicates: true,
      });
      if (count === 0) continue;
      shared++;
      await appendLog(tx, {
        kind: "OFFICE_KEY_SHARED",
        day: deps.clock.today(),
        at: deps.clock.now(),
        officeId,
        personId: actor.personId,
        data: { officeKeyId, toPersonId: personId, recipientHash },
      });
    }
    return { shared };
  });
}
