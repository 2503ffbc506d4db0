import { clockDue } from "#app/domain/deadline/clocks";
import { isLate, type WorkCalendar } from "#app/domain/deadline/due-date";
import type { Day } from "#app/domain/shared/day";
import { storedDay, storedDayOrNull } from "#app/services/stored-day";
import type { InboxFacts, InboxRewardState } from "./inbox-view";

type LeadRow = {
  readonly state: string;
  readonly acceptDueDay: Date;
  readonly finishDueDay: Date | null;
  readonly closedDay: Date | null;
  readonly reward: {
    readonly state: string;
    readonly claimDueDay: Date | null;
    readonly claim: { readonly payDueDay: Date } | null;
  } | null;
};
type Today = { readonly today: Day; readonly calendar: WorkCalendar };

/** The time limit that runs now, from the tipster's side. */
export function clockOf(
  lead: LeadRow,
  { today, calendar }: Today,
): InboxFacts["clock"] {
  const running = runningClock(lead, calendar);
  return running && { ...running, late: isLate(running.dueDay, today) };
}

function runningClock(lead: LeadRow, calendar: WorkCalendar) {
  const { state, reward, closedDay } = lead;
  if (state === "RECEIVED" || state === "SCREENING")
    return { stage: "ACCEPT", dueDay: storedDay(lead.acceptDueDay) } as const;
  if (state === "REFUSED" || state === "TRANSFERRED") return null;
  if (closedDay === null) {
    const dueDay = storedDayOrNull(lead.finishDueDay);
    return dueDay && ({ stage: "FINISH", dueDay } as const);
  }
  if (reward?.state === "NOTIFIED" && reward.claimDueDay)
    return { stage: "CLAIM", dueDay: storedDay(reward.claimDueDay) } as const;
  if (reward?.state === "CLAIMED" && reward.claim)
    return { stage: "PAY", dueDay: storedDay(reward.claim.payDueDay) } as const;
  if (reward === null || rewardStateForTipster(reward.state) === "PREPARING")
    return {
      stage: "REWARD",
      dueDay: rewardDue(storedDay(closedDay), calendar),
    } as const;
  return null;
}

/** Report, approve and notify, one after the other. */
function rewardDue(closedDay: Day, calendar: WorkCalendar): Day {
  const reported = clockDue("REWARD_REPORT", closedDay, calendar);
  const approved = clockDue("REWARD_APPROVE", reported, calendar);
  return clockDue("REWARD_NOTIFY", approved, calendar);
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
