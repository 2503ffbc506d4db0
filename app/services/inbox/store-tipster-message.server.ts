import { createHash } from "node:crypto";
import { SEALED_FORM_SIZES } from "#app/crypto/sealed-sizes";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Day } from "#app/domain/shared/day";
import { MOST_MESSAGES_A_DAY } from "#app/domain/tip/limits";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps, Transaction } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";
import type { FoundInbox } from "./find-inbox.server";

/** Of 5,000 characters no message is larger: 4 or 16 KiB before sealing. */
const MESSAGE_SIZES = SEALED_FORM_SIZES.slice(0, 2);

/**
 * Stores a message from the tipster, sealed to the thread key. `once` is a random token of its sender: a double click sends once.
 * Also after closing: a tipster may have more to say about money or danger.
 * @throws CodedError SEALED_SIZE_WRONG | TOO_MANY_MESSAGES {most}
 */
export async function storeTipsterMessage(
  deps: Deps,
  inbox: FoundInbox,
  {
    sealedBody,
    once,
  }: { readonly sealedBody: Uint8Array; readonly once: string },
): Promise<void> {
  if (!MESSAGE_SIZES.includes(sealedBody.length))
    throw new CodedError("SEALED_SIZE_WRONG");
  const day = deps.clock.today();
  // bound to the inbox: one form's token never silences another inbox
  const onceHash = createHash("sha256").update(`${inbox.id} ${once}`).digest();
  try {
    await inTransaction(deps, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM tip WHERE id = ${inbox.id}::uuid FOR UPDATE`;
      await requireRoom(tx, { inbox, day, onceHash });
      await tx.message.create({
        data: {
          id: newRandomId(),
          tipId: inbox.id,
          side: "TIPSTER",
          body: bytesToStore(sealedBody),
          day: dayToStore(day),
          onceHash: bytesToStore(onceHash),
        },
        select: { id: true },
      });
      await appendLog(tx, {
        kind: "TIPSTER_MESSAGE_SENT",
        day,
        leadId: inbox.leadId,
        officeId: inbox.lead.officeId,
        data: { bodyHash: hashForLog(sealedBody) },
      });
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/**
 * Whoever holds a code must not fill the store or the office's day, nor the log by sending and taking back. A repeat of a message
 * that is there passes: it is none.
 */
async function requireRoom(
  tx: Transaction,
  message: {
    readonly inbox: FoundInbox;
    readonly day: Day;
    readonly onceHash: Uint8Array;
  },
): Promise<void> {
  const { inbox, day, onceHash } = message;
  const sent = await tx.message.count({
    where: {
      tipId: inbox.id,
      side: "TIPSTER",
      day: dayToStore(day),
      onceHash: { not: bytesToStore(onceHash) },
    },
  });
  const takenBack = await tx.logEntry.count({
    where: {
      leadId: inbox.leadId,
      kind: "TIPSTER_MESSAGE_TAKEN_BACK",
      day: dayToStore(day),
    },
  });
  if (sent + takenBack >= MOST_MESSAGES_A_DAY)
    throw new CodedError("TOO_MANY_MESSAGES", {
      values: { most: MOST_MESSAGES_A_DAY },
    });
}
