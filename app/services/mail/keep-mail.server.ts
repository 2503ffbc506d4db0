import { randomUUID } from "node:crypto";
import type { Deps } from "#app/services/ports";

/** Where mails of a deployment without SMTP are kept for the development page; the oldest go. */
const KEPT = 500;

export async function keepMail(
  deps: Pick<Deps, "db" | "clock">,
  {
    to,
    subject,
    text,
  }: { readonly to: string; readonly subject: string; readonly text: string },
): Promise<void> {
  await deps.db.keptMail.create({
    data: {
      id: randomUUID(),
      recipient: to,
      subject,
      text,
      sentAt: deps.clock.now(),
    },
  });
  await deps.db.$executeRaw`
    DELETE FROM kept_mail WHERE id IN (SELECT id FROM kept_mail ORDER BY sent_at DESC, id OFFSET ${KEPT})`;
}
