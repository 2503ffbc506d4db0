import { stepUp as stepUpBody } from "#app/forms/staff/commands";
import { staffApi } from "#app/server/guards.server";
import { stepUp } from "#app/services/staff/step-up.server";

export const action = staffApi(
  { can: "account.own", body: stepUpBody },
  async ({ deps, actor, body }) => {
    await stepUp(deps, actor, body);
    return {};
  },
);
