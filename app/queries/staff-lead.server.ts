import {
  may,
  separationViolated,
  type DutyDone,
} from "#app/domain/access/permissions";
import { allowedCommands } from "#app/domain/lead/decide";
import type { RewardFacts } from "#app/forms/staff/commands";
import {
  dutyDone,
  factsOf,
  findingData,
  findLead,
  requireVisible,
} from "#app/services/lead/load-lead.server";
import {
  limitColumns,
  limitFactsOf,
} from "#app/services/lead/time-limits.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import { leadHandOver } from "./lead-hand-over.server";
import { leadLinks } from "./lead-links.server";
import { leadLimits } from "./lead-limits";
import { timeLimitOf } from "./time-limit";

/**
 * Everything about a lead that is not sealed, and what this person may do with it now.
 * @throws CodedError NOT_FOUND, also for a lead of another office
 */
export async function staffLead(deps: Deps, actor: StaffActor, leadId: string) {
  const found = await findLead(deps.db, leadId);
  requireVisible(actor, "lead.read", found?.officeId);
  const lead = await deps.db.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: {
      id: true,
      number: true,
      state: true,
      version: true,
      channel: true,
      receivedDay: true,
      acceptDueDay: true,
      acceptedDay: true,
      finishDueDay: true,
      closedDay: true,
      areaCode: true,
      subjectKind: true,
      misconduct: true,
      nameKind: true,
      reporterKind: true,
      rewardWanted: true,
      refusalReason: true,
      officeId: true,
      office: { select: { nameZh: true, nameEn: true } },
      area: { select: { nameZh: true, nameEn: true } },
      owner: { select: { displayName: true } },
      duties: {
        orderBy: [{ at: "asc" }, { duty: "asc" }],
        select: {
          duty: true,
          at: true,
          personId: true,
          person: { select: { displayName: true } },
        },
      },
      findings: {
        orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
        select: {
          id: true,
          state: true,
          data: true,
          recordedBy: true,
          recordedAt: true,
          reviewedBy: true,
          reviewedAt: true,
        },
      },
      tip: {
        select: {
          identity: { select: { tipId: true } },
          timeline: {
            orderBy: { position: "asc" },
            select: { day: true, code: true, values: true },
          },
        },
      },
      reward: { select: { id: true } },
    },
  });
  const names = await namesOf(
    deps,
    lead.findings.flatMap(({ recordedBy, reviewedBy }) => [
      recordedBy,
      reviewedBy,
    ]),
  );
  const limits = await deps.db.lead.findUniqueOrThrow({
    where: { id: leadId },
    select: limitColumns,
  });
  const facts = {
    ...factsOf(deps, actor, lead),
    limits: limitFactsOf(deps, limits),
  };
  const handOver = await leadHandOver(deps, actor, leadId);
  // a lead that another office was offered rests until that office answers
  const allowed =
    may(actor, "lead.change", lead.officeId) && !handOver.offered
      ? allowedCommands(found.lead, facts)
      : [];
  return {
    id: lead.id,
    number: lead.number,
    state: lead.state,
    version: lead.version,
    channel: lead.channel,
    receivedDay: storedDay(lead.receivedDay),
    acceptedDay: storedDayOrNull(lead.acceptedDay),
    closedDay: storedDayOrNull(lead.closedDay),
    officeId: lead.officeId,
    officeNameZh: lead.office.nameZh,
    officeNameEn: lead.office.nameEn,
    ownerName: lead.owner?.displayName ?? null,
    areaCode: lead.areaCode,
    areaName: lead.area?.nameZh ?? null,
    areaNameEn: lead.area?.nameEn ?? null,
    subjectKind: lead.subjectKind,
    misconduct: lead.misconduct,
    nameKind: lead.nameKind,
    reporterKind: lead.reporterKind,
    rewardWanted: lead.rewardWanted,
    refusalReason: lead.refusalReason,
    limit: timeLimitOf(deps, lead),
    limits: leadLimits(deps, limits),
    duties: lead.duties.map(({ duty, person, at }) => ({
      duty,
      name: person.displayName,
      at: at.toISOString(),
    })),
    findings: lead.findings.map(({ data, ...row }) => {
      const finding = findingData(data);
      return {
        id: row.id,
        state: row.state,
        recordedByName: names.get(row.recordedBy) ?? "",
        recordedAt: row.recordedAt.toISOString(),
        reviewedByName: names.get(row.reviewedBy ?? "") ?? null,
        reviewedAt: row.reviewedAt?.toISOString() ?? null,
        substantiated: finding.substantiated,
        misconduct: finding.misconduct,
        outcomes: finding.outcomes,
        verifiedFen: finding.verifiedFen,
        reportedPartFen: finding.reportedPartFen,
        recoveredFen: finding.recoveredFen,
        fineFen: finding.fineFen,
        rewardFacts: finding.rewardFacts as unknown as RewardFacts,
      };
    }),
    timeline: (lead.tip?.timeline ?? []).map(({ day, code, values }) => ({
      day: storedDay(day),
      code,
      values: values as Record<string, string | number>,
    })),
    allowed,
    handOver,
    links: await leadLinks(deps, actor, leadId),
    candidates: allowed.includes("ASSIGN")
      ? await candidates(deps, lead.officeId, lead.duties.map(dutyDone))
      : [],
    /** a check record is the word of the person in charge */
    mayRecordCheck:
      "hasCheckRecord" in found.lead && found.lead.ownerId === actor.personId,
    mayOpenIdentity:
      lead.tip?.identity != null && may(actor, "identity.open", lead.officeId),
    rewardId: may(actor, "reward.read", lead.officeId)
      ? (lead.reward?.id ?? null)
      : null,
  };
}

async function namesOf(
  deps: Deps,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const people = await deps.db.person.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, displayName: true },
  });
  return new Map(people.map(({ id, displayName }) => [id, displayName]));
}

/** Investigators of the office whom no earlier duty on this lead bars. */
async function candidates(
  deps: Deps,
  officeId: string,
  done: readonly DutyDone[],
) {
  const people = await deps.db.person.findMany({
    where: {
      active: true,
      roles: { some: { officeId, role: "INVESTIGATOR" } },
    },
    orderBy: { displayName: "asc" },
    select: { id: true, displayName: true },
  });
  return people.filter(
    ({ id }) => !separationViolated(done, id, "INVESTIGATOR"),
  );
}
