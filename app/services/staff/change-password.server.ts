import { fromBase64Url } from "#app/crypto/encoding";
import { CodedError } from "#app/domain/shared/coded-error";
import type { ChangePassword } from "#app/forms/staff/people";
import { inTransaction } from "#app/services/in-transaction.server";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { base64UrlToStore } from "#app/services/stored-bytes";
import { countAttempt, forgetAttempts } from "./attempts.server";

/**
 * A new auth key and the same user key wrapped anew: office keys and passkeys stay as they are. All other sessions end. The old
 * auth key is asked for, and wrong ones are counted, against somebody at an unlocked desk.
 * @throws CodedError PASSWORD_WRONG | SIGN_IN_LOCKED | CHANGED_MEANWHILE
 */
export async function changePassword(
  deps: Deps,
  actor: StaffActor,
  { oldAuthKey, newAuthKey, userKeyWrap }: ChangePassword,
): Promise<void> {
  const { personId, officeId, sessionId } = actor;
  const { authHash } = await deps.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { authHash: true },
  });
  await countAttempt(deps, personId);
  if (
    authHash === null ||
    !(await deps.secrets.verifyAuthKey(authHash, fromBase64Url(oldAuthKey)))
  )
    throw new CodedError("PASSWORD_WRONG", { field: "oldPassword" });
  await forgetAttempts(deps, personId);
  const newHash = await deps.secrets.hashAuthKey(fromBase64Url(newAuthKey));
  await inTransaction(deps, async (tx) => {
    // Two changes at once: the second would put its wrap beside the first one's hash.
    const { count } = await tx.person.updateMany({
      where: { id: personId, active: true, authHash },
      data: {
        authHash: newHash,
        userKeyWrap: base64UrlToStore(userKeyWrap),
      },
    });
    if (count !== 1) throw new CodedError("CHANGED_MEANWHILE");
    await tx.staffSession.deleteMany({
      where: { personId, id: { not: sessionId } },
    });
    await appendLog(tx, {
      kind: "PASSWORD_CHANGED",
      day: deps.clock.today(),
      at: deps.clock.now(),
      personId,
      officeId,
      data: {},
    });
  });
}
