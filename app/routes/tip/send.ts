import { tipsterApi } from "#app/server/guards.server";
import { receiptAnswer, sealedTip } from "#app/services/tip/sealed-tip-input";
import { submitSealedTip } from "#app/services/tip/submit-sealed-tip.server";

/** The longest tip with its wraps, its name and fifty files. */
const MAX_BYTES = 450_000;

export const action = tipsterApi(
  { body: sealedTip, maxBytes: MAX_BYTES },
  async ({ deps, body }) => receiptAnswer(await submitSealedTip(deps, body)),
);
