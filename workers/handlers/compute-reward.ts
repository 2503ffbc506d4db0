import { computeReward } from "#app/services/reward/compute-reward.server";
import type { Handler } from "../handler";

export const handle: Handler<"compute-reward"> = async (
  { deps },
  { payload },
) => {
  await computeReward(deps, payload);
};
