import { toBase64Url } from "#app/crypto/encoding";
import { passkeyPrfSalt } from "#app/crypto/staff-keys";
import type { Role } from "#app/domain/access/roles";
import type { Deps, StaffActor } from "#app/services/ports";

/** The own account: roles, second factors, passkeys, sessions. No key. */
export async function staffAccount(
  deps: Pick<Deps, "db" | "clock">,
  actor: StaffActor,
) {
  const person = await deps.db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: {
      loginName: true,
      displayName: true,
      email: true,
      totpSecret: true,
      roles: {
        orderBy: { role: "asc" },
        select: {
          role: true,
          office: { select: { id: true, nameZh: true, nameEn: true } },
        },
      },
      passkeys: {
        orderBy: { createdAt: "asc" },
        select: { id: true, label: true, createdAt: true, userKeyWrap: true },
      },
      sessions: {
        where: { expiresAt: { gt: deps.clock.now() } },
        orderBy: { lastSeenAt: "desc" },
        select: { id: true, createdAt: true, lastSeenAt: true },
      },
    },
  });
  return {
    loginName: person.loginName,
    displayName: person.displayName,
    email: person.email,
    hasCodes: person.totpSecret !== null,
    roles: person.roles.map(({ role, office }) => ({
      role: role as Role,
      officeId: office.id,
      officeNameZh: office.nameZh,
      officeNameEn: office.nameEn,
    })),
    passkeys: person.passkeys.map(({ id, label, createdAt, userKeyWrap }) => ({
      id,
      label,
      since: createdAt.toISOString(),
      unlocks: userKeyWrap !== null,
    })),
    sessions: person.sessions.map(({ id, createdAt, lastSeenAt }) => ({
      id,
      since: createdAt.toISOString(),
      lastSeen: lastSeenAt.toISOString(),
      isThis: id === actor.sessionId,
    })),
  };
}

/** The own user key as it is kept: wrapped under the password, and under each passkey that unlocks. */
export async function ownUserKey(
  deps: Pick<Deps, "db" | "settings">,
  actor: StaffActor,
) {
  const person = await deps.db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: {
      loginName: true,
      userRecipient: true,
      userKeyWrap: true,
      passkeys: {
        where: { userKeyWrap: { not: null } },
        select: { credentialId: true, transports: true, userKeyWrap: true },
      },
    },
  });
  return {
    loginName: person.loginName,
    prfSalt: toBase64Url(passkeyPrfSalt(deps.settings.deploymentSalt)),
    userRecipient: person.userRecipient,
    userKeyWrap: person.userKeyWrap && toBase64Url(person.userKeyWrap),
    passkeys: person.passkeys.map((passkey) => ({
      credentialId: toBase64Url(new Uint8Array(passkey.credentialId)),
      transports: passkey.transports,
      userKeyWrap: toBase64Url(new Uint8Array(passkey.userKeyWrap!)),
    })),
  };
}
