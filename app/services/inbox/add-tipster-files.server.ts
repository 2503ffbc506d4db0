import type { InboxSeeds } from "#app/crypto/inbox-keys";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_FILES, MOST_FILES_IN_ALL } from "#app/domain/tip/limits";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import {
  takeStagedFiles,
  type StagedRef,
} from "#app/services/tip/take-staged-files.server";
import { findInbox } from "./find-inbox.server";

/** @throws CodedError INBOX_UNKNOWN | TOO_MANY_FILES | STAGED_FILE_GONE */
export async function addTipsterFiles(
  deps: Deps,
  seeds: InboxSeeds,
  { staged }: { readonly staged: readonly StagedRef[] },
): Promise<void> {
  if (staged.length === 0) return;
  if (staged.length > MOST_FILES)
    throw new CodedError("TOO_MANY_FILES", { values: { most: MOST_FILES } });
  const inbox = await findInbox(deps.db, seeds);
  const day = deps.clock.today();
  await inTransaction(deps, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM tip WHERE id = ${inbox.id}::uuid FOR UPDATE`;
    const there = await tx.sealedFile.count({ where: { tipId: inbox.id } });
    if (there + staged.length > MOST_FILES_IN_ALL)
      throw new CodedError("TOO_MANY_FILES", {
        values: { most: MOST_FILES_IN_ALL },
      });
    await takeStagedFiles(tx, staged, { tipId: inbox.id, day });
    await appendLog(tx, {
      kind: "TIPSTER_FILES_ADDED",
      day,
      leadId: inbox.leadId,
      officeId: inbox.lead.officeId,
      data: { files: staged.length },
    });
  });
}
