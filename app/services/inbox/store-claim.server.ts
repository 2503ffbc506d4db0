import { verifyClaimSignature } from "#app/crypto/claim-envelope";
import { SEALED_CLAIM_SIZE } from "#app/crypto/sealed-sizes";
import { payDue } from "#app/domain/deadline/clocks";
import { isLate } from "#app/domain/deadline/due-date";
import { claimReward as claimPosting } from "#app/domain/ledger/posting";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { writeTimeline } from "#app/services/lead/write-timeline.server";
import { postLedger } from "#app/services/ledger/post-ledger.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { newNumber } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import { ledgerEntryOf } from "#app/services/reward/book-reward.server";
import { lockReward } from "#app/services/reward/load-reward.server";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore, storedDay } from "#app/services/stored-day";
import type { FoundInbox } from "./find-inbox.server";

export type SealedClaim = {
  /** random (UUIDv4), made by whoever sealed it: the signature covers it */
  readonly claimId: string;
  readonly sealed: Uint8Array;
  readonly signature: Uint8Array;
  /** key of the finance office it is sealed to */
  readonly officeKeyId: string;
};

/**
 * Claims the reward: payee details sealed to the finance office alone, signed with the claim key of the code. Finance gets a
 * claim with a number of its own; nothing in it leads to the tip. The same claim again changes nothing.
 * @throws CodedError SEALED_SIZE_WRONG, CLAIM_SIGNATURE_WRONG, NOT_IN_THIS_STATE, ALREADY_CLAIMED, CLAIM_TOO_LATE,
 *   OFFICE_MISSING, CHANGED_MEANWHILE when the office has another key by now
 */
export async function storeClaim(
  deps: Deps,
  inbox: FoundInbox,
  { claimId, sealed, signature, officeKeyId }: SealedClaim,
): Promise<void> {
  if (sealed.length !== SEALED_CLAIM_SIZE)
    throw new CodedError("SEALED_SIZE_WRONG");
  const { claimPublicKey } = inbox;
  if (!verifyClaimSignature({ sealed, signature, claimId, claimPublicKey }))
    throw new CodedError("CLAIM_SIGNATURE_WRONG");
  const reward = await deps.db.reward.findUnique({
    where: { leadId: inbox.leadId },
    select: { id: true },
  });
  if (!reward) throw new CodedError("NOT_IN_THIS_STATE");
  const day = deps.clock.today();
  try {
    await inTransaction(deps, async (tx) => {
      const locked = await lockReward(tx, reward.id);
      if (locked.claim?.id === claimId) return;
      if (locked.state === "CLAIMED" || locked.state === "PAID")
        throw new CodedError("ALREADY_CLAIMED");
      if (locked.state === "LAPSED") throw new CodedError("CLAIM_TOO_LATE");
      if (locked.state !== "NOTIFIED")
        throw new CodedError("NOT_IN_THIS_STATE");
      if (locked.claimDueDay && isLate(storedDay(locked.claimDueDay), day))
        throw new CodedError("CLAIM_TOO_LATE");
      const entry = ledgerEntryOf(locked, day);
      const key = await tx.officeKey.findFirst({
        where: { officeId: entry.financeOfficeId, current: true },
        select: { id: true },
      });
      if (key?.id !== officeKeyId) throw new CodedError("CHANGED_MEANWHILE");
      const payDueDay = payDue(day, deps.calendar);
      await tx.claim.create({
        data: {
          id: claimId,
          number: newNumber(),
          rewardId: reward.id,
          financeOfficeId: entry.financeOfficeId,
          officeKeyId,
          amountFen: BigInt(entry.amountFen),
          envelope: bytesToStore(sealed),
          signature: bytesToStore(signature),
          claimDay: dayToStore(day),
          payDueDay: dayToStore(payDueDay),
          state: "CLAIMED",
        },
        select: { id: true },
      });
      await tx.reward.update({
        where: { id: reward.id },
        data: { state: "CLAIMED", version: { increment: 1 } },
        select: { id: true },
      });
      await writeTimeline(tx, inbox.id, { code: "CLAIMED", day });
      await appendLog(tx, {
        kind: "REWARD_CLAIMED",
        day,
        leadId: inbox.leadId,
        officeId: inbox.lead.officeId,
        data: {
          rewardId: reward.id,
          claimId,
          envelopeHash: hashForLog(sealed),
          payDueDay,
        },
      });
      await postLedger(tx, claimPosting(entry));
    });
  } catch (error) {
    // somebody else's claim has this id: of 122 random bits that is no chance
    if (isDuplicate(error)) throw new CodedError("INPUT_INVALID");
    throw error;
  }
}
