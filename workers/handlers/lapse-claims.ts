import { lapseClaims } from "#app/services/claim/lapse-claims.server";
import type { Handler } from "../handler";

export const handle: Handler<"lapse-claims"> = async ({ deps }) => {
  await lapseClaims(deps);
};
