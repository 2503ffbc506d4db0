import { dropOwnKeysBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { dropOwnKeys } from "#app/services/keys/drop-own-keys.server";

export const action = staffApi(
  { can: "keys.own", body: dropOwnKeysBody },
  ({ deps, actor, body }) => dropOwnKeys(deps, actor, body),
);
