import { backUpOfficeKeysBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { backUpOfficeKeys } from "#app/services/keys/back-up-office-keys.server";

export const action = staffApi(
  { can: "keys.own", body: backUpOfficeKeysBody },
  async ({ deps, actor, body }) => {
    await backUpOfficeKeys(deps, actor, body);
    return {};
  },
);
