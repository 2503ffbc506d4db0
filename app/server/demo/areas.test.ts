import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ruleSets } from "#app/domain/reward/rule-sets-data";
import { COUNTRY_CODE, demoAreas } from "./areas";

const areas = demoAreas();
const codes = new Set(areas.map((area) => area.code));

test("each area but the country has its parent in front of it", () => {
  const seen = new Set<string>();
  for (const area of areas) {
    if (area.code === COUNTRY_CODE) expect(area.parentCode).toBeNull();
    else expect(seen.has(area.parentCode!), area.code).toBe(true);
    expect(area.code).toMatch(/^\d{6}$/);
    expect(seen.has(area.code)).toBe(false);
    seen.add(area.code);
  }
  expect(areas.length).toBeGreaterThan(3_000);
});

test("every rule set and every sample tip lies in a known area", () => {
  for (const set of ruleSets) expect(codes.has(set.adcode), set.id).toBe(true);
  const tips = JSON.parse(
    readFileSync("test/samples/tips.json", "utf8"),
  ) as readonly { id: string; area: { adcode: string | null } }[];
  expect(tips).toHaveLength(54);
  for (const tip of tips)
    if (tip.area.adcode !== null)
      expect(codes.has(tip.area.adcode), tip.id).toBe(true);
});
