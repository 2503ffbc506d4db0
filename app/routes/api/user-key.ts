import { ownUserKey } from "#app/queries/staff-account.server";
import { staffApiGet } from "#app/server/guards.server";

export const loader = staffApiGet({ can: "account.own" }, ({ deps, actor }) =>
  ownUserKey(deps, actor),
);
