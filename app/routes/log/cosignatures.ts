import { witnessApi } from "#app/server/guards.server";
import { takeCosignatures } from "#app/services/log/take-cosignatures.server";

/** a checkpoint and the few lines of a witness */
const MAX_BYTES = 16_000;

export const action = witnessApi({ maxBytes: MAX_BYTES }, ({ deps, text }) =>
  takeCosignatures(deps, text),
);
