import type { TimelineEvent } from "#app/domain/lead/tipster-view";
import type { Day } from "#app/domain/shared/day";
import { newRandomId } from "#app/services/new-id.server";
import type { Transaction } from "#app/services/ports";
import { dayToStore } from "#app/services/stored-day";

/** Adds a line to what the tipster sees. */
export async function writeTimeline(
  tx: Transaction,
  tipId: string,
  { day, ...event }: TimelineEvent & { readonly day: Day },
): Promise<void> {
  await tx.timelineEntry.create({
    data: {
      id: newRandomId(),
      tipId,
      day: dayToStore(day),
      code: event.code,
      values: "values" in event ? event.values : {},
    },
    select: { id: true },
  });
}
