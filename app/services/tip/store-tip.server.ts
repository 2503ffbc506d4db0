import type { AgeRecipient } from "#app/crypto/identity";
import type { SealedIdentity } from "#app/crypto/sealed-identity";
import { clockDue } from "#app/domain/deadline/clocks";
import type { Day } from "#app/domain/shared/day";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { isCodedError } from "#app/domain/shared/coded-error";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { promiseEntry } from "#app/services/log/promise-entry.server";
import { newNumber, newRandomId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore, storedDay } from "#app/services/stored-day";
import { takeStagedFiles, type StagedRef } from "./take-staged-files.server";

/** A tip of which nothing is readable any more. */
export type SealedTip = {
  /** SHA-256 of the inbox id */
  readonly inboxIdHash: Uint8Array;
  readonly threadRecipient: AgeRecipient;
  readonly inboxWrap: Uint8Array;
  readonly claimPublicKey: Uint8Array;
  /** whoever sealed it has seen it */
  readonly sealedBy: "BROWSER" | "SERVER";
  /** of the program in the browser; null when the server sealed */
  readonly release: string | null;
  readonly body: Uint8Array;
  readonly officeId: string;
  readonly officeKeyId: string;
  /** thread key sealed to the office */
  readonly threadWrap: Uint8Array;
  readonly identity: SealedIdentity | null;
  readonly staged: readonly StagedRef[];
  /** base64url SHA-256 of each sealed file, as the tip inside its seal names them */
  readonly fileHashes: readonly string[];
};

export type TipReceipt = {
  readonly receivedDay: Day;
  /** open text of the entry TIP_RECEIVED */
  readonly entry: string;
  /** that the log will include it, signed; the same bytes however often the tip comes */
  readonly promise: string;
  /** false when a tip with the same inbox was there before: sent twice, stored once */
  readonly firstTime: boolean;
};

/**
 * Lead, tip, wraps, files, timeline and log entry together, for both paths. The promise is signed when they are stored: whoever
 * holds it can show that they came.
 * @throws CodedError STAGED_FILE_GONE, UPLOAD_NOT_AS_SEALED, BUSY
 */
export async function storeTip(
  deps: Deps,
  tip: SealedTip,
): Promise<TipReceipt> {
  const { officeId, officeKeyId, identity, staged } = tip;
  const day = deps.clock.today();
  const acceptDueDay = clockDue("ACCEPT", day, deps.calendar);
  const leadId = newRandomId();
  const tipId = newRandomId();
  // before anything is stored: a tip without its promise would be an error to its sender, and there all the same
  const log = await deps.log.open();
  let written;
  try {
    written = await inTransaction(deps, async (tx) => {
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
          inboxIdHash: bytesToStore(tip.inboxIdHash),
          threadRecipient: tip.threadRecipient,
          inboxWrap: bytesToStore(tip.inboxWrap),
          claimPublicKey: bytesToStore(tip.claimPublicKey),
          sealedBy: tip.sealedBy,
          release: tip.release,
          body: bytesToStore(tip.body),
          receivedDay: dayToStore(day),
        },
        select: { id: true },
      });
      await tx.threadKeyWrap.create({
        data: { tipId, officeKeyId, ciphertext: bytesToStore(tip.threadWrap) },
        select: { tipId: true },
      });
      if (identity)
        await tx.sealedIdentity.create({
          data: {
            tipId,
            recipient: identity.recipient,
            ciphertext: bytesToStore(identity.ciphertext),
            inboxWrap: bytesToStore(identity.inboxWrap),
            keyWraps: {
              create: {
                officeKeyId,
                ciphertext: bytesToStore(identity.keyWrap),
              },
            },
          },
          select: { tipId: true },
        });
      await takeStagedFiles(
        tx,
        staged.map((file, at) => ({ ...file, sealedHash: tip.fileHashes[at] })),
        { tipId, day },
      );
      await writeTimeline(tx, tipId, { code: "RECEIVED", day });
      return appendLog(tx, {
        kind: "TIP_RECEIVED",
        day,
        leadId,
        officeId,
        data: {
          sealedBy: tip.sealedBy,
          release: tip.release,
          fileHashes: [...tip.fileHashes],
          bodyHash: hashForLog(tip.body),
          threadRecipientHash: hashForLog(tip.threadRecipient),
          files: staged.length,
          identity: identity !== null,
          acceptDueDay,
        },
      });
    });
  } catch (error) {
    // the same form, sent at the same instant, was there first
    const lost = isDuplicate(error) || isStagedFileGone(error);
    const earlier = lost && (await findReceipt(deps, tip.inboxIdHash));
    if (earlier) return earlier;
    throw error;
  }
  return {
    receivedDay: day,
    firstTime: true,
    entry: written.entry,
    promise: promiseEntry(log, { ...written, day }),
  };
}

/** The receipt of a tip that is there already. */
export async function findReceipt(
  deps: Pick<Deps, "db" | "log">,
  inboxIdHash: Uint8Array,
): Promise<TipReceipt | null> {
  const tip = await deps.db.tip.findUnique({
    where: { inboxIdHash: bytesToStore(inboxIdHash) },
    select: { receivedDay: true, leadId: true },
  });
  if (!tip) return null;
  const { entry, leafHash, day } = await deps.db.logEntry.findFirstOrThrow({
    where: { kind: "TIP_RECEIVED", leadId: tip.leadId },
    select: { entry: true, leafHash: true, day: true },
  });
  return {
    receivedDay: storedDay(tip.receivedDay),
    firstTime: false,
    entry,
    promise: promiseEntry(await deps.log.open(), {
      leafHash,
      day: storedDay(day),
    }),
  };
}

function isStagedFileGone(error: unknown): boolean {
  return isCodedError(error) && error.code === "STAGED_FILE_GONE";
}
