import { parseRecipient } from "#app/crypto/identity";
import { CodedError } from "#app/domain/shared/coded-error";
import type { MakeOfficeKey } from "#app/forms/staff/key-commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { base64UrlToStore } from "#app/services/stored-bytes";
import {
  keyMembers,
  lockOfficeKeys,
  requireHeld,
  requireKeyMember,
  requireMember,
} from "./key-members.server";
import { writeRecoveryWrap } from "./write-recovery-wrap.server";

/**
 * The first key of an office, or a new one in the place of the current (a member left; a new year). Only somebody who holds the
 * current key renews it, and everybody who holds it gets the new one: neither an administrator's invented member nor a
 * single colleague can shut the others out. Tips sealed from now on go to the new key; open leads are moved to it after
 * (`storeRewrapped`).
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED, OFFICE_KEY_CHANGED (somebody else was first), NO_KEY_OF_OFFICE,
 *   MEMBERS_CHANGED, RECOVERY_KEY_CHANGED, AGE_RECIPIENT_NOT_VALID
 */
export async function makeOfficeKey(
  deps: Deps,
  actor: StaffActor,
  input: MakeOfficeKey,
): Promise<{
  readonly officeKeyId: string;
  readonly year: number;
  readonly serial: number;
}> {
  const { officeId, replaces } = input;
  requireKeyMember(actor, officeId);
  requireStepUp(actor);
  const recipient = parseRecipient(input.recipient);
  return inTransaction(deps, async (tx) => {
    if ((await lockOfficeKeys(tx, officeId)) !== replaces)
      throw new CodedError("OFFICE_KEY_CHANGED");
    const members = await keyMembers(tx, officeId);
    const wrapped = new Set(input.wraps.map(({ personId }) => personId));
    const holders = members.filter(
      ({ holds }) => replaces !== null && holds.includes(replaces),
    );
    if (replaces !== null)
      await requireHeld(tx, actor, { officeId, keyIds: [replaces] });
    if (
      wrapped.size !== input.wraps.length ||
      !wrapped.has(actor.personId) ||
      holders.some(({ personId }) => !wrapped.has(personId))
    )
      throw new CodedError("MEMBERS_CHANGED");

    const now = deps.clock.now();
    const officeKeyId = newStaffId(now);
    const year = Number(deps.clock.today().slice(0, 4));
    const serial = (await lastSerial(tx, officeId, year)) + 1;
    await tx.officeKey.updateMany({
      where: { officeId, current: true },
      data: { current: false },
    });
    await tx.officeKey.create({
      data: {
        id: officeKeyId,
        officeId,
        year,
        serial,
        recipient,
        createdAt: now,
      },
      select: { id: true },
    });
    const of = {
      day: deps.clock.today(),
      at: now,
      officeId,
      personId: actor.personId,
    };
    await appendLog(tx, {
      ...of,
      kind: "OFFICE_KEY_MADE",
      data: { officeKeyId, year, serial, recipientHash: hashForLog(recipient) },
    });
    for (const each of input.wraps) {
      const member = requireMember(members, each);
      await tx.officeKeyWrap.create({
        data: {
          officeKeyId,
          personId: member.personId,
          ciphertext: base64UrlToStore(each.wrap),
        },
        select: { personId: true },
      });
      await appendLog(tx, {
        ...of,
        kind: "OFFICE_KEY_SHARED",
        data: {
          officeKeyId,
          toPersonId: member.personId,
          recipientHash: each.recipientHash,
        },
      });
    }
    if (input.recovery)
      await writeRecoveryWrap(tx, of, { officeKeyId, ...input.recovery });
    return { officeKeyId, year, serial };
  });
}

async function lastSerial(tx: Transaction, officeId: string, year: number) {
  const found = await tx.officeKey.aggregate({
    where: { officeId, year },
    _max: { serial: true },
  });
  return found._max.serial ?? 0;
}
