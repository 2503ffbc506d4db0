import { afterAll, beforeAll, expect, it } from "vitest";
import { receivesTips } from "#app/queries/receives-tips.server";
import { makeWorld, type World } from "#test/factories/portal-world";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

it("is open while an office has a current key, and closed without", async () => {
  expect(await receivesTips(world.deps)).toBe(true);
  await world.deps.db.officeKey.updateMany({ data: { current: false } });
  expect(await receivesTips(world.deps)).toBe(false);
});
