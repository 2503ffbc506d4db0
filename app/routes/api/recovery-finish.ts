import { finishRecoveryBody } from "#app/forms/staff/key-commands";
import { staffApi } from "#app/server/guards.server";
import { finishRecovery } from "#app/services/keys/recover-office-keys.server";

export const action = staffApi(
  { can: "keys.recover", body: finishRecoveryBody },
  ({ deps, actor, body }) => finishRecovery(deps, actor, body),
);
