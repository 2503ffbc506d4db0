import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps } from "#app/services/ports";

const SHOWN = 100;

/** Mails kept by a deployment without SMTP, newest first. @throws CodedError NOT_FOUND unless this is a demo deployment out of production */
export async function devMails(deps: Deps) {
  if (!deps.settings.demo) throw new CodedError("NOT_FOUND");
  const mails = await deps.db.keptMail.findMany({
    select: {
      id: true,
      recipient: true,
      subject: true,
      text: true,
      sentAt: true,
    },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    take: SHOWN,
  });
  return {
    mails: mails.map(({ sentAt, ...mail }) => ({
      ...mail,
      sentAt: sentAt.toISOString().slice(0, 16).replace("T", " "),
    })),
  };
}
