import type { Deps } from "#app/services/ports";
import { takeUploads } from "#app/services/tip/take-uploads.server";
import { addTipsterFiles } from "./add-tipster-files.server";
import type { FoundInbox } from "./find-inbox.server";

/**
 * Files that the browser sealed to the thread key and uploaded. An upload belongs to one sending: asked for again after a lost
 * answer it is there already and counts as none.
 * @throws CodedError TOO_MANY_FILES | STAGED_FILE_GONE | UPLOAD_NOT_COMPLETE | UPLOAD_NOT_AS_SEALED {sealedHash}
 */
export async function addUploadedFiles(
  deps: Deps,
  inbox: FoundInbox,
  {
    files,
  }: {
    readonly files: readonly {
      readonly uploadId: string;
      readonly sealedHash: string;
    }[];
  },
): Promise<{ readonly added: number }> {
  const staged = await takeUploads(
    deps,
    files.map(({ uploadId }) => uploadId),
  );
  const { added } = await addTipsterFiles(deps, inbox, {
    staged: staged.map((file, index) => ({
      ...file,
      once: file.storageKey,
      sealedHash: files[index]!.sealedHash,
    })),
  });
  return { added: added.length };
}
