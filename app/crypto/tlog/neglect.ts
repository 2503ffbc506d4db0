/**
 * What proven entries show of neglect: a time limit that the entries themselves name, and that passed without the entry that
 * would have met it. Concludes from what the log was complete about, and from nothing else.
 */
import { day as parseDay, type Day } from "#app/domain/shared/day";
import type { ProofReport } from "./proof-file";

type Neglect = ProofReport["neglect"][number];
type Stage = Neglect["stage"];
type Entry = {
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/**
 * @param entries of one lead and its claim, in the order of the log, all in the checkpoint
 * @param upToDay the log was complete up to this day; a limit counts as passed when it ended before it
 */
export function neglectOf(
  entries: readonly Entry[],
  upToDay: Day,
): readonly Neglect[] {
  return limitsOf(entries).flatMap(({ stage, dueDay }) =>
    dueDay !== null && dueDay < upToDay ? [{ stage, dueDay, upToDay }] : [],
  );
}

type Limit = { readonly stage: Stage; readonly dueDay: Day | null };

/** Limits that nothing met. */
function limitsOf(entries: readonly Entry[]): readonly Limit[] {
  const last = (kind: string) => entries.findLast((one) => one.kind === kind);
  const happened = (...kinds: string[]) =>
    entries.some(({ kind }) => kinds.includes(kind));
  const limits: Limit[] = [];
  const add = (stage: Stage, given: unknown) =>
    limits.push({
      stage,
      // no other limit can be extended
      dueDay: (stage === "FINISH" ? extended(entries) : null) ?? dayIn(given),
    });

  if (!happened("LEAD_ACCEPTED", "LEAD_REFUSED", "LEAD_TRANSFERRED"))
    add("ACCEPT", last("TIP_RECEIVED")?.data.acceptDueDay);
  if (!happened("LEAD_CLOSED"))
    add("FINISH", last("LEAD_ACCEPTED")?.data.finishDueDay);
  if (!happened("REWARD_NOTIFIED", "REWARD_NONE"))
    add("REWARD", missed(entries, "REWARD")?.data.dueDay);
  const paid = new Set(
    entries
      .filter(({ kind }) => kind === "CLAIM_PAID")
      .map(({ data }) => data.claimId),
  );
  for (const { kind, data } of entries)
    if (kind === "REWARD_CLAIMED" && !paid.has(data.claimId))
      add("PAY", data.payDueDay);
  return limits;
}

/** No entry names the limit of the reward in advance; that it passed the log says itself. */
function missed(entries: readonly Entry[], stage: Stage): Entry | undefined {
  return entries.findLast(
    ({ kind, data }) => kind === "CLOCK_MISSED" && data.stage === stage,
  );
}

function extended(entries: readonly Entry[]): Day | null {
  const extension = entries.findLast(
    ({ kind, data }) => kind === "CLOCK_EXTENDED" && data.stage === "FINISH",
  );
  return dayIn(extension?.data.toDay);
}

function dayIn(value: unknown): Day | null {
  try {
    return typeof value === "string" ? parseDay(value) : null;
  } catch {
    return null;
  }
}
