import { secondFactorCommand } from "#app/forms/staff/people";
import { staffApi } from "#app/server/guards.server";
import {
  setSecondFactor,
  startSecondFactor,
} from "#app/services/staff/new-second-factor.server";

export const action = staffApi(
  { can: "account.own", body: secondFactorCommand },
  async ({ deps, actor, body }) => {
    if (body.command === "NEW") return startSecondFactor(deps, actor);
    await setSecondFactor(deps, actor, body.secondFactor);
    return {};
  },
);
