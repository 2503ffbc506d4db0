import { toBase64Url } from "#app/crypto/encoding";
import { may } from "#app/domain/access/permissions";
import { afterHandOver, requireHandOverStep } from "#app/domain/lead/hand-over";
import { CodedError } from "#app/domain/shared/coded-error";
import type { AnswerHandOver } from "#app/forms/staff/key-commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { requireHeld } from "#app/services/keys/key-members.server";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { handOverFacts } from "./hand-over-facts.server";
import { lockLead, type LoadedLead } from "./load-lead.server";
import { requireCurrentKey } from "./offer-hand-over.server";
import { replaceLeadWraps } from "./replace-lead-wraps.server";
import { writeTimeline } from "./write-timeline.server";

const columns = {
  id: true,
  leadId: true,
  fromOfficeId: true,
  toOfficeId: true,
  officeKeyId: true,
  threadWrap: true,
  caseWrap: true,
  identityWrap: true,
  state: true,
} as const;

/**
 * The keys of an offered lead, for the browser of the receiving office to try. No content, and no number: whether they open is
 * all it needs to know.
 * @throws CodedError NOT_FOUND (also for offers to other offices, and answered ones)
 */
export async function openOfferedKeys(
  deps: Pick<Deps, "db">,
  actor: StaffActor,
  handOverId: string,
) {
  const offer = await findOffer(deps.db, handOverId);
  if (
    offer?.state !== "OFFERED" ||
    !may(actor, "lead.change", offer.toOfficeId)
  )
    throw new CodedError("NOT_FOUND");
  const lead = await deps.db.lead.findUniqueOrThrow({
    where: { id: offer.leadId },
    select: {
      caseRecipient: true,
      tip: {
        select: {
          threadRecipient: true,
          identity: { select: { recipient: true } },
        },
      },
    },
  });
  const wrap = (ciphertext: Uint8Array | null) =>
    ciphertext && toBase64Url(ciphertext);
  return {
    officeId: offer.toOfficeId,
    officeKeyId: offer.officeKeyId,
    threadRecipient: lead.tip!.threadRecipient,
    threadWrap: toBase64Url(offer.threadWrap),
    caseRecipient: lead.caseRecipient,
    caseWrap: wrap(offer.caseWrap),
    identityRecipient: lead.tip!.identity?.recipient ?? null,
    identityWrap: wrap(offer.identityWrap),
  };
}

/**
 * The receiving office takes the lead or not; the giving office takes its offer back. With CONFIRM everything changes hands in
 * one transaction: the wraps of the giving office are gone, the lead is the other office's, and the tipster is told.
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED (CONFIRM), OFFICE_KEY_CHANGED, NO_KEY_OF_OFFICE, CHANGED_MEANWHILE, and all of
 *   `requireHandOverStep`
 */
export async function answerHandOver(
  deps: Deps,
  actor: StaffActor,
  {
    handOverId,
    answer,
  }: { readonly handOverId: string; readonly answer: AnswerHandOver },
): Promise<{ readonly leadId: string }> {
  return inTransaction(deps, async (tx) => {
    const named = await findOffer(tx, handOverId);
    const actingFor =
      answer.command === "WITHDRAW" ? named?.fromOfficeId : named?.toOfficeId;
    if (!named || !actingFor || !may(actor, "lead.change", actingFor))
      throw new CodedError("NOT_FOUND");
    const lead = await lockLead(tx, named.leadId);
    // read again: somebody may have answered while this waited for the lead
    const offer = await findOffer(tx, handOverId);
    if (offer?.state !== "OFFERED" || offer.fromOfficeId !== lead.officeId)
      throw new CodedError("HAND_OVER_OVER");
    if (answer.command === "CONFIRM") requireStepUp(actor);
    requireHandOverStep(
      answer,
      lead.lead,
      await handOverFacts(tx, actor, {
        lead,
        toOfficeId: offer.toOfficeId,
        actingFor,
      }),
    );
    const now = deps.clock.now();
    const change = { actor, lead, offer, now };
    await settle(tx, change, answer);
    if (answer.command === "CONFIRM")
      await move(tx, deps, { ...change, answer });
    else
      await tx.lead.update({
        where: { id: lead.id },
        data: { version: lead.version + 1 },
        select: { id: true },
      });
    const of = {
      day: deps.clock.today(),
      at: now,
      leadId: lead.id,
      officeId: actingFor,
      personId: actor.personId,
    };
    switch (answer.command) {
      case "CONFIRM":
        await appendLog(tx, {
          ...of,
          kind: "HAND_OVER_CONFIRMED",
          data: { handOverId, fromOfficeId: offer.fromOfficeId },
        });
        break;
      case "REFUSE":
        await appendLog(tx, {
          ...of,
          kind: "HAND_OVER_REFUSED",
          data: { handOverId, reasonCode: answer.reasonCode },
        });
        break;
      case "WITHDRAW":
        await appendLog(tx, {
          ...of,
          kind: "HAND_OVER_WITHDRAWN",
          data: { handOverId },
        });
    }
    return { leadId: lead.id };
  });
}

type Offer = NonNullable<Awaited<ReturnType<typeof findOffer>>>;
type Change = {
  readonly actor: StaffActor;
  readonly lead: LoadedLead;
  readonly offer: Offer;
  readonly now: Date;
};

async function findOffer(db: Deps["db"] | Transaction, handOverId: string) {
  if (!isId(handOverId)) return null;
  return db.handOver.findUnique({ where: { id: handOverId }, select: columns });
}

/** An answered offer keeps no wraps: they would open the lead for an office that no longer has it, or never got it. */
async function settle(
  tx: Transaction,
  { actor, offer, now }: Change,
  answer: AnswerHandOver,
): Promise<void> {
  await tx.handOver.update({
    where: { id: offer.id },
    data: {
      state: {
        CONFIRM: "CONFIRMED",
        REFUSE: "REFUSED",
        WITHDRAW: "WITHDRAWN",
      }[answer.command],
      answeredBy: actor.personId,
      answeredAt: now,
      reasonCode: answer.command === "REFUSE" ? answer.reasonCode : null,
      threadWrap: new Uint8Array(),
      caseWrap: null,
      identityWrap: null,
    },
    select: { id: true },
  });
}

async function move(
  tx: Transaction,
  deps: Deps,
  {
    actor,
    lead,
    offer,
    answer,
  }: Change & {
    readonly answer: Extract<AnswerHandOver, { command: "CONFIRM" }>;
  },
): Promise<void> {
  await requireCurrentKey(tx, offer.toOfficeId, answer.officeKeyId);
  // only a holder of the key to which it was offered can have opened it, and only a holder of the new one tried the new wraps
  await requireHeld(tx, actor, {
    officeId: offer.toOfficeId,
    keyIds: [offer.officeKeyId, answer.officeKeyId],
  });
  if (!(await replaceLeadWraps(tx, lead.id, answer)))
    throw new CodedError("CHANGED_MEANWHILE");
  await tx.lead.update({
    where: { id: lead.id },
    data: {
      officeId: offer.toOfficeId,
      state: afterHandOver(lead.lead).state,
      ownerId: null,
      version: lead.version + 1,
    },
    select: { id: true },
  });
  const offices = await tx.office.findMany({
    where: { id: { in: [offer.fromOfficeId, offer.toOfficeId] } },
    select: { id: true, nameZh: true, nameEn: true },
  });
  const named = (id: string) => offices.find((office) => office.id === id)!;
  const from = named(offer.fromOfficeId);
  const to = named(offer.toOfficeId);
  await writeTimeline(tx, lead.tipId, {
    code: "HANDED_OVER",
    values: {
      fromOfficeId: from.id,
      fromZh: from.nameZh,
      fromEn: from.nameEn,
      toOfficeId: to.id,
      toZh: to.nameZh,
      toEn: to.nameEn,
    },
    day: deps.clock.today(),
  });
}
