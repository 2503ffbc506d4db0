import { type Day, day } from "../shared/day";
import { firstDay, type RuleSet } from "./rule-set";

/**
 * First day of the national rule of each family: 医保办发〔2018〕22号 is dated November 2018, 医保办发〔2022〕22号 is in
 * force from 2023-01-01. A local text that shows no date of its own cannot be older than the rule it carries out.
 */
const familyStart = {
  "2018": day("2018-11-01"),
  "2022": day("2023-01-01"),
} as const;

/** The first day a rule set can be in force: its own first day, else the date on the text, else that of its family. */
export function startOf(ruleSet: RuleSet): Day {
  const text = ruleSet.effectiveFrom ?? ruleSet.dated;
  return text === null ? familyStart[ruleSet.family] : firstDay(text);
}

/**
 * The rule set that decides a tip registered on `registrationDay`; the day of registration counts because no known text
 * has a transition rule (decision of the project).
 *
 * Choice, in this order: a set with known rates before a frame; the deeper area before the higher one; the newer text
 * before the older one; the id, so that the answer never depends on the order of the array. Two things are not judged
 * here: a local text of the 2018 family stays in force after 2023-01-01 until its own last day is recorded, since only
 * its issuer can say whether it was replaced; and a deeper frame does not lend its conditions to the set above it.
 *
 * @param areaPath own area code first, then its ancestors up to 100000
 * @returns null when not even a frame was in force
 */
export function ruleSetInForce(
  ruleSets: readonly RuleSet[],
  areaPath: readonly string[],
  registrationDay: Day,
): RuleSet | null {
  const inForce = ruleSets.filter(
    (set) =>
      !set.draft &&
      areaPath.includes(set.adcode) &&
      startOf(set) <= registrationDay &&
      (set.effectiveTo === null || registrationDay <= set.effectiveTo),
  );
  const [best] = inForce.sort(
    (a, b) =>
      Number(b.ratesKnown) - Number(a.ratesKnown) ||
      areaPath.indexOf(a.adcode) - areaPath.indexOf(b.adcode) ||
      order(startOf(b), startOf(a)) ||
      b.version - a.version ||
      order(a.id, b.id),
  );
  return best ?? null;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
