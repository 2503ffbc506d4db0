import { isAdministrator } from "#app/services/keys/key-members.server";
import { rolesIn } from "#app/domain/access/permissions";
import type { HandOverFacts, HandOverTarget } from "#app/domain/lead/hand-over";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";

/** The offer of a lead that waits for an answer; one made by an office that lost the lead meanwhile counts no more. */
export function waitingOffer(
  db: Deps["db"] | Transaction,
  lead: { readonly id: string; readonly officeId: string },
) {
  return db.handOver.findFirst({
    where: { leadId: lead.id, fromOfficeId: lead.officeId, state: "OFFERED" },
    select: { id: true, toOfficeId: true, officeKeyId: true, offeredAt: true },
  });
}

/** @throws CodedError LEAD_OFFERED: while an office thinks about it, the lead rests */
export async function requireNotOffered(
  tx: Transaction,
  lead: { readonly id: string; readonly officeId: string },
): Promise<void> {
  if (await waitingOffer(tx, lead)) throw new CodedError("LEAD_OFFERED");
}

export async function handOverFacts(
  tx: Transaction,
  actor: StaffActor,
  {
    lead,
    toOfficeId,
    actingFor,
  }: {
    readonly lead: {
      readonly id: string;
      readonly officeId: string;
      readonly tipId: string;
    };
    readonly toOfficeId: string;
    /** the office whose roles count for this step */
    readonly actingFor: string;
  },
): Promise<HandOverFacts> {
  const offer = await waitingOffer(tx, lead);
  return {
    roles: isAdministrator(actor) ? [] : rolesIn(actor, actingFor),
    officeId: lead.officeId,
    target: await targetOf(tx, lead.tipId, toOfficeId),
    offered: offer !== null,
  };
}

/** @throws CodedError HAND_OVER_TARGET when there is no such office */
async function targetOf(
  tx: Transaction,
  tipId: string,
  officeId: string,
): Promise<HandOverTarget> {
  const office = await tx.office.findUnique({
    where: { id: officeId },
    select: {
      kind: true,
      takesTips: true,
      keys: { where: { current: true }, select: { id: true } },
    },
  });
  if (!office)
    throw new CodedError("HAND_OVER_TARGET", { field: "toOfficeId" });
  // a linked tip too: the rank of this one would tell the office that there is an earlier tip
  const struck = await tx.struckOutOffice.findFirst({
    where: {
      officeId,
      tip: {
        OR: [
          { id: tipId },
          {
            lead: {
              facts: {
                some: {
                  fact: { leads: { some: { lead: { tip: { id: tipId } } } } },
                },
              },
            },
          },
        ],
      },
    },
    select: { officeId: true },
  });
  return {
    officeId,
    kind: office.kind,
    takesTips: office.takesTips,
    hasKey: office.keys.length > 0,
    struckOut: struck !== null,
  };
}
