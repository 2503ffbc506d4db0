import type { Prisma } from "#app/server/generated/client";

/** A value as it will come back out of a JSON column. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}
