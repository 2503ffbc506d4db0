import { purgeStagedFiles } from "#app/services/tip/purge-staged-files.server";
import type { Handler } from "../handler";

export const handle: Handler<"purge-staged-files"> = async ({ deps }) => {
  await purgeStagedFiles(deps);
};
