import { randomBytes } from "node:crypto";
import type { PrismaClient } from "./generated/client";

/** The public salt of all key stretching of this deployment, made once. A second process that starts at the same time gets the same. */
export async function deploymentSalt(db: PrismaClient): Promise<Uint8Array> {
  await db.setting.createMany({
    data: [
      { key: "deploymentSalt", value: randomBytes(16).toString("base64url") },
    ],
    skipDuplicates: true,
  });
  const row = await db.setting.findUniqueOrThrow({
    where: { key: "deploymentSalt" },
  });
  if (typeof row.value !== "string")
    throw new Error("the setting deploymentSalt is not a text");
  return new Uint8Array(Buffer.from(row.value, "base64url"));
}

export async function isDemo(db: PrismaClient): Promise<boolean> {
  return (
    (await db.setting.findUnique({ where: { key: "demo" } }))?.value === true
  );
}
