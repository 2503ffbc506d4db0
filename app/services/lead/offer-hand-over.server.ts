import { mayOffer, requireHandOverStep } from "#app/domain/lead/hand-over";
import { rolesIn } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import type { OfferHandOver } from "#app/forms/staff/key-commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { heldOf } from "#app/services/keys/key-members.server";
import {
  leadKeyWraps,
  type LeadKeyWraps,
} from "#app/services/keys/leads-to-rewrap.server";
import { appendLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { base64UrlToStore } from "#app/services/stored-bytes";
import { handOverFacts, waitingOffer } from "./hand-over-facts.server";
import { findLead, lockLead, requireVisible } from "./load-lead.server";

/**
 * The keys of a lead for whoever is about to offer it to another office: wraps, and nothing that they open.
 * @throws CodedError NOT_FOUND, NOT_PERMITTED
 */
export async function keysToHandOver(
  deps: Pick<Deps, "db">,
  actor: StaffActor,
  leadId: string,
): Promise<LeadKeyWraps> {
  const found = await findLead(deps.db, leadId);
  requireVisible(actor, "lead.change", found?.officeId);
  const offer = await waitingOffer(deps.db, found);
  if (!mayOffer(found.lead, rolesIn(actor, found.officeId), offer !== null))
    throw new CodedError("NOT_PERMITTED");
  const [wraps] = await leadKeyWraps(deps.db, [leadId], actor);
  return wraps!;
}

/**
 * Offers a lead to another office, with its keys sealed to that office. It stays where it is, and rests, until they answer.
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED, CHANGED_MEANWHILE, OFFICE_KEY_CHANGED (the receiving office has another key
 *   by now), NO_KEY_OF_OFFICE (the actor holds no key that opens the lead), and all of `requireHandOverStep`
 */
export async function offerHandOver(
  deps: Deps,
  actor: StaffActor,
  input: OfferHandOver,
): Promise<{ readonly handOverId: string }> {
  const { leadId, toOfficeId, officeKeyId } = input;
  return inTransaction(deps, async (tx) => {
    const lead = await lockLead(tx, leadId);
    requireVisible(actor, "lead.change", lead.officeId);
    requireStepUp(actor);
    if (input.version !== lead.version)
      throw new CodedError("CHANGED_MEANWHILE");
    requireHandOverStep(
      { command: "OFFER" },
      lead.lead,
      await handOverFacts(tx, actor, {
        lead,
        toOfficeId,
        actingFor: lead.officeId,
      }),
    );
    await requireCurrentKey(tx, toOfficeId, officeKeyId);
    await requireOpens(tx, actor, { leadId, officeId: lead.officeId });
    await requireAllWraps(tx, leadId, input);
    // left over from an office from which the tipster took the lead away
    await dropOffers(tx, leadId);
    const now = deps.clock.now();
    const handOverId = newStaffId(now);
    const { threadWrap, caseWrap, identityWrap } = input;
    await tx.handOver.create({
      data: {
        id: handOverId,
        leadId,
        fromOfficeId: lead.officeId,
        toOfficeId,
        officeKeyId,
        threadWrap: base64UrlToStore(threadWrap),
        caseWrap: caseWrap === null ? null : base64UrlToStore(caseWrap),
        identityWrap:
          identityWrap === null ? null : base64UrlToStore(identityWrap),
        state: "OFFERED",
        offeredBy: actor.personId,
        offeredAt: now,
      },
      select: { id: true },
    });
    await tx.lead.update({
      where: { id: leadId },
      data: { version: lead.version + 1 },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "HAND_OVER_OFFERED",
      day: deps.clock.today(),
      at: now,
      leadId,
      officeId: lead.officeId,
      personId: actor.personId,
      data: { handOverId, toOfficeId, officeKeyId },
    });
    return { handOverId };
  });
}

/**
 * Forgets offers of a lead that nobody can answer any more, with the wraps in them: for a lead that leaves its office in
 * another way (the tipster strikes the office out).
 */
export async function dropOffers(
  tx: Transaction,
  leadId: string,
): Promise<void> {
  await tx.handOver.deleteMany({ where: { leadId, state: "OFFERED" } });
}

/** @throws CodedError OFFICE_KEY_CHANGED */
export async function requireCurrentKey(
  tx: Transaction,
  officeId: string,
  officeKeyId: string,
): Promise<void> {
  // a renewal of that key waits until this change is in, or this change sees it
  await tx.$queryRaw`SELECT 1 FROM office WHERE id = ${officeId}::uuid FOR SHARE`;
  const key = await tx.officeKey.findFirst({
    where: { id: officeKeyId, officeId, current: true },
    select: { id: true },
  });
  if (!key) throw new CodedError("OFFICE_KEY_CHANGED");
}

/**
 * What was sealed to the other office can only come from somebody who opened the lead: of each of its keys (thread, name,
 * case) one wrap must be to an office key that the person holds.
 * @throws CodedError NO_KEY_OF_OFFICE
 */
async function requireOpens(
  tx: Transaction,
  actor: StaffActor,
  { leadId, officeId }: { readonly leadId: string; readonly officeId: string },
): Promise<void> {
  const select = { officeKeyId: true } as const;
  const held = await heldOf(tx, actor, officeId);
  const thread = await tx.threadKeyWrap.findMany({
    where: { tip: { leadId } },
    select,
  });
  const others = [
    await tx.identityKeyWrap.findMany({
      where: { identity: { tip: { leadId } } },
      select,
    }),
    await tx.caseKeyWrap.findMany({ where: { leadId }, select }),
  ].filter((wraps) => wraps.length > 0);
  for (const wraps of [thread, ...others])
    if (!wraps.some((wrap) => held.has(wrap.officeKeyId)))
      throw new CodedError("NO_KEY_OF_OFFICE");
}

/** @throws CodedError CHANGED_MEANWHILE when the lead has another number of keys than came */
async function requireAllWraps(
  tx: Transaction,
  leadId: string,
  wraps: Pick<OfferHandOver, "caseWrap" | "identityWrap">,
): Promise<void> {
  const lead = await tx.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: {
      caseRecipient: true,
      tip: { select: { identity: { select: { tipId: true } } } },
    },
  });
  if (
    (lead.caseRecipient === null) !== (wraps.caseWrap === null) ||
    (lead.tip!.identity === null) !== (wraps.identityWrap === null)
  )
    throw new CodedError("CHANGED_MEANWHILE");
}
