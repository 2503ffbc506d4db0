import type { Day } from "#app/domain/shared/day";

/** As the browser's list of downloads will show it. */
export function proofFileName(day: Day): string {
  return `yanlu-proof-${day}.json`;
}
