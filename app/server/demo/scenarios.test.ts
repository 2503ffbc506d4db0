import { expect, test } from "vitest";
import { isCodeOf } from "#app/domain/codes/code-entry";
import { evidenceKinds } from "#app/domain/codes/evidence";
import { misconduct } from "#app/domain/codes/misconduct";
import { day } from "#app/domain/shared/day";
import { planFor } from "#app/server/journey/plan";
import { demoAreas } from "./areas";
import { demoScenarios, type Scenario } from "./scenarios";

const areas = new Set(demoAreas().map(({ code }) => code));
const expected = (scenario: Scenario) => {
  const plan = planFor(scenario.sample, {
    today: day("2025-11-22"),
    ceilingFen: 10_000_000,
  });
  return plan.decision === "ACCEPT" ? plan.expectedReward : null;
};

test.each(
  demoScenarios.map((scenario) => [scenario.sample.id, scenario] as const),
)("%s uses codes that exist", (_id, { sample }) => {
  expect(areas.has(sample.area.adcode!)).toBe(true);
  for (const code of sample.misconduct)
    expect(isCodeOf(misconduct, code), code).toBe(true);
  for (const code of sample.evidence)
    expect(isCodeOf(evidenceKinds, code), code).toBe(true);
});

test("who is to be paid gets a sum, who is not gets none", () => {
  for (const scenario of demoScenarios) {
    const reward = expected(scenario);
    if (
      /^(?:REWARD_(?:NOTIFIED|DECLINED|LAPSED|REVIEWED|MADE)|CLAIM.*|PAID)$/.test(
        scenario.end,
      )
    )
      expect(reward?.kind, scenario.sample.id).toBe("PAID");
    if (scenario.end === "REWARD_NONE")
      expect(reward?.kind, scenario.sample.id).toBe("NONE");
  }
});
