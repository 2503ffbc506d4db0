import { createHash, randomBytes } from "node:crypto";
import { CodedError } from "#app/domain/shared/coded-error";
import type { Deps } from "#app/services/ports";

/** 160 bits: guessing one is hopeless, so nothing has to count the tries. */
const INVITATION_BYTES = 20;
export const INVITATION_DAYS = 7;

/** Shown once; the database keeps its hash, so that a stolen table enrols nobody. */
export function newInvitation(now: Date) {
  const invitation = randomBytes(INVITATION_BYTES).toString("base64url");
  return {
    invitation,
    stored: {
      invitationHash: invitationHash(invitation),
      invitationExpires: new Date(now.getTime() + INVITATION_DAYS * 86_400_000),
    },
  };
}

export function invitationHash(invitation: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(invitation).digest());
}

/** @throws CodedError INVITATION_UNKNOWN (also when it was used) | INVITATION_EXPIRED */
export async function findInvited(
  deps: Pick<Deps, "db" | "clock">,
  invitation: string,
) {
  const person = await deps.db.person.findUnique({
    where: { invitationHash: invitationHash(invitation) },
    select: {
      id: true,
      loginName: true,
      displayName: true,
      officeId: true,
      active: true,
      invitationExpires: true,
      office: { select: { nameZh: true, nameEn: true } },
      roles: { select: { role: true } },
    },
  });
  if (!person?.active) throw new CodedError("INVITATION_UNKNOWN");
  if (person.invitationExpires! <= deps.clock.now())
    throw new CodedError("INVITATION_EXPIRED");
  return person;
}
