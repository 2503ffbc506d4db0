import { parseRecipient } from "#app/crypto/identity";
import { inboxKeysFromSeeds, type InboxSeeds } from "#app/crypto/inbox-keys";
import { unwrapIdentity, wrapIdentity } from "#app/crypto/key-wrap";
import { SEALED_WRAP_SIZE } from "#app/crypto/sealed-sizes";
import { officeAbove } from "#app/domain/routing/office-above";
import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, Transaction } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";
import {
  findInboxOf,
  threadIdentity,
  type FoundInbox,
} from "./find-inbox.server";

export type StrikeOut = {
  /** the office that handles the tip, as the tipster saw it */
  readonly officeId: string;
  readonly toOfficeId: string;
  /** current key of that office, to which the wraps are sealed */
  readonly officeKeyId: string;
  /** T */
  readonly threadWrap: Uint8Array;
  /** V; null when no name was given */
  readonly identityWrap: Uint8Array | null;
};

/** Once a lead is accepted the law's clock of the check runs, in an office that has begun to act: then it is too late. */
export function canStrikeOut(state: string): boolean {
  return state === "RECEIVED" || state === "SCREENING";
}

/**
 * The tipster takes the tip away from the office that handles it and gives it to the one above. The struck-out office loses every
 * wrap; its notes and documents, sealed to a key that nobody has any more, go with them. The lead starts anew where it goes, but
 * its last day to accept stays: 医保办发〔2018〕22号 counts it from the receipt of the report, whichever office holds it, and it was
 * promised to the tipster.
 * @throws CodedError SEALED_SIZE_WRONG | STRIKE_OUT_TOO_LATE | NO_OFFICE_ABOVE | OFFICE_KEY_MISSING;
 *   CHANGED_MEANWHILE when office or key are no longer those the tipster saw
 */
export async function strikeOutOffice(
  deps: Deps,
  inbox: FoundInbox,
  strike: StrikeOut,
): Promise<void> {
  const { threadWrap, identityWrap } = strike;
  for (const wrap of [threadWrap, identityWrap])
    if (wrap && wrap.length !== SEALED_WRAP_SIZE)
      throw new CodedError("SEALED_SIZE_WRONG");
  const { id: tipId, leadId } = inbox;
  const day = deps.clock.today();
  await inTransaction(deps, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM lead WHERE id = ${leadId}::uuid FOR UPDATE`;
    const lead = await tx.lead.findUniqueOrThrow({
      where: { id: leadId },
      select: { state: true, officeId: true },
    });
    if (!canStrikeOut(lead.state)) throw new CodedError("STRIKE_OUT_TOO_LATE");
    const { office, to, key } = await officesOf(tx, {
      tipId,
      officeId: lead.officeId,
    });
    const identity = await tx.sealedIdentity.findUnique({
      where: { tipId },
      select: { tipId: true },
    });
    if (
      strike.officeId !== office.id ||
      strike.toOfficeId !== to.id ||
      strike.officeKeyId !== key.id ||
      (identity === null) !== (identityWrap === null)
    )
      throw new CodedError("CHANGED_MEANWHILE");

    await tx.threadKeyWrap.deleteMany({ where: { tipId } });
    await tx.identityKeyWrap.deleteMany({ where: { tipId } });
    await tx.caseKeyWrap.deleteMany({ where: { leadId } });
    await tx.threadKeyWrap.create({
      data: {
        tipId,
        officeKeyId: key.id,
        ciphertext: bytesToStore(threadWrap),
      },
      select: { tipId: true },
    });
    if (identityWrap)
      await tx.identityKeyWrap.create({
        data: {
          tipId,
          officeKeyId: key.id,
          ciphertext: bytesToStore(identityWrap),
        },
        select: { tipId: true },
      });
    // an offer holds wraps for a third office; its row would also have to say at which minute it ended
    await tx.handOver.deleteMany({ where: { leadId, state: "OFFERED" } });
    await tx.caseNote.deleteMany({ where: { leadId } });
    const lost = await tx.caseDocument.findMany({
      where: { leadId },
      select: { storageKey: true, sealedBytes: true },
    });
    await tx.caseDocument.deleteMany({ where: { leadId } });
    // their objects go with the next purge of what belongs to nothing
    await tx.stagedFile.createMany({
      data: lost.map((document) => ({
        ...document,
        stagedDay: dayToStore(day),
      })),
    });
    await tx.lead.update({
      where: { id: leadId },
      data: {
        officeId: to.id,
        state: "RECEIVED",
        caseRecipient: null,
        ownerId: null,
        version: { increment: 1 },
      },
      select: { id: true },
    });
    await tx.struckOutOffice.create({
      data: { tipId, officeId: office.id, day: dayToStore(day) },
      select: { tipId: true },
    });
    await writeTimeline(tx, tipId, {
      code: "STRUCK_OUT",
      day,
      values: {
        fromOfficeId: office.id,
        fromZh: office.nameZh,
        fromEn: office.nameEn,
        toOfficeId: to.id,
        toZh: to.nameZh,
        toEn: to.nameEn,
      },
    });
    await appendLog(tx, {
      kind: "OFFICE_STRUCK_OUT",
      day,
      leadId,
      officeId: to.id,
      data: {
        struckOfficeId: office.id,
        toOfficeId: to.id,
        officeKeyId: key.id,
      },
    });
  });
}

/** @throws CodedError NO_OFFICE_ABOVE | OFFICE_KEY_MISSING */
async function officesOf(
  db: Deps["db"] | Transaction,
  { tipId, officeId }: { readonly tipId: string; readonly officeId: string },
) {
  const offices = await db.office.findMany({
    select: {
      id: true,
      kind: true,
      areaCode: true,
      parentId: true,
      takesTips: true,
      nameZh: true,
      nameEn: true,
      keys: {
        where: { current: true },
        select: { id: true, recipient: true },
      },
    },
  });
  const struckOut = await db.struckOutOffice.findMany({
    where: { tipId },
    select: { officeId: true },
  });
  const office = offices.find(({ id }) => id === officeId)!;
  const to = officeAbove(
    office,
    offices,
    struckOut.map((row) => row.officeId),
  );
  if (!to) throw new CodedError("NO_OFFICE_ABOVE");
  const key = to.keys[0];
  if (!key) throw new CodedError("OFFICE_KEY_MISSING");
  return { office, to, key };
}

/**
 * The same without JavaScript: the keys are re-wrapped in memory. `officeId` is the office the page showed.
 * @throws CodedError INBOX_UNKNOWN, SEAL_NOT_OPENED, and all of `strikeOutOffice`
 */
export async function strikeOutWithSeeds(
  deps: Deps,
  seeds: InboxSeeds,
  { officeId }: { readonly officeId: string },
): Promise<void> {
  const inbox = await findInboxOf(deps.db, seeds);
  const { state } = await deps.db.lead.findUniqueOrThrow({
    where: { id: inbox.leadId },
    select: { state: true },
  });
  if (!canStrikeOut(state)) throw new CodedError("STRIKE_OUT_TOO_LATE");
  const { office, to, key } = await officesOf(deps.db, {
    tipId: inbox.id,
    officeId: inbox.lead.officeId,
  });
  if (office.id !== officeId) throw new CodedError("CHANGED_MEANWHILE");
  const recipient = parseRecipient(key.recipient);
  const identity = await deps.db.sealedIdentity.findUnique({
    where: { tipId: inbox.id },
    select: { recipient: true, inboxWrap: true },
  });
  const { inboxIdentity } = await inboxKeysFromSeeds(seeds);
  await strikeOutOffice(deps, inbox, {
    officeId,
    toOfficeId: to.id,
    officeKeyId: key.id,
    threadWrap: await wrapIdentity(
      await threadIdentity(inbox, seeds),
      recipient,
    ),
    identityWrap:
      identity &&
      (await wrapIdentity(
        await unwrapIdentity(identity.inboxWrap, inboxIdentity, {
          expectedRecipient: parseRecipient(identity.recipient),
        }),
        recipient,
      )),
  });
}
