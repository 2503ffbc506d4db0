import { fromBase64Url } from "#app/crypto/encoding";
import { parseRecipient } from "#app/crypto/identity";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Enrolment } from "#app/forms/staff/people";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { appendLog, hashForLog } from "#app/services/log/append-log.server";
import type { Deps } from "#app/services/ports";
import { base64UrlToStore } from "#app/services/stored-bytes";
import {
  passkeyCreation,
  storePasskey,
  verifyNewPasskey,
} from "./add-passkey.server";
import { findInvited, invitationHash } from "./invitation.server";
import {
  confirmedSecondFactor,
  offerSecondFactor,
  type OfferedSecondFactor,
} from "./new-second-factor.server";

export type OpenedInvitation = {
  readonly loginName: string;
  readonly displayName: string;
  readonly officeNameZh: string;
  readonly officeNameEn: string;
  readonly roles: readonly string[];
  readonly secondFactor: OfferedSecondFactor;
};

/** Whom an invitation is for, and a fresh second factor to set up. @throws CodedError INVITATION_UNKNOWN | INVITATION_EXPIRED */
export async function openInvitation(
  deps: Deps,
  { invitation }: { readonly invitation: string },
): Promise<OpenedInvitation> {
  const person = await findInvited(deps, invitation);
  return {
    loginName: person.loginName,
    displayName: person.displayName,
    officeNameZh: person.office.nameZh,
    officeNameEn: person.office.nameEn,
    roles: person.roles.map(({ role }) => role),
    secondFactor: offerSecondFactor(deps, person.loginName),
  };
}

/** @throws CodedError INVITATION_UNKNOWN | INVITATION_EXPIRED */
export async function startPasskeyOfInvited(
  deps: Deps,
  { invitation }: { readonly invitation: string },
) {
  return passkeyCreation(deps, await findInvited(deps, invitation));
}

/**
 * Takes what an invited person's browser made: auth key, public half and wrap of the user key, a second factor or a passkey or
 * both. Uses the invitation up; of two that come at the same instant one is taken.
 * @throws CodedError INVITATION_UNKNOWN | INVITATION_EXPIRED | TOTP_WRONG | PASSKEY_TOO_LATE | PASSKEY_REFUSED | PASSKEY_KNOWN
 */
export async function enrolPerson(
  deps: Deps,
  input: Omit<Enrolment, "command">,
): Promise<void> {
  const invited = await findInvited(deps, input.invitation);
  const userRecipient = parseRecipient(input.userRecipient);
  const secondFactor =
    input.secondFactor && confirmedSecondFactor(deps, input.secondFactor);
  const passkey =
    input.passkey && (await verifyNewPasskey(deps, invited.id, input.passkey));
  if (!secondFactor && !passkey) throw new CodedError("SECOND_FACTOR_MISSING");
  const authHash = await deps.secrets.hashAuthKey(fromBase64Url(input.authKey));
  const now = deps.clock.now();
  try {
    await inTransaction(deps, async (tx) => {
      const { count } = await tx.person.updateMany({
        where: {
          id: invited.id,
          active: true,
          invitationHash: invitationHash(input.invitation),
          invitationExpires: { gt: now },
        },
        data: {
          invitationHash: null,
          invitationExpires: null,
          authHash,
          userRecipient,
          userKeyWrap: base64UrlToStore(input.userKeyWrap),
          totpSecret: secondFactor?.totpSecret ?? null,
          totpCounter: secondFactor?.totpCounter ?? 0,
          failedAttempts: 0,
          lockedUntil: null,
        },
      });
      if (count !== 1) throw new CodedError("INVITATION_UNKNOWN");
      if (passkey)
        await storePasskey(deps, tx, {
          personId: invited.id,
          officeId: invited.officeId,
          passkey,
        });
      await appendLog(tx, {
        kind: "PERSON_ENROLLED",
        day: deps.clock.today(),
        at: now,
        personId: invited.id,
        officeId: invited.officeId,
        data: { recipientHash: hashForLog(userRecipient) },
      });
    });
  } catch (error) {
    if (isDuplicate(error)) throw new CodedError("PASSKEY_KNOWN");
    throw error;
  }
}
