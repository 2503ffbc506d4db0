import { repairStuck } from "#app/services/outbox/repair-stuck.server";
import type { Handler } from "../handler";
import { logFailure } from "../log-failure";

export const handle: Handler<"repair-stuck"> = async ({ deps }) => {
  await repairStuck(deps, logFailure);
};
