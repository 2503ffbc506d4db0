import type { RewardInput } from "#app/domain/reward/reward-input";
import { checkRewardInput } from "#app/domain/reward/reward-input";
import type { RewardFacts } from "#app/forms/staff/commands";

/**
 * A stored input as the form shows it, with the engine's defaults written out. Null for a reward that was never computed, and
 * for a kind no officer enters.
 */
export function factsOfInput(input: RewardInput | null): RewardFacts | null {
  if (input === null || (input as Partial<RewardInput>).kind === undefined)
    return null;
  const { kind, ...checked } = checkRewardInput(input);
  if (kind === "CLAWBACK") return null;
  return {
    kind,
    baseFen: checked.baseFen,
    grade: checked.grade,
    subjectType: checked.subjectType,
    insider: checked.insider,
    rival: checked.rival,
    realName: checked.realName,
    proof: checked.proof,
    reporterKind: checked.reporterKind,
    knownBefore: checked.knownBefore,
    confirmedAsReported: checked.confirmedAsReported,
    duplicateOfSameReporter: checked.duplicateOfSameReporter,
    rank: checked.rank,
    declined: checked.declined,
    identityProven: checked.identityProven,
    proposedFen: checked.proposedFen,
    proposedRateBp: checked.proposedRateBp,
    reason: checked.reason,
  };
}
