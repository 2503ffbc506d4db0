import type { RuleSet } from "#app/domain/reward/rule-set";
import { ruleSetInForce } from "#app/domain/reward/rule-set-in-force";
import { areaPath, COUNTRY } from "#app/domain/routing/area-path";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Day } from "#app/domain/shared/day";
import type { Transaction } from "#app/services/ports";
import { ruleSetOf } from "./load-reward.server";

/** The rule that decides a lead: of its area or the nearest above, on the day the tip came. @throws CodedError RULE_SET_MISSING */
export async function ruleInForce(
  tx: Transaction,
  areaCode: string | null,
  registrationDay: Day,
): Promise<RuleSet> {
  const path = areaPath(areaCode ?? COUNTRY);
  const rows = await tx.ruleSetVersion.findMany({
    where: { areaCode: { in: [...path] } },
    select: { document: true },
  });
  const ruleSets = rows.map(({ document }) => ruleSetOf(document));
  const found = ruleSetInForce(ruleSets, path, registrationDay);
  if (!found) throw new CodedError("RULE_SET_MISSING");
  return found;
}
