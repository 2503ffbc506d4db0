import { CodedError } from "#app/domain/shared/coded-error";
import { appendLog } from "#app/services/log/append-log.server";
import { wasLoggedToday } from "#app/services/log/was-logged-today.server";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { requireVisible } from "./load-lead.server";

/** Sealed bytes of one file of a lead, with an entry in the log. @throws CodedError NOT_FOUND */
export async function openFile(
  deps: Deps,
  actor: StaffActor,
  { fileId }: { readonly fileId: string },
): Promise<{
  readonly stream: ReadableStream<Uint8Array>;
  readonly bytes: number;
}> {
  const file = isId(fileId)
    ? await deps.db.sealedFile.findUnique({
        where: { id: fileId },
        select: {
          storageKey: true,
          sealedBytes: true,
          tip: { select: { lead: { select: { id: true, officeId: true } } } },
        },
      })
    : null;
  const lead = file?.tip.lead;
  requireVisible(actor, "lead.read", lead?.officeId);
  const of = {
    day: deps.clock.today(),
    at: deps.clock.now(),
    leadId: lead.id,
    officeId: lead.officeId,
    personId: actor.personId,
  };
  const again = await wasLoggedToday(deps.db, {
    ...of,
    kind: "FILE_OPENED",
    about: fileId,
  });
  await appendLog(deps.db, {
    ...of,
    kind: again ? "FILE_OPENED_AGAIN" : "FILE_OPENED",
    data: { fileId },
  });
  const stream = await deps.storage.get(file!.storageKey);
  if (!stream) throw new CodedError("NOT_FOUND");
  return { stream, bytes: Number(file!.sealedBytes) };
}
