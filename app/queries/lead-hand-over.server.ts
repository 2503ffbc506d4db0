import { rolesIn } from "#app/domain/access/permissions";
import { mayOffer } from "#app/domain/lead/hand-over";
import { waitingOffer } from "#app/services/lead/hand-over-facts.server";
import { findLead, requireVisible } from "#app/services/lead/load-lead.server";
import type { Deps, StaffActor } from "#app/services/ports";

/**
 * What a lead's page says about handing it over: a waiting offer, or to which offices it could go.
 * @throws CodedError NOT_FOUND
 */
export async function leadHandOver(
  deps: Deps,
  actor: StaffActor,
  leadId: string,
) {
  const { db } = deps;
  const found = await findLead(db, leadId);
  requireVisible(actor, "lead.read", found?.officeId);
  const offer = await waitingOffer(db, found);
  const held = rolesIn(actor, found.officeId);
  const answersForOffice = held.includes("INTAKE") || held.includes("LEADER");
  const offerable = mayOffer(found.lead, held, offer !== null);
  const to =
    offer &&
    (await db.office.findUniqueOrThrow({
      where: { id: offer.toOfficeId },
      select: { nameZh: true, nameEn: true },
    }));
  return {
    offered: offer &&
      to && {
        handOverId: offer.id,
        toZh: to.nameZh,
        toEn: to.nameEn,
        offeredAt: offer.offeredAt.toISOString(),
        mayWithdraw: answersForOffice,
      },
    targets: offerable
      ? await targets(deps, { officeId: found.officeId, tipId: found.tipId })
      : [],
    lastRefusal: answersForOffice
      ? await lastRefusal(deps, found.id, found.officeId)
      : null,
  };
}

async function targets(
  { db }: Deps,
  { officeId, tipId }: { readonly officeId: string; readonly tipId: string },
) {
  const struckOut = await db.struckOutOffice.findMany({
    where: { tipId },
    select: { officeId: true },
  });
  const offices = await db.office.findMany({
    where: {
      takesTips: true,
      kind: { not: "FINANCE" },
      id: { notIn: [officeId, ...struckOut.map((row) => row.officeId)] },
      keys: { some: { current: true } },
    },
    orderBy: [{ areaCode: "asc" }, { code: "asc" }],
    select: {
      id: true,
      nameZh: true,
      nameEn: true,
      keys: { where: { current: true }, select: { id: true } },
    },
  });
  return offices.map(({ id, nameZh, nameEn, keys }) => ({
    officeId: id,
    nameZh,
    nameEn,
    officeKeyId: keys[0]!.id,
  }));
}

/** Why the last office that was asked did not take it. */
async function lastRefusal({ db }: Deps, leadId: string, officeId: string) {
  const last = await db.handOver.findFirst({
    where: { leadId, fromOfficeId: officeId },
    orderBy: { offeredAt: "desc" },
    select: {
      state: true,
      reasonCode: true,
      toOfficeId: true,
      answeredAt: true,
    },
  });
  if (last?.state !== "REFUSED") return null;
  const office = await db.office.findUniqueOrThrow({
    where: { id: last.toOfficeId },
    select: { nameZh: true, nameEn: true },
  });
  return {
    reasonCode: last.reasonCode ?? "",
    officeZh: office.nameZh,
    officeEn: office.nameEn,
    at: last.answeredAt?.toISOString() ?? "",
  };
}
