import type { RewardResult } from "#app/domain/reward/calculate";
import type { RewardInput } from "#app/domain/reward/reward-input";
import { requireVisible } from "#app/services/lead/load-lead.server";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { ruleSetOf } from "#app/services/reward/load-reward.server";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import { allowedRewardCommands, isBlind } from "./reward-view";

/**
 * One reward. For whoever may still have to check it, neither inputs nor results are in the answer (`blind`), so that no browser
 * has them to show. Nothing of the claim: casework never learns who was paid.
 * @throws CodedError NOT_FOUND
 */
export async function rewardDetail(
  deps: Deps,
  actor: StaffActor,
  rewardId: string,
) {
  const reward = isId(rewardId)
    ? await deps.db.reward.findUnique({
        where: { id: rewardId },
        select: {
          id: true,
          state: true,
          version: true,
          registrationDay: true,
          ceilingFen: true,
          input: true,
          result: true,
          fen: true,
          code: true,
          makerId: true,
          makerInput: true,
          checkerId: true,
          leaderId: true,
          approvedDay: true,
          noticeDay: true,
          claimDueDay: true,
          ruleSet: { select: { document: true } },
          lead: {
            select: {
              id: true,
              number: true,
              officeId: true,
              areaCode: true,
              subjectKind: true,
              closedDay: true,
              area: { select: { nameZh: true, nameEn: true } },
              duties: { select: { duty: true, personId: true } },
            },
          },
        },
      })
    : null;
  requireVisible(actor, "reward.read", reward?.lead.officeId);
  const { lead, ...row } = reward;
  const blind = isBlind(actor, reward);
  const people = await deps.db.person.findMany({
    where: {
      id: {
        in: [row.makerId, row.checkerId, row.leaderId].filter(
          (id) => id !== null,
        ),
      },
    },
    select: { id: true, displayName: true },
  });
  const nameOf = (id: string | null) =>
    people.find((person) => person.id === id)?.displayName ?? null;
  const ruleSet = ruleSetOf(row.ruleSet.document);
  const result = row.result as unknown as RewardResult | null;
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    leadId: lead.id,
    leadNumber: lead.number,
    areaCode: lead.areaCode,
    areaName: lead.area?.nameZh ?? null,
    areaNameEn: lead.area?.nameEn ?? null,
    subjectKind: lead.subjectKind,
    closedDay: storedDayOrNull(lead.closedDay),
    registrationDay: storedDay(row.registrationDay),
    ceilingFen: Number(row.ceilingFen),
    ruleSet: {
      id: ruleSet.id,
      version: ruleSet.version,
      nameZh: ruleSet.area.zh,
      nameEn: ruleSet.area.en,
      source: ruleSet.source,
      grades: [
        ...new Set(
          ruleSet.tables.flatMap(({ grade }) =>
            grade === null ? [] : [grade],
          ),
        ),
      ],
    },
    blind,
    fen: blind || row.fen === null ? null : Number(row.fen),
    code: blind ? null : row.code,
    input: blind ? null : (row.input as unknown as RewardInput),
    makerInput: blind
      ? null
      : (row.makerInput as unknown as RewardInput | null),
    /** empty object for a reward that was never computed (NOT_TRUE) */
    result: blind ? null : result,
    makerName: nameOf(row.makerId),
    checkerName: nameOf(row.checkerId),
    leaderName: nameOf(row.leaderId),
    approvedDay: storedDayOrNull(row.approvedDay),
    noticeDay: storedDayOrNull(row.noticeDay),
    claimDueDay: storedDayOrNull(row.claimDueDay),
    allowed: allowedRewardCommands(actor, reward),
  };
}
