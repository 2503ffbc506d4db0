import {
  deriveInboxSeeds,
  inboxIdHash,
  inboxKeysFromSeeds,
} from "#app/crypto/inbox-keys";
import {
  newIdentity,
  parseRecipient,
  recipientOf,
  type AgeIdentity,
} from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { sealIdentity } from "#app/crypto/sealed-identity";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import {
  trackingCodeFromToken,
  type TrackingCode,
} from "#app/crypto/tracking-code";
import { clockDue } from "#app/domain/deadline/clocks";
import { proposeOffice } from "#app/domain/routing/propose-office";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_FILES } from "#app/domain/tip/limits";
import type { ReporterIdentity, TipBody } from "#app/forms/tip/tip-body";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { newNumber, newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";
import { takeStagedFiles, type StagedRef } from "./take-staged-files.server";

export type SubmitTipInput = {
  /** 32 random bytes of the form; the tracking code follows from them */
  readonly token: Uint8Array;
  readonly body: TipBody;
  readonly identity: ReporterIdentity | null;
  /** the thread key files were sealed to before; null when there are none */
  readonly thread: { readonly identity: AgeIdentity } | null;
  readonly staged: readonly StagedRef[];
};

/**
 * Takes in a tip whose words came to the server in plain (no JavaScript): seals everything in memory, stores ciphertext, and
 * forgets the rest. One form gives one tip: sent twice, at the same instant too, both get the same code.
 * @returns firstTime false when this form was sent before
 * @throws CodedError TOO_MANY_FILES, STAGED_FILE_GONE, AREA_UNKNOWN, OFFICE_MISSING, OFFICE_KEY_MISSING, BUSY
 */
export async function submitTip(
  deps: Deps,
  { token, body, identity, thread, staged }: SubmitTipInput,
): Promise<{
  readonly trackingCode: TrackingCode;
  readonly firstTime: boolean;
}> {
  if (staged.length > MOST_FILES)
    throw new CodedError("TOO_MANY_FILES", { values: { most: MOST_FILES } });
  const trackingCode = trackingCodeFromToken(token);
  const seeds = await deriveInboxSeeds(
    trackingCode,
    deps.settings.deploymentSalt,
    deps.argon2idForTips,
  );
  const idHash = bytesToStore(inboxIdHash(seeds.inboxId));
  const existing = () =>
    deps.db.tip.findUnique({
      where: { inboxIdHash: idHash },
      select: { id: true },
    });
  if (await existing()) return { trackingCode, firstTime: false };

  const { officeId, officeKeyId, officeRecipient, routingReason } =
    await receivingOffice(deps, body);
  const threadIdentity = thread?.identity ?? (await newIdentity());
  const threadRecipient = await recipientOf(threadIdentity);
  const inbox = await inboxKeysFromSeeds(seeds);
  const sealedBody = await sealBoundForm(formPurposes.tip, body, [
    threadRecipient,
  ]);
  const officeWrap = await wrapIdentity(threadIdentity, officeRecipient);
  const inboxWrap = await wrapIdentity(threadIdentity, inbox.inboxRecipient);
  const sealedIdentity =
    identity &&
    (await sealIdentity(identity, {
      threadRecipient,
      officeRecipient,
      inboxRecipient: inbox.inboxRecipient,
    }));

  const day = deps.clock.today();
  const acceptDueDay = clockDue("ACCEPT", day, deps.calendar);
  const leadId = newRandomId();
  const tipId = newRandomId();
  try {
    await inTransaction(deps, async (tx) => {
      await tx.lead.create({
        data: {
          id: leadId,
          number: newNumber(),
          officeId,
          state: "RECEIVED",
          receivedDay: dayToStore(day),
          acceptDueDay: dayToStore(acceptDueDay),
        },
        select: { id: true },
      });
      await tx.tip.create({
        data: {
          id: tipId,
          leadId,
          inboxIdHash: idHash,
          threadRecipient,
          inboxWrap: bytesToStore(inboxWrap),
          claimPublicKey: bytesToStore(inbox.claimPublicKey),
          sealedBy: "SERVER",
          body: bytesToStore(sealedBody),
          receivedDay: dayToStore(day),
        },
        select: { id: true },
      });
      await tx.threadKeyWrap.create({
        data: { tipId, officeKeyId, ciphertext: bytesToStore(officeWrap) },
        select: { tipId: true },
      });
      if (sealedIdentity)
        await tx.sealedIdentity.create({
          data: {
            tipId,
            recipient: sealedIdentity.recipient,
            ciphertext: bytesToStore(sealedIdentity.ciphertext),
            inboxWrap: bytesToStore(sealedIdentity.inboxWrap),
            keyWraps: {
              create: {
                officeKeyId,
                ciphertext: bytesToStore(sealedIdentity.keyWrap),
              },
            },
          },
          select: { tipId: true },
        });
      await takeStagedFiles(tx, staged, { tipId, day });
      await writeTimeline(tx, tipId, { code: "RECEIVED", day });
      await appendLog(tx, {
        kind: "TIP_RECEIVED",
        day,
        leadId,
        officeId,
        data: {
          sealedBy: "SERVER",
          release: null,
          fileHashes: body.files.map(({ sealedHash }) => sealedHash),
          bodyHash: hashForLog(sealedBody),
          threadRecipientHash: hashForLog(threadRecipient),
          files: staged.length,
          identity: sealedIdentity !== null,
          routingReason,
          acceptDueDay,
        },
      });
    });
  } catch (error) {
    // the same form, sent at the same instant, was there first
    const lost = isDuplicate(error) || isStagedFileGone(error);
    if (lost && (await existing())) return { trackingCode, firstTime: false };
    throw error;
  }
  return { trackingCode, firstTime: true };
}

function isStagedFileGone(error: unknown): boolean {
  return error instanceof CodedError && error.code === "STAGED_FILE_GONE";
}

async function receivingOffice(deps: Deps, body: TipBody) {
  const offices = await deps.db.office.findMany({
    select: {
      id: true,
      kind: true,
      areaCode: true,
      parentId: true,
      takesTips: true,
      keys: {
        where: { current: true },
        select: { id: true, recipient: true },
      },
    },
  });
  const { officeId, reason } = proposeOffice(body, offices);
  const key = offices.find(({ id }) => id === officeId)?.keys[0];
  if (!key) throw new CodedError("OFFICE_KEY_MISSING");
  return {
    officeId,
    officeKeyId: key.id,
    officeRecipient: parseRecipient(key.recipient),
    routingReason: reason,
  };
}
