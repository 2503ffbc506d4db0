import { sendStaffMails } from "#app/services/mail/send-staff-mails.server";
import type { Handler } from "../handler";

export const handle: Handler<"send-staff-mails"> = async ({ deps }, { id }) => {
  await sendStaffMails(deps, { occasion: id });
};
