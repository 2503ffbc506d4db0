import { may, permissionsOfRole } from "#app/domain/access/permissions";
import { roles } from "#app/domain/access/roles";
import { CodedError } from "#app/domain/shared/coded-error";
import { hashForLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";

/** Roles to whose holders an office key is wrapped. */
export const keyHoldingRoles = roles.filter((role) =>
  permissionsOfRole[role].includes("keys.own"),
);

/**
 * A member of the office who holds, or should hold, its key. An administrator is never one, whatever other roles they gave
 * themselves.
 * @throws CodedError NOT_FOUND
 */
export function requireKeyMember(actor: StaffActor, officeId: string): void {
  if (!may(actor, "keys.own", officeId) || isAdministrator(actor))
    throw new CodedError("NOT_FOUND");
}

export function isAdministrator(actor: StaffActor): boolean {
  return actor.roles.some(({ role }) => role === "ADMIN");
}

export type KeyMember = {
  readonly personId: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly recipient: string;
  /** ids of the office's keys that are wrapped to the person */
  readonly holds: readonly string[];
};

/** Everybody to whom a key of the office may be wrapped now: enrolled, active, with a role that holds keys there. */
export async function keyMembers(
  db: Deps["db"] | Transaction,
  officeId: string,
): Promise<readonly KeyMember[]> {
  const people = await db.person.findMany({
    where: {
      active: true,
      leftAt: null,
      userRecipient: { not: null },
      roles: { some: { officeId, role: { in: keyHoldingRoles } } },
      NOT: { roles: { some: { role: "ADMIN" } } },
    },
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
    select: {
      id: true,
      displayName: true,
      userRecipient: true,
      roles: { where: { officeId }, select: { role: true } },
      keyWraps: {
        where: { officeKey: { officeId } },
        select: { officeKeyId: true },
      },
    },
  });
  return people.map((person) => ({
    personId: person.id,
    displayName: person.displayName,
    roles: person.roles.map(({ role }) => role),
    recipient: person.userRecipient!,
    holds: person.keyWraps.map(({ officeKeyId }) => officeKeyId),
  }));
}

/**
 * The member to whom a browser wrapped, if the public half it used is still theirs.
 * @throws CodedError MEMBERS_CHANGED
 */
export function requireMember(
  members: readonly KeyMember[],
  wrapped: { readonly personId: string; readonly recipientHash: string },
): KeyMember {
  const member = members.find(({ personId }) => personId === wrapped.personId);
  if (!member || hashForLog(member.recipient) !== wrapped.recipientHash)
    throw new CodedError("MEMBERS_CHANGED");
  return member;
}

/**
 * Two changes to the keys of one office come one after the other; tips still come in meanwhile, since this lock leaves the
 * office's id alone.
 */
export async function lockOfficeKeys(
  tx: Transaction,
  officeId: string,
): Promise<string | null> {
  await tx.$queryRaw`SELECT 1 FROM office WHERE id = ${officeId}::uuid FOR NO KEY UPDATE`;
  const current = await tx.officeKey.findFirst({
    where: { officeId, current: true },
    select: { id: true },
  });
  return current?.id ?? null;
}

/** @throws CodedError NO_KEY_OF_OFFICE when one of the keys is not wrapped to the person, or not a key of the office */
export async function requireHeld(
  db: Deps["db"] | Transaction,
  actor: StaffActor,
  {
    officeId,
    keyIds,
  }: { readonly officeId: string; readonly keyIds: readonly string[] },
): Promise<void> {
  const wanted = [...new Set(keyIds)];
  const held = await db.officeKeyWrap.count({
    where: {
      personId: actor.personId,
      officeKeyId: { in: wanted },
      officeKey: { officeId },
    },
  });
  if (held !== wanted.length) throw new CodedError("NO_KEY_OF_OFFICE");
}

/** Ids of the keys that are wrapped to the person and are keys of the office. */
export async function heldOf(
  db: Deps["db"] | Transaction,
  actor: StaffActor,
  officeId: string,
): Promise<ReadonlySet<string>> {
  const held = await db.officeKeyWrap.findMany({
    where: { personId: actor.personId, officeKey: { officeId } },
    select: { officeKeyId: true },
  });
  return new Set(held.map(({ officeKeyId }) => officeKeyId));
}
