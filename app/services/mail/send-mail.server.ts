import type { Deps } from "#app/services/ports";
import { composeStaffMail } from "./compose-staff-mail";

/** What carries a mail away; resolves when the next server has taken it over. */
export interface Postman {
  send(mail: {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  }): Promise<void>;
}

/**
 * Sends the one mail there is to one person. Who left, or lost the address, since the mail was promised gets none. After
 * a crash between sending and recording the same mail may come twice, which tells nothing.
 */
export async function sendMail(
  deps: Pick<Deps, "db">,
  {
    personId,
    origin,
    postman,
  }: {
    readonly personId: string;
    readonly origin: string;
    readonly postman: Postman;
  },
): Promise<void> {
  const person = await deps.db.person.findUnique({
    where: { id: personId },
    select: { active: true, email: true },
  });
  if (!person?.active || !person.email) return;
  await postman.send({ to: person.email, ...composeStaffMail(origin) });
}
