import { separationViolated, type Duty } from "../access/permissions";
import type { LeadTrack } from "./replay-lead";
import { fenOf, textOf, type LogFact, type ReportFault } from "./log-fact";

type Stage =
  | "PROPOSED"
  | "MADE"
  | "REVIEWED"
  | "MISMATCH"
  | "APPROVED"
  | "NOTIFIED"
  | "CLAIMED"
  | "ZERO"
  | "NOT_ELIGIBLE"
  | "LAPSED"
  | "DECLINED";

/** What the entries so far say of the reward of one lead. Amounts in fen. */
export type RewardTrack = {
  readonly rewardId: string;
  stage: Stage;
  fen: number | null;
  /** null after it was computed again: that entry does not say under which ceiling */
  ceilingFen: number | null;
};

type Step = {
  readonly from: readonly Stage[];
  readonly to: Stage;
  readonly duty?: Duty;
};

const steps: Readonly<Record<string, Step>> = {
  REWARD_RECOMPUTED: { from: ["PROPOSED"], to: "PROPOSED" },
  REWARD_MADE: { from: ["PROPOSED"], to: "MADE", duty: "REWARD_MAKER" },
  REWARD_CHECKED: { from: ["MADE"], to: "REVIEWED", duty: "REWARD_CHECKER" },
  REWARD_SENT_BACK: {
    from: ["MISMATCH", "REVIEWED"],
    to: "PROPOSED",
    duty: "REWARD_LEADER",
  },
  REWARD_APPROVED: {
    from: ["REVIEWED"],
    to: "APPROVED",
    duty: "REWARD_LEADER",
  },
  REWARD_NOTIFIED: { from: ["APPROVED"], to: "NOTIFIED" },
  // told to the tipster, whose proof of neglect it ends: never where there is money
  REWARD_NONE: { from: ["ZERO"], to: "NOT_ELIGIBLE" },
  REWARD_LAPSED: { from: ["NOTIFIED"], to: "LAPSED" },
  REWARD_DECLINED: { from: ["NOTIFIED"], to: "DECLINED" },
  REWARD_CLAIMED: { from: ["NOTIFIED"], to: "CLAIMED" },
};

export function isRewardKind(kind: string): boolean {
  return kind === "REWARD_COMPUTED" || kind in steps;
}

/** Nothing follows any more, as far as entries of the lead go. */
export function isSettled({ lead, reward }: LeadTrack): boolean {
  if (lead.state === "REFUSED" || lead.state === "TRANSFERRED") return true;
  return (
    lead.state === "CLOSED" &&
    reward !== null &&
    ["CLAIMED", "NOT_ELIGIBLE", "LAPSED", "DECLINED"].includes(reward.stage)
  );
}

/** Judges one entry of a reward's decision and moves it on, also past a fault. */
export function replayReward(
  track: LeadTrack,
  fact: LogFact,
  report: ReportFault,
): void {
  if (fact.kind === "REWARD_COMPUTED") return compute(track, fact, report);
  const step = steps[fact.kind]!;
  const rewardId = textOf(fact, "rewardId");
  const reward = (track.reward ??= {
    rewardId,
    stage: "NOT_ELIGIBLE",
    fen: null,
    ceilingFen: null,
  });
  if (reward.rewardId !== rewardId || !step.from.includes(reward.stage))
    report("STATE_NOT_LEGAL", fact, { state: reward.stage });
  const { duty } = step;
  if (duty && fact.personId !== null) {
    if (separationViolated(track.duties, fact.personId, duty))
      report("DUTIES_NOT_SEPARATE", fact, { duty });
    track.duties.push({ duty, personId: fact.personId });
  }
  const madeFen = reward.fen;
  reward.stage = step.to;
  const fen = fenOf(fact, "fen");
  switch (fact.kind) {
    case "REWARD_RECOMPUTED":
      reward.ceilingFen = null;
      reward.fen = fen;
      return;
    case "REWARD_MADE":
      reward.fen = fen;
      return;
    case "REWARD_CHECKED":
      if (fact.data.equal !== true) reward.stage = "MISMATCH";
      return;
    case "REWARD_APPROVED":
      reward.fen = fen;
      if ((madeFen ?? 0) !== (fen ?? 0))
        report("REWARD_DIFFERS", fact, {
          made: madeFen ?? "-",
          approved: fen ?? "-",
        });
      if (!fen) reward.stage = "ZERO";
      else if (reward.ceilingFen !== null && fen > reward.ceilingFen)
        report("ABOVE_CEILING", fact, { fen, ceiling: reward.ceilingFen });
      return;
    default:
  }
}

function compute(track: LeadTrack, fact: LogFact, report: ReportFault): void {
  const fen = fenOf(fact, "fen");
  const { lead } = track;
  if (lead.state !== "CLOSED" || track.reward !== null)
    report("STATE_NOT_LEGAL", fact, {
      state: track.reward?.stage ?? lead.state,
    });
  const unfounded =
    lead.state === "CLOSED" && lead.outcomeClass !== "SUBSTANTIATED";
  if (unfounded && (fen !== 0 || textOf(fact, "code") !== "NOT_TRUE"))
    report("REWARD_DIFFERS", fact, { made: 0, approved: fen ?? "-" });
  track.reward = {
    rewardId: textOf(fact, "rewardId"),
    // without a finding nobody decides anything any more
    stage: unfounded ? "ZERO" : "PROPOSED",
    fen,
    ceilingFen: fenOf(fact, "ceilingFen"),
  };
}
