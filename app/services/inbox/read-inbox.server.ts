import { fromBase64Url } from "#app/crypto/encoding";
import { inboxIdHash, type InboxSeeds } from "#app/crypto/inbox-keys";
import { openFileLabel, openMessage } from "#app/crypto/thread";
import { CodedError } from "#app/domain/shared/coded-error";
import { messageBody } from "#app/forms/tip/tip-body";
import type { Deps } from "#app/services/ports";
import { threadIdentity } from "./find-inbox.server";
import type { InboxView } from "./inbox-view";
import { beginningOf } from "./read-file-beginnings.server";
import { readSealedInbox } from "./read-sealed-inbox.server";

/**
 * The inbox, opened in memory with the keys of the code, for the script-free path. What does not open (garbage from an officer's
 * browser, a damaged object) is shown as such: nobody on the other side can lock a tipster out.
 * @throws CodedError INBOX_UNKNOWN; SEAL_NOT_OPENED when the wrap of the thread key itself was tampered with
 */
export async function readInbox(
  deps: Deps,
  seeds: InboxSeeds,
): Promise<InboxView> {
  const sealed = await readSealedInbox(deps, inboxIdHash(seeds.inboxId));
  if (!sealed) throw new CodedError("INBOX_UNKNOWN");
  const { threadWrap, threadRecipient } = sealed;
  const thread = await threadIdentity(
    { inboxWrap: new Uint8Array(fromBase64Url(threadWrap)), threadRecipient },
    seeds,
  );
  const messages: InboxView["messages"][number][] = [];
  for (const { id, side, day, body, read } of sealed.messages) {
    const opened = await openMessage(fromBase64Url(body), { side, thread });
    messages.push({
      id,
      side,
      day,
      text: messageBody.safeParse(opened).data?.text ?? null,
      canTakeBack: side === "TIPSTER" && !read,
    });
  }
  const keys = new Map(
    (
      await deps.db.sealedFile.findMany({
        where: { id: { in: sealed.files.map(({ id }) => id) } },
        select: { id: true, storageKey: true },
      })
    ).map(({ id, storageKey }) => [id, storageKey]),
  );
  const files: InboxView["files"][number][] = [];
  for (const file of sealed.files) {
    const beginning = await beginningOf(deps, keys.get(file.id) ?? "");
    const label = beginning && (await openFileLabel(beginning, { thread }));
    files.push({ ...file, name: label?.name ?? "" });
  }
  const { receivedDay, sealedBy, release, timeline, clock, reward, access } =
    sealed;
  return {
    ...{ receivedDay, sealedBy, release, timeline, clock, reward, access },
    messages,
    files,
  };
}
