import { calculateConfirmed, type RewardResult } from "./calculate";
import {
  type CheckedRewardInput,
  type RewardInput,
  checkRewardInput,
} from "./reward-input";
import type { RuleSet } from "./rule-set";

export type BlindComparison =
  | { readonly equal: true; readonly result: RewardResult }
  /** names only: the checker must not learn the maker's figures from the refusal */
  | {
      readonly equal: false;
      readonly differing: readonly (keyof CheckedRewardInput)[];
    };

/**
 * The second calculation: a checker enters the inputs again without seeing the first. Equal inputs give the result once
 * more; unequal ones stop the chain. The written reason is compared only by being there: two people never use the same words.
 * @throws CodedError INPUT_INVALID when either side is not a possible input
 */
export function compareBlind(
  maker: RewardInput,
  checker: RewardInput,
  {
    ruleSet,
    ceilingFen,
  }: { readonly ruleSet: RuleSet; readonly ceilingFen: number | null },
): BlindComparison {
  const first = checkRewardInput(maker);
  const second = checkRewardInput(checker);
  const differing = (Object.keys(first) as (keyof CheckedRewardInput)[]).filter(
    (field) =>
      field === "reason"
        ? (first.reason === null) !== (second.reason === null)
        : JSON.stringify(first[field]) !== JSON.stringify(second[field]),
  );
  return differing.length > 0
    ? { equal: false, differing }
    : {
        equal: true,
        result: calculateConfirmed(ruleSet, checker, { ceilingFen }),
      };
}
