import { officesWhere } from "#app/domain/access/permissions";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import { pageOf, pagesFor } from "./page";
import { allowedRewardCommands, isBlind } from "./reward-view";

/** Rewards of the actor's offices; nothing of a claim, and no figure for who may have to check it blind. */
export async function rewardList(
  deps: Deps,
  actor: StaffActor,
  {
    state,
    page,
  }: {
    readonly state?: string | undefined;
    readonly page?: number | undefined;
  },
) {
  const at = pageOf(page);
  const lead = { officeId: { in: [...officesWhere(actor, "reward.list")] } };
  const where = state === undefined ? { lead } : { lead, state };
  const [grouped, count, rewards] = await Promise.all([
    deps.db.reward.groupBy({
      by: ["state"],
      where: { lead },
      _count: { _all: true },
    }),
    deps.db.reward.count({ where }),
    deps.db.reward.findMany({
      where,
      orderBy: [{ lead: { closedDay: "desc" } }, { id: "asc" }],
      skip: at.skip,
      take: at.take,
      select: {
        id: true,
        state: true,
        fen: true,
        code: true,
        checkerId: true,
        registrationDay: true,
        claimDueDay: true,
        lead: {
          select: {
            number: true,
            officeId: true,
            closedDay: true,
            duties: { select: { duty: true, personId: true } },
            office: { select: { nameZh: true, nameEn: true } },
          },
        },
      },
    }),
  ]);
  const counts: Record<string, number> = {};
  for (const group of grouped) counts[group.state] = group._count._all;
  return {
    rows: rewards.map((reward) => {
      const blind = isBlind(actor, reward);
      return {
        id: reward.id,
        leadNumber: reward.lead.number,
        state: reward.state,
        blind,
        fen: blind || reward.fen === null ? null : Number(reward.fen),
        code: blind ? null : reward.code,
        registrationDay: storedDay(reward.registrationDay),
        closedDay: storedDayOrNull(reward.lead.closedDay),
        claimDueDay: storedDayOrNull(reward.claimDueDay),
        officeName: reward.lead.office.nameZh,
        officeNameEn: reward.lead.office.nameEn,
        allowed: allowedRewardCommands(actor, reward),
      };
    }),
    counts,
    page: at.page,
    pages: pagesFor(count),
  };
}
