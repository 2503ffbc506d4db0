import { isLate, type WorkCalendar } from "#app/domain/deadline/due-date";
import { runningStage, type StageFacts } from "#app/domain/deadline/stages";
import type { Day } from "#app/domain/shared/day";
import { storedDay } from "#app/services/stored-day";
import type { InboxFacts, InboxRewardState } from "./inbox-view";

type Limits = {
  readonly facts: StageFacts;
  /** last day to claim, while the next step is the tipster's */
  readonly claimDueDay: Day | null;
  readonly lateStages: readonly {
    readonly stage: string;
    readonly dueDay: Date;
    readonly reasonCode: string | null;
  }[];
  /** oldest first */
  readonly extensions: readonly {
    readonly kind: string;
    readonly day: Date;
  }[];
};

/** The time limit that runs now, from the tipster's side: what is late is called late, with the reason given or none. */
export function clockOf(
  { facts, claimDueDay, lateStages, extensions }: Limits,
  { today, calendar }: { readonly today: Day; readonly calendar: WorkCalendar },
): InboxFacts["clock"] {
  const running =
    runningStage(facts, calendar) ??
    (claimDueDay && ({ stage: "CLAIM", dueDay: claimDueDay } as const));
  if (!running) return null;
  const { stage, dueDay } = running;
  const missed = lateStages.find(
    (each) => each.stage === stage && storedDay(each.dueDay) === dueDay,
  );
  const extension = stage === "FINISH" ? extensions.at(-1) : undefined;
  return {
    stage,
    dueDay,
    late: isLate(dueDay, today),
    delayReason: missed?.reasonCode ?? null,
    extension: extension
      ? { reason: extension.kind, day: storedDay(extension.day) }
      : null,
  };
}

/** How far maker, checker and leader are is not the tipster's business: a figure counts once the notice is out. */
export function rewardStateForTipster(state: string): InboxRewardState {
  switch (state) {
    case "NOTIFIED":
      return "READY";
    case "NOT_ELIGIBLE":
      return "NONE";
    case "CLAIMED":
    case "PAID":
    case "DECLINED":
    case "LAPSED":
      return state;
    default:
      return "PREPARING";
  }
}
