import { toBase64Url } from "#app/crypto/encoding";
import { inTransaction } from "#app/services/in-transaction.server";
import { wasLoggedToday } from "#app/services/log/was-logged-today.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay } from "#app/services/stored-day";
import { findLead, requireVisible } from "./load-lead.server";

/**
 * Everything sealed of one lead, for a browser that holds the office key. Handing it out is what counts as reading: each
 * time leaves an entry, whether or not the browser can open it.
 * @throws CodedError NOT_FOUND
 */
export async function openLead(
  deps: Deps,
  actor: StaffActor,
  { leadId }: { readonly leadId: string },
) {
  return inTransaction(deps, async (tx) => {
    const found = await findLead(tx, leadId);
    requireVisible(actor, "lead.read", found?.officeId);
    // From here on the tipster cannot take these back. First marked, then read: what comes in between the two is handed out the
    // next time, and what is taken back at this moment is gone before either.
    await tx.message.updateMany({
      where: { tipId: found.tipId, side: "TIPSTER", read: false },
      data: { read: true },
    });
    const row = await tx.lead.findUniqueOrThrow({
      where: { id: leadId },
      select: {
        caseRecipient: true,
        caseWraps: { select: { officeKeyId: true, ciphertext: true } },
        notes: {
          orderBy: [{ at: "asc" }, { id: "asc" }],
          select: {
            id: true,
            kind: true,
            body: true,
            at: true,
            author: { select: { displayName: true } },
          },
        },
        documents: {
          orderBy: [{ at: "asc" }, { id: "asc" }],
          select: {
            id: true,
            kind: true,
            sourceFileId: true,
            sealedBytes: true,
            authorId: true,
            at: true,
          },
        },
        tip: {
          select: {
            body: true,
            threadRecipient: true,
            sealedBy: true,
            release: true,
            keyWraps: { select: { officeKeyId: true, ciphertext: true } },
            identity: { select: { tipId: true } },
            files: {
              orderBy: { position: "asc" },
              select: {
                id: true,
                sealedBytes: true,
                side: true,
                receivedDay: true,
              },
            },
            messages: {
              where: { OR: [{ side: "STAFF" }, { read: true }] },
              orderBy: { position: "asc" },
              select: { id: true, side: true, body: true, day: true },
            },
          },
        },
      },
    });
    const tip = row.tip!;
    const authors = new Map(
      (
        await tx.person.findMany({
          where: { id: { in: row.documents.map(({ authorId }) => authorId) } },
          select: { id: true, displayName: true },
        })
      ).map(({ id, displayName }) => [id, displayName]),
    );
    const of = {
      day: deps.clock.today(),
      at: deps.clock.now(),
      leadId,
      officeId: found.officeId,
      personId: actor.personId,
    };
    const again = await wasLoggedToday(tx, { ...of, kind: "LEAD_OPENED" });
    await appendLog(tx, {
      ...of,
      kind: again ? "LEAD_OPENED_AGAIN" : "LEAD_OPENED",
      data: {},
    });
    return {
      tip: {
        body: toBase64Url(tip.body),
        threadRecipient: tip.threadRecipient,
        sealedBy: tip.sealedBy,
        release: tip.release,
        keyWraps: tip.keyWraps.map(wrapOf),
        hasIdentity: tip.identity !== null,
        files: tip.files.map(({ id, sealedBytes, side, receivedDay }) => ({
          id,
          sealedBytes: Number(sealedBytes),
          side,
          day: storedDay(receivedDay),
        })),
        messages: tip.messages.map(({ id, side, body, day }) => ({
          id,
          side,
          body: toBase64Url(body),
          day: storedDay(day),
        })),
      },
      case: {
        recipient: row.caseRecipient,
        keyWraps: row.caseWraps.map(wrapOf),
        notes: row.notes.map(({ id, kind, body, author, at }) => ({
          id,
          kind,
          body: toBase64Url(body),
          author: author.displayName,
          at: at.toISOString(),
        })),
        documents: row.documents.map(({ authorId, at, ...document }) => ({
          ...document,
          sealedBytes: Number(document.sealedBytes),
          author: authors.get(authorId) ?? "",
          at: at.toISOString(),
        })),
      },
    };
  });
}

function wrapOf(wrap: {
  readonly officeKeyId: string;
  readonly ciphertext: Uint8Array;
}) {
  return {
    officeKeyId: wrap.officeKeyId,
    ciphertext: toBase64Url(wrap.ciphertext),
  };
}
