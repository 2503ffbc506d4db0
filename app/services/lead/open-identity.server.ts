import { toBase64Url } from "#app/crypto/encoding";
import { may } from "#app/domain/access/permissions";
import type { IdentityReasonCode } from "#app/domain/codes/identity-reasons";
import { CodedError } from "#app/domain/shared/coded-error";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { findLead, requireVisible } from "./load-lead.server";
import { writeTimeline } from "./write-timeline.server";

/** Base64url. */
export type SealedIdentityAnswer = {
  readonly recipient: string;
  readonly ciphertext: string;
  readonly keyWraps: readonly {
    readonly officeKeyId: string;
    readonly ciphertext: string;
  }[];
  readonly threadRecipient: string;
};

/**
 * The sealed real name of a tipster who gave it. Needs a fresh second factor and a reason; an auditor reads the reason, the
 * tipster sees both on the timeline.
 * @throws CodedError NOT_FOUND (also when no name was given), NOT_PERMITTED, STEP_UP_NEEDED
 */
export async function openIdentity(
  deps: Deps,
  actor: StaffActor,
  {
    leadId,
    reasonCode,
  }: { readonly leadId: string; readonly reasonCode: IdentityReasonCode },
): Promise<SealedIdentityAnswer> {
  return inTransaction(deps, async (tx) => {
    const lead = await findLead(tx, leadId);
    requireVisible(actor, "lead.read", lead?.officeId);
    if (!may(actor, "identity.open", lead.officeId))
      throw new CodedError("NOT_PERMITTED");
    requireStepUp(actor);
    const { tipId, officeId } = lead;
    const identity = await tx.sealedIdentity.findUnique({
      where: { tipId },
      select: {
        recipient: true,
        ciphertext: true,
        keyWraps: { select: { officeKeyId: true, ciphertext: true } },
        tip: { select: { threadRecipient: true } },
      },
    });
    if (!identity) throw new CodedError("NOT_FOUND");
    const day = deps.clock.today();
    await appendLog(tx, {
      kind: "IDENTITY_OPENED",
      day,
      at: deps.clock.now(),
      leadId,
      officeId,
      personId: actor.personId,
      data: { reasonCode },
    });
    await writeTimeline(tx, tipId, {
      code: "IDENTITY_OPENED",
      values: { reasonCode },
      day,
    });
    return {
      recipient: identity.recipient,
      ciphertext: toBase64Url(identity.ciphertext),
      keyWraps: identity.keyWraps.map(({ officeKeyId, ciphertext }) => ({
        officeKeyId,
        ciphertext: toBase64Url(ciphertext),
      })),
      threadRecipient: identity.tip.threadRecipient,
    };
  });
}
