import { enrolCommand } from "#app/forms/staff/people";
import { openApi } from "#app/server/guards.server";
import {
  enrolPerson,
  openInvitation,
  startPasskeyOfInvited,
} from "#app/services/staff/enrol-person.server";

/** Without a session: the invitation in the body says who it is. */
export const action = openApi(
  { body: enrolCommand },
  async ({ deps, body }) => {
    if (body.command === "OPEN") return openInvitation(deps, body);
    if (body.command === "PASSKEY_CHALLENGE")
      return startPasskeyOfInvited(deps, body);
    await enrolPerson(deps, body);
    return {};
  },
);
