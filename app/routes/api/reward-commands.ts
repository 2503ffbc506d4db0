import { rewardCommand } from "#app/forms/staff/commands";
import { staffApi } from "#app/server/guards.server";
import { changeReward } from "#app/services/reward/change-reward.server";

export const action = staffApi(
  { can: "reward.read", body: rewardCommand },
  ({ deps, actor, params, body }) =>
    changeReward(deps, actor, {
      rewardId: params.rewardId ?? "",
      command: body,
    }),
);
