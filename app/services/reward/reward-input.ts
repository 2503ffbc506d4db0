import type { Finding } from "#app/domain/lead/finding";
import type { RewardInput } from "#app/domain/reward/reward-input";
import type { RewardFacts } from "#app/forms/staff/commands";

/** What an officer enters, with what the confirmed finding left out of the base: the worksheet shows it as not counted. */
export function rewardInputOf(
  facts: RewardFacts,
  finding: Finding | null,
): RewardInput {
  return {
    ...(facts as RewardInput),
    otherFoundFen: finding ? finding.verifiedFen - finding.reportedPartFen : 0,
    fineFen: finding?.fineFen ?? 0,
  };
}

/** The proposal of the worker: the confirmed finding, and what was registered about the tipster. */
export function proposedInputOf(
  finding: Finding,
  lead: {
    readonly nameKind: string | null;
    readonly rewardWanted: boolean | null;
  },
): RewardInput {
  const facts = finding.rewardFacts as unknown as RewardFacts;
  return rewardInputOf(
    {
      ...facts,
      realName: facts.realName || lead.nameKind === "REAL",
      declined: facts.declined || lead.rewardWanted === false,
    },
    finding,
  );
}
