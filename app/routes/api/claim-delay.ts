import { explainLatePayment as body } from "#app/forms/staff/commands";
import { staffApi } from "#app/server/guards.server";
import { explainLatePayment } from "#app/services/claim/explain-late-payment.server";

export const action = staffApi(
  { can: "finance.read", body },
  async ({ deps, actor, params, body: { reasonCode } }) => {
    await explainLatePayment(deps, actor, {
      claimId: params.claimId ?? "",
      reasonCode,
    });
    return {};
  },
);
