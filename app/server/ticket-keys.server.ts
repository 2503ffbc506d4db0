import { randomBytes } from "node:crypto";
import { addDays } from "#app/domain/shared/day";
import type { Deps } from "#app/services/ports";

/**
 * Keys of the script-free tickets, shared by all web processes, new each day. Yesterday's still opens, so that nobody
 * loses a form at midnight; older ones are deleted, after which an old saved page opens nothing for anybody.
 */
export async function ticketKeys(
  deps: Deps,
): Promise<{ current: Uint8Array; all: Uint8Array[] }> {
  const today = deps.clock.today();
  const asDate = (text: string) => new Date(`${text}T00:00:00Z`);
  const find = () =>
    deps.db.ticketKey.findMany({
      where: { day: { gte: asDate(addDays(today, -1)) } },
      orderBy: { day: "desc" },
    });
  let rows = await find();
  if (rows[0]?.day.toISOString().slice(0, 10) !== today) {
    await deps.db.ticketKey.createMany({
      data: [{ day: asDate(today), key: randomBytes(32) }],
      skipDuplicates: true,
    });
    await deps.db.ticketKey.deleteMany({
      where: { day: { lt: asDate(addDays(today, -1)) } },
    });
    rows = await find();
  }
  const all = rows.map((row) => new Uint8Array(row.key));
  return { current: all[0]!, all };
}
