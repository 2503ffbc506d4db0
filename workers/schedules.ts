import type { jobCatalog } from "#app/jobs/catalog";
import type { JobQueues } from "#app/server/queue.server";

/**
 * The repeating jobs of the catalog, in the authority's time zone. Also after a long stop each runs from its next time on; what was
 * missed is found by the jobs themselves, which look at what is due and not at when they were called.
 */
export async function setUpSchedules(
  queues: JobQueues<typeof jobCatalog>,
): Promise<void> {
  await queues.schedule();
}
