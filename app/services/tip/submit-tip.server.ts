import {
  deriveInboxSeeds,
  inboxIdHash,
  inboxKeysFromSeeds,
} from "#app/crypto/inbox-keys";
import {
  newIdentity,
  parseRecipient,
  recipientOf,
  type AgeIdentity,
} from "#app/crypto/identity";
import { wrapIdentity } from "#app/crypto/key-wrap";
import { sealIdentity } from "#app/crypto/sealed-identity";
import { formPurposes, sealBoundForm } from "#app/crypto/bound-form";
import {
  trackingCodeFromToken,
  type TrackingCode,
} from "#app/crypto/tracking-code";
import type { CheckedTipPromise } from "#app/crypto/tip-promise";
import { proposeOffice } from "#app/domain/routing/propose-office";
import { CodedError } from "#app/domain/shared/coded-error";
import { MOST_FILES } from "#app/domain/tip/limits";
import type { ReporterIdentity, TipBody } from "#app/forms/tip/tip-body";
import type { Deps } from "#app/services/ports";
import { checkStoredReceipt } from "./check-stored-receipt.server";
import { findReceipt, storeTip, type TipReceipt } from "./store-tip.server";
import type { StagedRef } from "./take-staged-files.server";

export type SubmitTipInput = {
  /** 32 random bytes of the form; the tracking code follows from them */
  readonly token: Uint8Array;
  readonly body: TipBody;
  readonly identity: ReporterIdentity | null;
  /** the thread key files were sealed to before; null when there are none */
  readonly thread: { readonly identity: AgeIdentity } | null;
  readonly staged: readonly StagedRef[];
};

/**
 * Takes in a tip whose words came to the server in plain (no JavaScript): seals everything in memory, stores ciphertext, and
 * forgets the rest. One form gives one tip: sent twice, at the same instant too, both get the same code.
 * @returns firstTime false when this form was sent before
 * @throws CodedError TOO_MANY_FILES, STAGED_FILE_GONE, UPLOAD_NOT_AS_SEALED, AREA_UNKNOWN, OFFICE_MISSING, OFFICE_KEY_MISSING, BUSY
 */
export async function submitTip(
  deps: Deps,
  { token, body, identity, thread, staged }: SubmitTipInput,
): Promise<{
  readonly trackingCode: TrackingCode;
  readonly firstTime: boolean;
  /** the promise of the log, looked at against what was stored */
  readonly promise: CheckedTipPromise;
}> {
  if (staged.length > MOST_FILES)
    throw new CodedError("TOO_MANY_FILES", { values: { most: MOST_FILES } });
  const trackingCode = trackingCodeFromToken(token);
  const seeds = await deriveInboxSeeds(
    trackingCode,
    deps.settings.deploymentSalt,
    deps.argon2idForTips,
  );
  const idHash = inboxIdHash(seeds.inboxId);
  const earlier = await findReceipt(deps, idHash);
  const sent = async (receipt: TipReceipt) => ({
    trackingCode,
    firstTime: receipt.firstTime,
    promise: await checkStoredReceipt(deps, idHash, receipt),
  });
  if (earlier) return sent(earlier);

  const { officeId, officeKeyId, officeRecipient, routingReason } =
    await receivingOffice(deps, body);
  const threadIdentity = thread?.identity ?? (await newIdentity());
  const threadRecipient = await recipientOf(threadIdentity);
  const inbox = await inboxKeysFromSeeds(seeds);
  const receipt = await storeTip(deps, {
    inboxIdHash: idHash,
    threadRecipient,
    inboxWrap: await wrapIdentity(threadIdentity, inbox.inboxRecipient),
    claimPublicKey: inbox.claimPublicKey,
    sealedBy: "SERVER",
    release: null,
    body: await sealBoundForm(formPurposes.tip, { ...body, routingReason }, [
      threadRecipient,
    ]),
    officeId,
    officeKeyId,
    threadWrap: await wrapIdentity(threadIdentity, officeRecipient),
    identity:
      identity &&
      (await sealIdentity(identity, {
        threadRecipient,
        officeRecipient,
        inboxRecipient: inbox.inboxRecipient,
      })),
    staged,
    fileHashes: body.files.map(({ sealedHash }) => sealedHash),
  });
  return sent(receipt);
}

async function receivingOffice(deps: Deps, body: TipBody) {
  const offices = await deps.db.office.findMany({
    select: {
      id: true,
      kind: true,
      areaCode: true,
      parentId: true,
      takesTips: true,
      keys: {
        where: { current: true },
        select: { id: true, recipient: true },
      },
    },
  });
  const { officeId, reason } = proposeOffice(body, offices);
  const key = offices.find(({ id }) => id === officeId)?.keys[0];
  if (!key) throw new CodedError("OFFICE_KEY_MISSING");
  return {
    officeId,
    officeKeyId: key.id,
    officeRecipient: parseRecipient(key.recipient),
    routingReason: reason,
  };
}
