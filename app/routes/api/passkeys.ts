import { passkeyCommand } from "#app/forms/staff/people";
import { staffApi } from "#app/server/guards.server";
import {
  addPasskey,
  startPasskey,
} from "#app/services/staff/add-passkey.server";
import { removePasskey } from "#app/services/staff/remove-passkey.server";
import { stepUpRequest } from "#app/services/staff/sign-in-by-passkey.server";

export const action = staffApi(
  { can: "account.own", body: passkeyCommand },
  async ({ deps, actor, body }) => {
    if (body.command === "CHALLENGE") return startPasskey(deps, actor);
    if (body.command === "STEP_UP_CHALLENGE") return stepUpRequest(deps, actor);
    if (body.command === "ADD") await addPasskey(deps, actor, body.passkey);
    else await removePasskey(deps, actor, body);
    return {};
  },
);
