import { openStates } from "#app/domain/lead/lead";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Rewrapped } from "#app/forms/staff/key-commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { replaceLeadWraps } from "#app/services/lead/replace-lead-wraps.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireHeld, requireKeyMember } from "./key-members.server";
import { countToRewrap } from "./leads-to-rewrap.server";

/**
 * Moves open leads to the current office key, each with all its keys or not at all; the wraps to earlier keys go in the same
 * step. A lead that left the office, was closed or was moved by a colleague meanwhile is passed over. Done again, nothing
 * happens twice: a reload or a crash in the middle loses nothing.
 * @returns how many leads were moved and how many of the office still wait
 * @throws CodedError NOT_FOUND, OFFICE_KEY_CHANGED (a newer key came), NO_KEY_OF_OFFICE
 */
export async function storeRewrapped(
  deps: Deps,
  actor: StaffActor,
  { officeId, toOfficeKeyId, leads }: Rewrapped,
): Promise<{ readonly moved: number; readonly left: number }> {
  requireKeyMember(actor, officeId);
  return inTransaction(deps, async (tx) => {
    // a renewal waits for this batch, and this batch for a renewal
    await tx.$queryRaw`SELECT 1 FROM office WHERE id = ${officeId}::uuid FOR SHARE`;
    const current = await tx.officeKey.findFirst({
      where: { officeId, current: true },
      select: { id: true },
    });
    if (current?.id !== toOfficeKeyId)
      throw new CodedError("OFFICE_KEY_CHANGED");
    await requireHeld(tx, actor, { officeId, keyIds: [toOfficeKeyId] });
    const movedFrom = new Map<string, number>();
    let moved = 0;
    // in one order, so that two batches with the same leads do not wait for each other
    for (const wraps of [...leads].sort((a, b) =>
      a.leadId < b.leadId ? -1 : 1,
    )) {
      if (!(await isOpenHere(tx, wraps.leadId, officeId))) continue;
      const from = await oldKeys(tx, wraps.leadId, toOfficeKeyId);
      if (from.length === 0 || !(await holdsAll(tx, actor, officeId, from)))
        continue;
      const replaced = await replaceLeadWraps(tx, wraps.leadId, {
        ...wraps,
        officeKeyId: toOfficeKeyId,
      });
      if (!replaced) continue;
      moved++;
      for (const key of from) movedFrom.set(key, (movedFrom.get(key) ?? 0) + 1);
    }
    const left = await countToRewrap(tx, officeId, toOfficeKeyId);
    for (const [fromOfficeKeyId, count] of movedFrom)
      await appendLog(tx, {
        kind: "LEADS_REWRAPPED",
        day: deps.clock.today(),
        at: deps.clock.now(),
        officeId,
        personId: actor.personId,
        data: { fromOfficeKeyId, toOfficeKeyId, leads: count, left },
      });
    return { moved, left };
  });
}

async function isOpenHere(tx: Transaction, leadId: string, officeId: string) {
  await tx.$queryRaw`SELECT 1 FROM lead WHERE id = ${leadId}::uuid FOR UPDATE`;
  const lead = await tx.lead.findFirst({
    where: { id: leadId, officeId, state: { in: [...openStates] } },
    select: { id: true },
  });
  return lead !== null;
}

/** Keys other than the current one to which something of the lead is sealed. */
async function oldKeys(
  tx: Transaction,
  leadId: string,
  toOfficeKeyId: string,
): Promise<readonly string[]> {
  const officeKeyId = { not: toOfficeKeyId };
  const select = { officeKeyId: true } as const;
  const found = [
    await tx.threadKeyWrap.findMany({
      where: { tip: { leadId }, officeKeyId },
      select,
    }),
    await tx.identityKeyWrap.findMany({
      where: { identity: { tip: { leadId } }, officeKeyId },
      select,
    }),
    await tx.caseKeyWrap.findMany({ where: { leadId, officeKeyId }, select }),
  ].flat();
  return [...new Set(found.map((wrap) => wrap.officeKeyId))];
}

/** Somebody who does not hold the old key cannot have opened what they claim to have sealed anew. */
async function holdsAll(
  tx: Transaction,
  actor: StaffActor,
  officeId: string,
  keyIds: readonly string[],
): Promise<boolean> {
  const held = await tx.officeKeyWrap.count({
    where: {
      personId: actor.personId,
      officeKeyId: { in: [...keyIds] },
      officeKey: { officeId },
    },
  });
  return held === keyIds.length;
}
