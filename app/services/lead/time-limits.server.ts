import { CodedError } from "#app/domain/shared/coded-error";
import type { ExtensionReason } from "#app/domain/codes/delay-reasons";
import {
  lateStage,
  runningStage,
  type Stage,
  type StageFacts,
} from "#app/domain/deadline/stages";
import type { LimitFacts } from "#app/domain/lead/time-limits";
import type { Day } from "#app/domain/shared/day";
import type { Prisma } from "#app/server/generated/client";
import { rewardStateForTipster } from "#app/services/inbox/tipster-clock";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, Transaction } from "#app/services/ports";
import {
  dayToStore,
  storedDay,
  storedDayOrNull,
} from "#app/services/stored-day";
import { writeTimeline } from "./write-timeline.server";

/** What the time limits of a lead are computed from, for every page and job that speaks of them. */
export const limitColumns = {
  id: true,
  officeId: true,
  state: true,
  receivedDay: true,
  acceptDueDay: true,
  acceptedDay: true,
  finishDueDay: true,
  closedDay: true,
  tip: { select: { id: true } },
  reward: {
    select: {
      state: true,
      claim: {
        select: { claimDay: true, payDueDay: true, financeOfficeId: true },
      },
    },
  },
  lateStages: {
    orderBy: [{ dueDay: "asc" }, { stage: "asc" }],
    select: {
      stage: true,
      dueDay: true,
      missedDay: true,
      reasonCode: true,
      reasonDay: true,
      extendedDay: true,
      metDay: true,
    },
  },
  extensions: {
    orderBy: [{ day: "asc" }, { toDay: "asc" }],
    select: { kind: true, fromDay: true, toDay: true, day: true },
  },
} satisfies Prisma.LeadSelect;

export type LimitRow = Prisma.LeadGetPayload<{ select: typeof limitColumns }>;

export function stageFactsOf(
  row: Omit<LimitRow, "id" | "officeId" | "tip" | "lateStages" | "extensions">,
): StageFacts {
  const { reward } = row;
  return {
    receivedDay: storedDay(row.receivedDay),
    acceptDueDay: storedDay(row.acceptDueDay),
    turnedAway: row.state === "REFUSED" || row.state === "TRANSFERRED",
    acceptedDay: storedDayOrNull(row.acceptedDay),
    finishDueDay: storedDayOrNull(row.finishDueDay),
    closedDay: storedDayOrNull(row.closedDay),
    rewardSettled:
      reward !== null && rewardStateForTipster(reward.state) !== "PREPARING",
    claim:
      reward?.state === "CLAIMED" && reward.claim
        ? {
            claimDay: storedDay(reward.claim.claimDay),
            payDueDay: storedDay(reward.claim.payDueDay),
          }
        : null,
  };
}

/** For the rules of `app/domain/lead`. A late limit counts as such from the first day on, whether it was noted yet or not. */
export function limitFactsOf(
  deps: Pick<Deps, "clock" | "calendar">,
  row: LimitRow,
): LimitFacts {
  const { calendar } = deps;
  const facts = stageFactsOf(row);
  const at = { today: deps.clock.today(), calendar };
  const late = lateStage(facts, at);
  const running = runningStage(facts, calendar);
  return {
    calendar,
    late: late && {
      stage: late.stage,
      dueDay: late.dueDay,
      reasonCode: missedOf(row, late)?.reasonCode ?? null,
    },
    finish:
      running?.stage === "FINISH"
        ? { acceptedDay: running.startDay, dueDay: running.dueDay }
        : null,
    extensions: row.extensions.map(({ kind }) => kind as ExtensionReason),
  };
}

/** The note of a limit that passed, undefined while there is none. */
export function missedOf(
  row: Pick<LimitRow, "lateStages">,
  limit: { readonly stage: Stage; readonly dueDay: Day },
) {
  return row.lateStages.find(
    ({ stage, dueDay }) =>
      stage === limit.stage && storedDay(dueDay) === limit.dueDay,
  );
}

/**
 * Notes the limit that has passed, if one has: row, log entry and a line for the tipster. Every act that could meet it calls
 * this first, since the daily job may have stood still, and what is done late must not look as if it had been in time.
 * @returns the limits of the lead as they stand now, and whether one was noted
 * @throws CodedError NOT_FOUND
 */
export async function noteMissed(
  tx: Transaction,
  deps: Pick<Deps, "clock" | "calendar">,
  leadId: string,
): Promise<{ readonly row: LimitRow; readonly noted: boolean }> {
  // a notice or payment that is under way would not see a note made beside it, and leave it open for ever
  await tx.$queryRaw`SELECT 1 FROM reward WHERE lead_id = ${leadId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.lead.findUnique({
    where: { id: leadId },
    select: limitColumns,
  });
  if (!row?.tip) throw new CodedError("NOT_FOUND");
  const today = deps.clock.today();
  const late = lateStage(stageFactsOf(row), {
    today,
    calendar: deps.calendar,
  });
  if (!late || missedOf(row, late)) return { row, noted: false };
  const { stage, dueDay } = late;
  const officeId =
    stage === "PAY" ? row.reward!.claim!.financeOfficeId : row.officeId;
  const stored = {
    stage,
    dueDay: dayToStore(dueDay),
    missedDay: dayToStore(today),
  };
  const { count } = await tx.lateStage.createMany({
    data: [{ leadId, officeId, ...stored }],
    skipDuplicates: true,
  });
  if (count === 1) {
    await writeTimeline(tx, row.tip.id, {
      code: "LATE",
      values: { stage },
      day: today,
    });
    await appendLog(tx, {
      kind: "CLOCK_MISSED",
      day: today,
      leadId,
      officeId,
      data: { stage, dueDay },
    });
  }
  const note = {
    ...stored,
    reasonCode: null,
    reasonDay: null,
    extendedDay: null,
    metDay: null,
  };
  return {
    row: { ...row, lateStages: [...row.lateStages, note] },
    noted: count === 1,
  };
}

/** What a limit was for is done: if it was missed, it is over now. Call `noteMissed` before the act. */
export async function meetLimit(
  tx: Transaction,
  {
    leadId,
    stage,
    day,
  }: { readonly leadId: string; readonly stage: Stage; readonly day: Day },
): Promise<void> {
  await tx.lateStage.updateMany({
    where: { leadId, stage, metDay: null },
    data: { metDay: dayToStore(day) },
  });
}

/** The reason given for a limit that was missed. */
export async function recordReason(
  tx: Transaction,
  reason: {
    readonly leadId: string;
    readonly stage: Stage;
    readonly dueDay: Day;
    readonly reasonCode: string;
    readonly day: Day;
    readonly personId: string;
  },
): Promise<void> {
  const { leadId, stage, reasonCode, personId } = reason;
  await tx.lateStage.update({
    where: {
      leadId_stage_dueDay: {
        leadId,
        stage,
        dueDay: dayToStore(reason.dueDay),
      },
    },
    data: {
      reasonCode,
      reasonDay: dayToStore(reason.day),
      reasonBy: personId,
    },
    select: { leadId: true },
  });
}
