import { lapseClaims } from "#app/services/claim/lapse-claims.server";
import type { Handler } from "../handler";
import { logFailure } from "../log-failure";

export const handle: Handler<"lapse-claims"> = async ({ deps }) => {
  await lapseClaims(deps, logFailure);
};
