import type { JobName, JobPayload } from "#app/jobs/catalog";
import type { Postman } from "#app/services/mail/send-mail.server";
import type { Deps } from "#app/services/ports";

/** What jobs may use. */
export type HandlerParts = {
  readonly deps: Deps;
  readonly postman: Postman;
  /** address of the portal, for mails */
  readonly origin: string;
};

/** May run twice for one job: the service behind it locks, reads again, looks whether the work is still due, acts, records. */
export type Handler<Name extends JobName> = (
  parts: HandlerParts,
  job: { readonly id: string; readonly payload: JobPayload<Name> },
) => Promise<void>;
