import { sendMail } from "#app/services/mail/send-mail.server";
import type { Handler } from "../handler";

export const handle: Handler<"send-mail"> = (
  { deps, origin, postman },
  { payload },
) => sendMail(deps, { ...payload, origin, postman });
