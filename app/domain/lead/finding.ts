import type { RewardInput } from "../reward/reward-input";
import { CodedError } from "../shared/coded-error";

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
  /** inputs of the reward that the check establishes */
  readonly rewardFacts: RewardFacts;
};

export type RewardFacts = Readonly<Record<string, unknown>> & {
  readonly kind: RewardInput["kind"];
  readonly baseFen: number;
};

/**
 * Only the part of a loss that belongs to the reported matter earns a reward: what else the check found by itself stays out.
 * @throws CodedError PART_EXCEEDS_WHOLE | BASE_DIFFERS
 */
export function assertFinding(finding: Finding): void {
  if (finding.reportedPartFen > finding.verifiedFen)
    throw new CodedError("PART_EXCEEDS_WHOLE", {
      field: "finding.reportedPartFen",
    });
  const { kind, baseFen } = finding.rewardFacts;
  if (
    finding.substantiated &&
    kind === "LOSS" &&
    baseFen !== finding.reportedPartFen
  )
    throw new CodedError("BASE_DIFFERS", {
      field: "finding.rewardFacts.baseFen",
    });
}
