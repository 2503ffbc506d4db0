import type { Finding } from "#app/domain/lead/finding";
import {
  assertLoggedRank,
  type LoggedRank,
} from "#app/domain/lead/first-reporter";
import type { RewardInput } from "#app/domain/reward/reward-input";
import { CodedError } from "#app/domain/shared/coded-error";
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

/**
 * What a maker or checker entered. The base of a loss is no matter of opinion: two people confirmed it in the finding.
 * Nor is whether a wholly anonymous tipster can be paid: they were told that they cannot. Nor who came first: the log says it.
 * @throws CodedError BASE_DIFFERS | ANON_CANNOT_BE_PAID | RANK_NOT_FIXED_YET | RANK_NOT_AS_LOGGED
 */
export function confirmedInputOf(
  facts: RewardFacts,
  {
    finding,
    nameKind,
    logged,
  }: {
    readonly finding: Finding | null;
    readonly nameKind: string | null;
    readonly logged: LoggedRank;
  },
): RewardInput {
  if (nameKind === "ANON" && facts.identityProven)
    throw new CodedError("ANON_CANNOT_BE_PAID", {
      field: "input.identityProven",
    });
  if (facts.kind === "LOSS" && facts.baseFen !== finding?.reportedPartFen)
    throw new CodedError("BASE_DIFFERS", { field: "input.baseFen" });
  assertLoggedRank(facts.rank, logged, "input.rank");
  return rewardInputOf(facts, finding);
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
      identityProven: facts.identityProven && lead.nameKind !== "ANON",
      realName: facts.realName || lead.nameKind === "REAL",
      declined: facts.declined || lead.rewardWanted === false,
    },
    finding,
  );
}
