import { rewrapBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { storeRewrapped } from "#app/services/keys/store-rewrapped.server";

export const action = staffApi(
  { can: "keys.own", body: rewrapBody },
  ({ deps, actor, body }) => storeRewrapped(deps, actor, body),
);
