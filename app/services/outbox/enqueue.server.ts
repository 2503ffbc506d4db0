import { jobCatalog, type JobName, type JobPayload } from "#app/jobs/catalog";
import type { Deps, Transaction } from "#app/services/ports";
import { newRandomId } from "#app/services/new-id.server";

/**
 * Promises work in the transaction of the change that calls for it. What a tipster caused waits for the end of the current
 * relay slot, so that the queue's times do not tell when somebody was at the portal; one slot mixes many.
 */
export async function enqueue<Name extends JobName>(
  tx: Transaction,
  deps: Pick<Deps, "clock" | "settings">,
  ...[job, payload, { causedBy }]: [
    job: Name,
    payload: JobPayload<Name>,
    options: { readonly causedBy: "TIPSTER" | "STAFF" },
  ]
): Promise<void> {
  const now = deps.clock.now();
  await tx.outboxRow.create({
    data: {
      id: newRandomId(),
      job,
      payload: jobCatalog[job].payload.parse(payload),
      availableAt:
        causedBy === "TIPSTER"
          ? slotEnd(now, deps.settings.relaySlotSeconds)
          : now,
    },
    select: { id: true },
  });
}

/** The next whole multiple of the slot; a slot of 0 switches the waiting off (tests). */
export function slotEnd(now: Date, slotSeconds: number): Date {
  if (slotSeconds <= 0) return now;
  const slot = slotSeconds * 1_000;
  return new Date((Math.floor(now.getTime() / slot) + 1) * slot);
}
