import { afterAll, beforeAll, expect, it } from "vitest";
import { newIdentity, recipientOf } from "#app/crypto/identity";
import { receivesTips } from "#app/queries/receives-tips.server";
import { tipDirectory, tipOfficeKey } from "#app/queries/tip-directory.server";
import { hashForLog } from "#app/services/log/append-log.server";
import { refusal } from "#test/factories/play";
import { makeWorld, type World } from "#test/factories/portal-world";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

it("counts only keys that are the ones in the log, and so does the directory", async () => {
  const { db } = world;
  const jn = world.officeId("JN");
  const { id, recipient } = world.officeKey("JN");
  const row = async () =>
    (await tipDirectory(world.deps)).find((office) => office.id === jn)!;
  expect(await row()).toMatchObject({
    takesTips: true,
    officeKeyId: id,
    recipientHash: hashForLog(recipient),
  });
  await db.officeKey.updateMany({
    where: { id: { not: id } },
    data: { current: false },
  });
  expect(await receivesTips(world.deps)).toBe(true);
  // somebody with the database puts a key of their own into the row
  await db.officeKey.update({
    where: { id },
    data: { recipient: await recipientOf(await newIdentity()) },
  });
  expect(await row()).toMatchObject({
    takesTips: false,
    officeKeyId: null,
    recipientHash: null,
  });
  expect(await receivesTips(world.deps)).toBe(false);
  expect(await refusal(tipOfficeKey(world.deps, id))).toBe("NOT_FOUND");
  await db.officeKey.update({ where: { id }, data: { recipient } });
  await db.officeKey.updateMany({ data: { current: true } });
});

it("is open while an office has a current key, and closed without", async () => {
  expect(await receivesTips(world.deps)).toBe(true);
  await world.deps.db.officeKey.updateMany({ data: { current: false } });
  expect(await receivesTips(world.deps)).toBe(false);
});
