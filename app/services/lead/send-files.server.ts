import { createHash } from "node:crypto";
import { may } from "#app/domain/access/permissions";
import { requireAllowed } from "#app/domain/lead/decide";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_FILES_IN_ALL } from "#app/domain/tip/limits";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import { newRandomId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { bytesToStore } from "#app/services/stored-bytes";
import { dayToStore } from "#app/services/stored-day";
import { requireNotOffered } from "./hand-over-facts.server";
import {
  factsOf,
  findLead,
  lockLead,
  requireVisible,
  type LoadedLead,
} from "./load-lead.server";
import { stageSealed, takeSealed } from "./stage-sealed.server";
import { writeTimeline } from "./write-timeline.server";

/**
 * One sealed file on its way to the tipster; it belongs to nobody before `sendFiles`. Who may not send is refused before a
 * byte is stored.
 * @throws CodedError NOT_FOUND, NOT_PERMITTED, NOT_IN_THIS_STATE, and all of `stageSealed`
 */
export async function stageFileToSend(
  deps: Deps,
  actor: StaffActor,
  input: {
    readonly leadId: string;
    readonly stream: ReadableStream<Uint8Array>;
  },
): Promise<{ readonly stagedKey: string; readonly sealedHash: string }> {
  const found = await findLead(deps.db, input.leadId);
  requireSending(deps, actor, found);
  const { storageKey, sealedHash } = await stageSealed(deps, input.stream);
  return { stagedKey: storageKey, sealedHash };
}

/**
 * Files of the office for the tipster, all or none. `once` marks one intended sending: repeated, it sends nothing twice.
 * @throws CodedError as `stageFileToSend`; LEAD_OFFERED; TOO_MANY_FILES {most}; STAGED_FILE_GONE
 */
export async function sendFiles(
  deps: Deps,
  actor: StaffActor,
  input: {
    readonly leadId: string;
    readonly stagedKeys: readonly string[];
    readonly once: string;
  },
): Promise<{ readonly firstTime: boolean }> {
  return inTransaction(deps, async (tx) => {
    const lead = await lockLead(tx, input.leadId);
    requireSending(deps, actor, lead);
    const { tipId } = lead;
    const marks = input.stagedKeys.map((_, index) =>
      onceHash(tipId, { once: input.once, index }),
    );
    const sent = await tx.sealedFile.findFirst({
      where: { onceHash: { in: marks } },
      select: { id: true },
    });
    if (sent) return { firstTime: false };
    await requireNotOffered(tx, lead);
    const there = await tx.sealedFile.count({ where: { tipId } });
    if (there + input.stagedKeys.length > MOST_FILES_IN_ALL)
      throw new CodedError("TOO_MANY_FILES", {
        values: { most: MOST_FILES_IN_ALL },
      });
    const day = deps.clock.today();
    // one by one: `position` keeps the order in which the officer chose them
    for (const [index, storageKey] of input.stagedKeys.entries())
      await tx.sealedFile.create({
        data: {
          id: newRandomId(),
          tipId,
          storageKey,
          sealedBytes: await takeSealed(tx, storageKey),
          side: "STAFF",
          receivedDay: dayToStore(day),
          onceHash: marks[index]!,
        },
        select: { id: true },
      });
    await appendLog(tx, {
      kind: "STAFF_FILES_SENT",
      day,
      at: deps.clock.now(),
      leadId: lead.id,
      officeId: lead.officeId,
      personId: actor.personId,
      data: { files: input.stagedKeys.length },
    });
    await writeTimeline(tx, tipId, { code: "FILE", day });
    return { firstTime: true };
  });
}

/** Whoever may write to the tipster now may send files now. */
function requireSending(
  deps: Deps,
  actor: StaffActor,
  found: LoadedLead | null,
): asserts found is LoadedLead {
  requireVisible(actor, "lead.read", found?.officeId);
  if (!may(actor, "lead.change", found.officeId))
    throw new CodedError("NOT_PERMITTED");
  requireAllowed("SEND_MESSAGE", found.lead, factsOf(deps, actor, found));
}

/** Bound to the tip: a token of one lead never silences another. */
function onceHash(
  tipId: string,
  { once, index }: { readonly once: string; readonly index: number },
) {
  return bytesToStore(
    createHash("sha256")
      .update(`${tipId} staff-file ${once} ${index}`)
      .digest(),
  );
}
