import { addDays, type Day } from "#app/domain/shared/day";
import { clocks } from "#app/domain/deadline/clocks";
import type { Prisma } from "#app/server/generated/client";
import { eachApart, type OnFailure } from "#app/services/each-apart.server";
import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";
import { noteMissed } from "./time-limits.server";

/**
 * Every time limit that has passed and is not noted yet, however long ago: what a worker that stood still missed is found by the
 * next run. One transaction each, so that one that fails holds up no other; the first failure is thrown when all were tried.
 * @returns how many were noted now
 */
export async function noteMissedClocks(
  deps: Deps,
  onFailure?: OnFailure,
): Promise<{ readonly noted: number }> {
  const where = mayBeLate(deps.clock.today());
  const noted = await eachApart({
    page: (after, take) =>
      deps.db.lead.findMany({
        where: { AND: [{ id: { gt: after }, tip: { isNot: null } }, where] },
        orderBy: { id: "asc" },
        take,
        select: { id: true },
      }),
    work: (id) => noteMissedClock(deps, id),
    onFailure,
  });
  return { noted };
}

/** The same for one lead. @returns whether there was anything to note */
export function noteMissedClock(deps: Deps, leadId: string): Promise<boolean> {
  return inTransaction(deps, async (tx) => {
    // not FOR UPDATE: a notice or payment under way refers to the lead with a weaker lock and must not wait in a circle
    await tx.$queryRaw`SELECT 1 FROM lead WHERE id = ${leadId}::uuid FOR NO KEY UPDATE`;
    const { noted } = await noteMissed(tx, deps, leadId);
    return noted;
  });
}

const REWARD_WORKING_DAYS =
  clocks.REWARD_REPORT.count +
  clocks.REWARD_APPROVE.count +
  clocks.REWARD_NOTIFY.count;

/** Wide enough for all, narrow enough not to visit every lead each night; the rule itself decides. */
function mayBeLate(today: Day): Prisma.LeadWhereInput {
  const over = { lt: dayToStore(today) };
  const notYet = (stage: string) => ({ lateStages: { none: { stage } } });
  return {
    OR: [
      {
        state: { in: ["RECEIVED", "SCREENING"] },
        acceptDueDay: over,
        ...notYet("ACCEPT"),
      },
      {
        closedDay: null,
        finishDueDay: over,
        // one that was missed and then extended can be missed again
        lateStages: {
          none: { stage: "FINISH", metDay: null, extendedDay: null },
        },
      },
      {
        // so many working days are at least as many days
        closedDay: { lt: dayToStore(addDays(today, -REWARD_WORKING_DAYS)) },
        OR: [{ reward: null }, { reward: { state: { in: [...preparing] } } }],
        ...notYet("REWARD"),
      },
      {
        reward: { state: "CLAIMED", claim: { payDueDay: over } },
        ...notYet("PAY"),
      },
    ],
  };
}

/** States of a reward of which the tipster has heard nothing yet. */
const preparing = [
  "PROPOSED",
  "MADE",
  "STOPPED",
  "REVIEWED",
  "APPROVED",
] as const;
