import { staffKeys } from "#app/queries/staff-keys.server";
import { staffApiGet } from "#app/server/guards.server";

export const loader = staffApiGet({ can: "keys.own" }, ({ deps, actor }) =>
  staffKeys(deps, actor),
);
