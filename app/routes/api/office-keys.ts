import { makeOfficeKeyBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { makeOfficeKey } from "#app/services/keys/make-office-key.server";

export const action = staffApi(
  { can: "keys.own", body: makeOfficeKeyBody },
  ({ deps, actor, body }) => makeOfficeKey(deps, actor, body),
);
