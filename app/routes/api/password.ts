import { changePassword as changePasswordBody } from "#app/forms/staff/people";
import { staffApi } from "#app/server/guards.server";
import { changePassword } from "#app/services/staff/change-password.server";

export const action = staffApi(
  { can: "account.own", body: changePasswordBody },
  async ({ deps, actor, body }) => {
    await changePassword(deps, actor, body);
    return {};
  },
);
