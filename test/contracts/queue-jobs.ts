import { z } from "zod";

/** A catalog for the contract of the queue; small numbers, so that retries come soon. */
export const contractJobs = {
  work: {
    payload: z.object({ id: z.string() }).strict(),
    queue: "contract",
    attempts: 3,
    backoffMs: 50,
  },
  tick: {
    payload: z.object({}).strict(),
    queue: "contract",
    attempts: 1,
    backoffMs: 50,
    schedule: { everyMs: 300 },
  },
  unhandled: {
    payload: z.object({}).strict(),
    queue: "contract",
    attempts: 5,
    backoffMs: 50,
  },
} as const;
