import type { RewardInput } from "../reward/reward-input";

/** What the check found, in codes and fen; counts once a second person confirmed it. Amounts in fen. */
export type Finding = {
  /** whether what was reported proved true */
  readonly substantiated: boolean;
  readonly misconduct: readonly string[];
  readonly outcomes: readonly string[];
  /** the whole loss the check found */
  readonly verifiedFen: number;
  /** the part of it that belongs to the reported matter: only this earns a reward */
  readonly reportedPartFen: number;
  readonly recoveredFen: number;
  readonly fineFen: number;
  readonly rewardFacts: Readonly<Record<string, unknown>> &
    Pick<RewardInput, "kind">;
};
