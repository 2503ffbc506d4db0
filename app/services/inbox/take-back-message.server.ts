import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import { isId } from "#app/services/new-id.server";
import type { Deps } from "#app/services/ports";
import type { FoundInbox } from "./find-inbox.server";

/**
 * Deletes a message of the tipster's own that no office was handed yet; its hash stays in the log. `openLead` marks a message
 * before it reads it, so of a reading and a taking back at one moment exactly one happens.
 * @throws CodedError NOT_FOUND when it is not there (any more) | MESSAGE_ALREADY_READ
 */
export async function takeBackMessage(
  deps: Deps,
  inbox: FoundInbox,
  { messageId }: { readonly messageId: string },
): Promise<void> {
  if (!isId(messageId)) throw new CodedError("NOT_FOUND");
  await inTransaction(deps, async (tx) => {
    const [message] = await tx.$queryRaw<
      { readonly body: Uint8Array; readonly read: boolean }[]
    >`SELECT body, read FROM message
      WHERE id = ${messageId}::uuid AND tip_id = ${inbox.id}::uuid AND side = 'TIPSTER' FOR UPDATE`;
    if (!message) throw new CodedError("NOT_FOUND");
    if (message.read) throw new CodedError("MESSAGE_ALREADY_READ");
    await tx.message.delete({
      where: { id: messageId },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "TIPSTER_MESSAGE_TAKEN_BACK",
      day: deps.clock.today(),
      leadId: inbox.leadId,
      officeId: inbox.lead.officeId,
      data: { bodyHash: hashForLog(message.body) },
    });
  });
}
