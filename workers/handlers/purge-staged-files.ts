import { purgeUploads } from "#app/services/tip/purge-uploads.server";
import { purgeStagedFiles } from "#app/services/tip/purge-staged-files.server";
import type { Handler } from "../handler";

export const handle: Handler<"purge-staged-files"> = async ({ deps }) => {
  // a file that cannot be deleted today must not keep the uploads
  try {
    await purgeStagedFiles(deps);
  } finally {
    await purgeUploads(deps);
  }
};
