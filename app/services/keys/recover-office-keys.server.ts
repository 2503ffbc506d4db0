import { toBase64Url } from "#app/crypto/encoding";
import { may } from "#app/domain/access/permissions";
import { CodedError } from "#app/domain/shared/coded-error";
import type { FinishRecovery } from "#app/forms/staff/key-commands";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireStepUp } from "#app/services/staff/step-up.server";
import { base64UrlToStore } from "#app/services/stored-bytes";
import {
  keyMembers,
  lockOfficeKeys,
  requireMember,
} from "./key-members.server";
import { requireRecoverer } from "./make-recovery-key.server";
import {
  newRecoveryChallenge,
  requireRecoveryProof,
} from "./recovery-challenge.server";

/** A custodian for every office, a leader for their own. */
export function mayRecover(actor: StaffActor, officeId: string): boolean {
  return (
    may(actor, "keys.recover", officeId) ||
    actor.roles.some(({ role }) => role === "CUSTODIAN")
  );
}

function requireMayRecover(actor: StaffActor, officeId: string): void {
  requireRecoverer(actor);
  requireStepUp(actor);
  if (!mayRecover(actor, officeId)) throw new CodedError("NOT_FOUND");
}

/**
 * The office's keys as sealed to a recovery key, for a browser in which k custodians typed their sheets. Without these the
 * wraps are useless; handing them out is what the log keeps, since what is done with them happens elsewhere. The challenge,
 * sealed to the recovery key, comes back opened with `finishRecovery`.
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED, NOTHING_TO_RECOVER
 */
export async function startRecovery(
  deps: Deps,
  actor: StaffActor,
  {
    recoveryKeyId,
    officeId,
  }: { readonly recoveryKeyId: string; readonly officeId: string },
) {
  requireMayRecover(actor, officeId);
  const { recipient, keys } = await inTransaction(deps, async (tx) => {
    const keys = await backedUp(tx, recoveryKeyId, officeId);
    const recovery = await tx.recoveryKey.findUniqueOrThrow({
      where: { id: recoveryKeyId },
      select: { recipient: true },
    });
    await appendLog(tx, {
      kind: "RECOVERY_STARTED",
      day: deps.clock.today(),
      at: deps.clock.now(),
      officeId,
      personId: actor.personId,
      data: { recoveryKeyId },
    });
    return {
      recipient: recovery.recipient,
      keys: keys.map(({ officeKey, ciphertext }) => ({
        officeKeyId: officeKey.id,
        recipient: officeKey.recipient,
        wrap: toBase64Url(ciphertext),
      })),
    };
  });
  const challenge = await newRecoveryChallenge(deps, actor, {
    recoveryKeyId,
    officeId,
    recipient,
  });
  return { recipient, keys, challenge };
}

/**
 * Office keys that the sheets opened, sealed to members chosen in the same browser. What a member holds already stays. Only
 * whoever opened the challenge has the recovery key: without that proof anybody with the role could hand out wraps of keys of
 * their own making.
 * @throws CodedError NOT_FOUND, STEP_UP_NEEDED, RECOVERY_NOT_PROVED, RECOVERY_TOO_LATE, NOTHING_TO_RECOVER, MEMBERS_CHANGED
 */
export async function finishRecovery(
  deps: Deps,
  actor: StaffActor,
  { recoveryKeyId, officeId, proof, wraps }: FinishRecovery,
): Promise<{ readonly recovered: number }> {
  requireMayRecover(actor, officeId);
  await requireRecoveryProof(deps, actor, { recoveryKeyId, officeId, proof });
  return inTransaction(deps, async (tx) => {
    await lockOfficeKeys(tx, officeId);
    const keys = await backedUp(tx, recoveryKeyId, officeId);
    const members = await keyMembers(tx, officeId);
    let recovered = 0;
    for (const each of wraps) {
      if (!keys.some(({ officeKey }) => officeKey.id === each.officeKeyId))
        throw new CodedError("NOTHING_TO_RECOVER");
      const { personId } = requireMember(members, each);
      const { officeKeyId, wrap } = each;
      const { count } = await tx.officeKeyWrap.createMany({
        data: [{ officeKeyId, personId, ciphertext: base64UrlToStore(wrap) }],
        skipDuplicates: true,
      });
      if (count === 0) continue;
      recovered++;
      await appendLog(tx, {
        kind: "OFFICE_KEY_RECOVERED",
        day: deps.clock.today(),
        at: deps.clock.now(),
        officeId,
        personId: actor.personId,
        data: { officeKeyId, recoveryKeyId, toPersonId: personId },
      });
    }
    return { recovered };
  });
}

async function backedUp(
  tx: Transaction,
  recoveryKeyId: string,
  officeId: string,
) {
  const keys = await tx.officeKeyRecovery.findMany({
    where: { recoveryKeyId, officeKey: { officeId } },
    orderBy: { officeKey: { createdAt: "asc" } },
    select: {
      ciphertext: true,
      officeKey: { select: { id: true, recipient: true } },
    },
  });
  if (keys.length === 0) throw new CodedError("NOTHING_TO_RECOVER");
  return keys;
}
