import { makeRecoveryKeyBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { makeRecoveryKey } from "#app/services/keys/make-recovery-key.server";

export const action = staffApi(
  { can: "keys.recover", body: makeRecoveryKeyBody },
  ({ deps, actor, body }) => makeRecoveryKey(deps, actor, body),
);
