import { officesWhere } from "#app/domain/access/permissions";
import { isLate } from "#app/domain/deadline/due-date";
import type { Deps, StaffActor } from "#app/services/ports";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import { allowedClaimCommands } from "./claim-view";
import { pageOf, pagesFor } from "./page";

/**
 * Claims of the actor's finance offices: number, amount, days. No join leads from here to a reward, a lead or a tip. Within a
 * last day the order is that of the random numbers: the order of claiming does not show.
 */
export async function financeClaims(
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
  const financeOfficeId = { in: [...officesWhere(actor, "finance.read")] };
  const where =
    state === undefined ? { financeOfficeId } : { financeOfficeId, state };
  const [grouped, count, claims] = await Promise.all([
    deps.db.claim.groupBy({
      by: ["state"],
      where: { financeOfficeId },
      _count: { _all: true },
    }),
    deps.db.claim.count({ where }),
    deps.db.claim.findMany({
      where,
      orderBy: [{ payDueDay: "asc" }, { number: "asc" }],
      skip: at.skip,
      take: at.take,
      select: {
        id: true,
        number: true,
        amountFen: true,
        claimDay: true,
        payDueDay: true,
        paidDay: true,
        state: true,
        version: true,
        financeOfficeId: true,
        cashierId: true,
        accountantId: true,
        financeOffice: { select: { nameZh: true, nameEn: true } },
      },
    }),
  ]);
  const today = deps.clock.today();
  const counts: Record<string, number> = {};
  for (const group of grouped) counts[group.state] = group._count._all;
  return {
    rows: claims.map((claim) => ({
      id: claim.id,
      number: claim.number,
      amountFen: Number(claim.amountFen),
      claimDay: storedDay(claim.claimDay),
      payDueDay: storedDay(claim.payDueDay),
      paidDay: storedDayOrNull(claim.paidDay),
      late: claim.state !== "PAID" && isLate(storedDay(claim.payDueDay), today),
      state: claim.state,
      version: claim.version,
      officeName: claim.financeOffice.nameZh,
      officeNameEn: claim.financeOffice.nameEn,
      allowed: allowedClaimCommands(actor, claim),
    })),
    counts,
    page: at.page,
    pages: pagesFor(count),
  };
}
