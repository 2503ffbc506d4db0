import { canonicalJson } from "#app/crypto/canonical-json";
import { inTransaction } from "#app/services/in-transaction.server";
import type { Deps } from "#app/services/ports";
import { appendLog } from "./append-log.server";
import { lockLog } from "./log-lock.server";
import { readEntry } from "./read-entry";

/**
 * Logs the settings that rules depend on, when they differ from those logged last: whoever checks a reward later knows the
 * ceiling of that day.
 * @param release as tips name it; null when this build was not released
 */
export async function recordSettings(
  deps: Pick<Deps, "db" | "clock" | "settings">,
  release: string | null,
): Promise<{ readonly recorded: boolean }> {
  const { rewardCeilingFen, logSlotSeconds } = deps.settings;
  const data = { rewardCeilingFen, logSlotSeconds, release };
  return inTransaction(deps, async (tx) => {
    // workers start together
    await lockLog(tx);
    const last = await tx.logEntry.findFirst({
      where: { kind: "SETTINGS_IN_FORCE" },
      orderBy: { place: "desc" },
      select: { entry: true, innerEntry: true },
    });
    if (
      last &&
      canonicalJson(readEntry(last).data as never) === canonicalJson(data)
    )
      return { recorded: false };
    await appendLog(tx, {
      kind: "SETTINGS_IN_FORCE",
      day: deps.clock.today(),
      data,
    });
    return { recorded: true };
  });
}
