import { startRecoveryBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { startRecovery } from "#app/services/keys/recover-office-keys.server";

export const action = staffApi(
  { can: "keys.recover", body: startRecoveryBody },
  ({ deps, actor, body }) => startRecovery(deps, actor, body),
);
