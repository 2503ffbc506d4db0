import { shareOfficeKeysBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { shareOfficeKeys } from "#app/services/keys/share-office-keys.server";

export const action = staffApi(
  { can: "keys.own", body: shareOfficeKeysBody },
  ({ deps, actor, body }) => shareOfficeKeys(deps, actor, body),
);
