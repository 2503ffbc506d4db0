import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";

type Whose = {
  readonly personId: string;
  readonly by: Pick<StaffActor, "personId">;
};

/** Everything by which a person signs in or opens keys: sessions, password, second factor, passkeys, user key, office keys. */
export async function forgetCredentials(
  deps: Pick<Deps, "clock">,
  tx: Transaction,
  { personId, by }: Whose,
): Promise<void> {
  await tx.staffSession.deleteMany({ where: { personId } });
  await tx.passkey.deleteMany({ where: { personId } });
  await tx.passkeyChallenge.deleteMany({ where: { personId } });
  await tx.person.update({
    where: { id: personId },
    data: {
      authHash: null,
      totpSecret: null,
      userRecipient: null,
      userKeyWrap: null,
      invitationHash: null,
      invitationExpires: null,
      failedAttempts: 0,
      lockedUntil: null,
    },
    select: { id: true },
  });
  await forgetOfficeKeys(deps, tx, { personId, by });
}

/** Takes the wraps of office keys away, of one office or of all; each is an entry of the key directory. */
export async function forgetOfficeKeys(
  deps: Pick<Deps, "clock">,
  tx: Transaction,
  { personId, by, officeId }: Whose & { readonly officeId?: string },
): Promise<void> {
  const where = { personId, ...(officeId && { officeKey: { officeId } }) };
  const wraps = await tx.officeKeyWrap.findMany({
    where,
    select: { officeKeyId: true, officeKey: { select: { officeId: true } } },
  });
  await tx.officeKeyWrap.deleteMany({ where });
  for (const { officeKeyId, officeKey } of wraps)
    await appendLog(tx, {
      kind: "OFFICE_KEY_UNSHARED",
      day: deps.clock.today(),
      at: deps.clock.now(),
      personId: by.personId,
      officeId: officeKey.officeId,
      data: { officeKeyId, fromPersonId: personId },
    });
}
