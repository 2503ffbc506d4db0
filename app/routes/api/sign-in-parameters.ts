import { toBase64Url } from "#app/crypto/encoding";
import { openApiGet } from "#app/server/guards.server";

/** The same for everybody: a salt per person would tell which names exist. */
export const loader = openApiGet(({ deps }) => ({
  deploymentSalt: toBase64Url(deps.settings.deploymentSalt),
}));
