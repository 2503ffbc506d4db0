import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { idOf, isId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { findLead, lockLead, requireVisible } from "./load-lead.server";
import { stageSealed, takeSealed } from "./stage-sealed.server";

/**
 * A file the office made about a lead, sealed to its case key by the officer's browser. The id follows from `once`, so that a
 * repeated request adds nothing. Also after closing: copies for others are often asked for later.
 * @param input.sourceFileId the file of the same lead it was made from, or null
 * @throws CodedError NOT_FOUND, NOT_PERMITTED, NO_CASE_KEY, CHANGED_MEANWHILE, and all of `stageSealed`
 */
export async function addDocument(
  deps: Deps,
  actor: StaffActor,
  input: {
    readonly leadId: string;
    readonly sourceFileId: string | null;
    readonly once: string;
    readonly stream: ReadableStream<Uint8Array>;
  },
): Promise<{ readonly documentId: string }> {
  const { leadId, sourceFileId } = input;
  const found = await findLead(deps.db, leadId);
  requireVisible(actor, "lead.read", found?.officeId);
  if (!may(actor, "lead.change", found.officeId))
    throw new CodedError("NOT_PERMITTED");
  const caseRecipient = await caseRecipientOf(deps.db, leadId);
  if (caseRecipient === null) throw new CodedError("NO_CASE_KEY");
  if (sourceFileId !== null)
    await requireFileOf(deps, sourceFileId, found.tipId);
  const documentId = idOf("case-document", leadId, input.once);
  if (await isThere(deps, documentId)) return { documentId };
  const staged = await stageSealed(deps, input.stream);
  const stored = await inTransaction(deps, async (tx) => {
    const lead = await lockLead(tx, leadId);
    // of two at the same instant the later one finds this row, and its bytes are left to the purge
    if (await isThere({ db: tx }, documentId)) return true;
    // handed over, or given another case key, while the bytes came: nobody here could open them
    if (
      lead.officeId !== found.officeId ||
      (await caseRecipientOf(tx, leadId)) !== caseRecipient
    )
      return false;
    const now = deps.clock.now();
    await tx.caseDocument.create({
      data: {
        id: documentId,
        leadId,
        kind: "REDACTED_COPY",
        sourceFileId,
        storageKey: staged.storageKey,
        sealedBytes: await takeSealed(tx, staged.storageKey),
        authorId: actor.personId,
        at: now,
      },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "CASE_DOCUMENT_ADDED",
      day: deps.clock.today(),
      at: now,
      leadId,
      officeId: found.officeId,
      personId: actor.personId,
      data: {
        documentId,
        documentKind: "REDACTED_COPY",
        sealedHash: staged.sealedHash,
      },
    });
    return true;
  });
  if (!stored) {
    const { storageKey } = staged;
    // object first: as long as the row is there, the purge finds what is left
    await deps.storage.delete(storageKey);
    await deps.db.stagedFile.deleteMany({ where: { storageKey } });
    throw new CodedError("CHANGED_MEANWHILE");
  }
  return { documentId };
}

async function caseRecipientOf(
  db: Deps["db"] | Transaction,
  leadId: string,
): Promise<string | null> {
  const { caseRecipient } = await db.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: { caseRecipient: true },
  });
  return caseRecipient;
}

/** Sealed bytes of one document of a lead, with an entry in the log. @throws CodedError NOT_FOUND */
export async function openDocument(
  deps: Deps,
  actor: StaffActor,
  input: { readonly leadId: string; readonly documentId: string },
): Promise<{
  readonly stream: ReadableStream<Uint8Array>;
  readonly bytes: number;
}> {
  const { leadId, documentId } = input;
  const document =
    isId(leadId) && isId(documentId)
      ? await deps.db.caseDocument.findFirst({
          where: { id: documentId, leadId },
          select: {
            storageKey: true,
            sealedBytes: true,
            lead: { select: { officeId: true } },
          },
        })
      : null;
  const officeId = document?.lead.officeId;
  requireVisible(actor, "lead.read", officeId);
  await appendLog(deps.db, {
    kind: "CASE_DOCUMENT_OPENED",
    day: deps.clock.today(),
    at: deps.clock.now(),
    leadId,
    officeId,
    personId: actor.personId,
    data: { documentId },
  });
  const stream = await deps.storage.get(document!.storageKey);
  if (!stream) throw new CodedError("NOT_FOUND");
  return { stream, bytes: Number(document!.sealedBytes) };
}

async function requireFileOf(
  deps: Deps,
  fileId: string,
  tipId: string,
): Promise<void> {
  const file = isId(fileId)
    ? await deps.db.sealedFile.findFirst({
        where: { id: fileId, tipId },
        select: { id: true },
      })
    : null;
  if (!file) throw new CodedError("NOT_FOUND");
}

async function isThere(
  { db }: { readonly db: Pick<Deps["db"], "caseDocument"> },
  id: string,
): Promise<boolean> {
  const row = await db.caseDocument.findUnique({
    where: { id },
    select: { id: true },
  });
  return row !== null;
}
