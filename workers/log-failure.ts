import { describeError, logEvent } from "#app/server/event-log.server";

/** One line for an item of a job that failed while the others go on: its code, no id. */
export function logFailure(error: unknown): void {
  logEvent({ event: "unexpected", part: "worker", ...describeError(error) });
}
