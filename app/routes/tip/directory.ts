import { release } from "virtual:public-modules";
import { toBase64Url } from "#app/crypto/encoding";
import { MOST_FILE_BYTES, MOST_FILES } from "#app/domain/tip/limits";
import { tipDirectory } from "#app/queries/tip-directory.server";
import { tipsterApiGet } from "#app/server/guards.server";

export const loader = tipsterApiGet(async ({ deps }) => ({
  salt: toBase64Url(deps.settings.deploymentSalt),
  release,
  offices: await tipDirectory(deps),
  // the same for everybody: a promise signed by another key than these is none
  log: {
    origin: deps.log.origin,
    keys: await deps.log.verifiers(),
    witnesses: deps.settings.witnesses.map(({ verifier }) => verifier),
  },
  limits: { files: MOST_FILES, fileBytes: MOST_FILE_BYTES },
}));
