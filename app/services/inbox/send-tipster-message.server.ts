import { createHash } from "node:crypto";
import { parseRecipient } from "#app/crypto/identity";
import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Day } from "#app/domain/shared/day";
import { MOST_MESSAGES_A_DAY } from "#app/domain/tip/limits";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps, Transaction } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";
import { findInbox } from "./find-inbox.server";

/**
 * A message from the tipster, sealed to the thread key. `once` is a random token of the form: a double click sends once. Also
 * after closing: a tipster may have more to say about money or danger.
 * @throws CodedError INBOX_UNKNOWN | TEXT_TOO_LONG | TOO_MANY_MESSAGES {most}
 */
export async function sendTipsterMessage(
  deps: Deps,
  seeds: InboxSeeds,
  { text, once }: { readonly text: string; readonly once: string },
): Promise<void> {
  const inbox = await findInbox(deps.db, seeds);
  const body = await sealBoundForm(
    formPurposes.tipsterMessage,
    { v: 1, text },
    [parseRecipient(inbox.threadRecipient)],
  );
  const day = deps.clock.today();
  // bound to the inbox: one form's token never silences another inbox
  const onceHash = createHash("sha256").update(`${inbox.id} ${once}`).digest();
  try {
    await inTransaction(deps, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM tip WHERE id = ${inbox.id}::uuid FOR UPDATE`;
      await requireRoom(tx, { tipId: inbox.id, day, onceHash });
      await tx.message.create({
        data: {
          id: newRandomId(),
          tipId: inbox.id,
          side: "TIPSTER",
          body: bytesToStore(body),
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
        data: { bodyHash: hashForLog(body) },
      });
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** Whoever holds a code must not fill the store or the office's day. A repeat of a message that is there passes: it is none. */
async function requireRoom(
  tx: Transaction,
  message: {
    readonly tipId: string;
    readonly day: Day;
    readonly onceHash: Uint8Array;
  },
): Promise<void> {
  const { tipId, day, onceHash } = message;
  const sent = await tx.message.count({
    where: {
      tipId,
      side: "TIPSTER",
      day: dayToStore(day),
      onceHash: { not: bytesToStore(onceHash) },
    },
  });
  if (sent >= MOST_MESSAGES_A_DAY)
    throw new CodedError("TOO_MANY_MESSAGES", {
      values: { most: MOST_MESSAGES_A_DAY },
    });
}
