import { notifyReward } from "#app/services/reward/notify-reward.server";
import type { Handler } from "../handler";

export const handle: Handler<"notify-reward"> = async (
  { deps },
  { payload },
) => {
  await notifyReward(deps, payload);
};
