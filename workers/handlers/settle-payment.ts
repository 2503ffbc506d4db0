import { settlePayment } from "#app/services/claim/settle-payment.server";
import type { Handler } from "../handler";

export const handle: Handler<"settle-payment"> = async (
  { deps },
  { payload },
) => {
  await settlePayment(deps, payload);
};
