import { z } from "zod";

/**
 * Every job of the worker: a name, ids and a schema. Payloads hold ids only (test/architecture checks it): a queue is a
 * second copy of whatever is put into it, readable to whoever can read Redis or the queue's tables.
 */
export type JobDefinition = {
  readonly payload: z.ZodObject;
  readonly queue: "casework" | "money" | "upkeep";
  readonly attempts: number;
  /** first delay of the exponential back-off, milliseconds */
  readonly backoffMs: number;
  /** cron pattern (authority's time zone, Asia/Shanghai) or interval in milliseconds, for repeating jobs */
  readonly schedule?: { readonly cron: string } | { readonly everyMs: number };
};

const nothing = z.object({}).strict();

export const jobCatalog = {
  "compute-reward": {
    payload: z.object({ leadId: z.uuid() }).strict(),
    queue: "money",
    attempts: 8,
    backoffMs: 1_000,
  },
  "notify-reward": {
    payload: z.object({ rewardId: z.uuid() }).strict(),
    queue: "money",
    attempts: 8,
    backoffMs: 1_000,
  },
  "settle-payment": {
    payload: z.object({ claimId: z.uuid() }).strict(),
    queue: "money",
    attempts: 8,
    backoffMs: 1_000,
  },
  "lapse-claims": {
    payload: nothing,
    queue: "money",
    attempts: 3,
    backoffMs: 5_000,
    schedule: { cron: "10 0 * * *" },
  },
  /** time limits that ended yesterday, or earlier while the worker stood still */
  "note-missed-clocks": {
    payload: nothing,
    queue: "casework",
    attempts: 5,
    backoffMs: 60_000,
    schedule: { cron: "5 0 * * *" },
  },
  /** the public figures of the week that is over, on Mondays; later where no worker ran, since once is all it does */
  "publish-figures": {
    payload: nothing,
    queue: "upkeep",
    attempts: 5,
    backoffMs: 60_000,
    schedule: { cron: "30 1 * * 1" },
  },
  /** "something waits for you": at fixed times, one size, also when there is nothing */
  "send-staff-mails": {
    payload: nothing,
    queue: "upkeep",
    attempts: 3,
    backoffMs: 5_000,
    schedule: { cron: "0 9,14 * * *" },
  },
  "send-mail": {
    payload: z.object({ personId: z.uuid() }).strict(),
    queue: "upkeep",
    attempts: 8,
    backoffMs: 5_000,
  },
  "purge-staged-files": {
    payload: nothing,
    queue: "upkeep",
    attempts: 3,
    backoffMs: 5_000,
    schedule: { cron: "30 * * * *" },
  },
  "repair-stuck": {
    payload: nothing,
    queue: "upkeep",
    attempts: 3,
    backoffMs: 5_000,
    schedule: { everyMs: 60_000 },
  },
} as const satisfies Record<string, JobDefinition>;

export type JobName = keyof typeof jobCatalog;
export type JobPayload<Name extends JobName> = z.infer<
  (typeof jobCatalog)[Name]["payload"]
>;
export const jobNames = Object.keys(jobCatalog) as JobName[];
