import { may } from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import { CodedError } from "#app/domain/shared/coded-error";
import {
  inTransaction,
  isDuplicate,
} from "#app/services/in-transaction.server";
import { isId } from "#app/services/new-id.server";
import type { Deps, StaffActor, Transaction } from "#app/services/ports";
import { requireStepUp } from "./step-up.server";

/**
 * A change to people or offices by an administrator. One at a time in the whole deployment: else two administrators who take
 * the role from each other at the same instant would leave nobody. Asked again inside: whether the actor still is one.
 * @throws CodedError NOT_FOUND for everybody else; STEP_UP_NEEDED; NAME_TAKEN when a unique name or code exists
 */
export async function changePeople<Result>(
  deps: Deps,
  actor: StaffActor,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  if (!may(actor, "people.manage")) throw new CodedError("NOT_FOUND");
  requireStepUp(actor);
  try {
    return await inTransaction(deps, async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('yanlu people'))`;
      const still = await tx.personRole.count({
        where: {
          personId: actor.personId,
          role: "ADMIN",
          person: { active: true, leftAt: null },
        },
      });
      if (still === 0) throw new CodedError("NOT_FOUND");
      return work(tx);
    });
  } catch (error) {
    if (isDuplicate(error)) throw new CodedError("NAME_TAKEN");
    throw error;
  }
}

export type ManagedPerson = {
  readonly id: string;
  readonly officeId: string;
  readonly enrolled: boolean;
  readonly officeKind: string;
  readonly roles: readonly { readonly officeId: string; readonly role: Role }[];
};

/**
 * Somebody else, who has not left.
 * @throws CodedError NOT_FOUND | PERSON_HAS_LEFT | LAST_ADMIN | OWN_PERSON: who administers people does not change what they
 *   may do themselves
 */
export async function requireOtherPerson(
  tx: Transaction,
  actor: StaffActor,
  personId: string,
): Promise<ManagedPerson> {
  const person = isId(personId)
    ? await tx.person.findUnique({
        where: { id: personId },
        select: {
          id: true,
          officeId: true,
          leftAt: true,
          authHash: true,
          office: { select: { kind: true } },
          roles: { select: { officeId: true, role: true } },
        },
      })
    : null;
  if (!person) throw new CodedError("NOT_FOUND");
  if (person.leftAt) throw new CodedError("PERSON_HAS_LEFT");
  if (person.id === actor.personId) {
    if (!(await hasOtherAdmin(tx, person.id)))
      throw new CodedError("LAST_ADMIN");
    throw new CodedError("OWN_PERSON");
  }
  return {
    id: person.id,
    officeId: person.officeId,
    enrolled: person.authHash !== null,
    officeKind: person.office.kind,
    roles: person.roles.map(({ officeId, role }) => ({
      officeId,
      role: role as Role,
    })),
  };
}

/** Somebody invited but not enrolled cannot administer anything yet. */
async function hasOtherAdmin(
  tx: Transaction,
  personId: string,
): Promise<boolean> {
  const others = await tx.person.count({
    where: {
      id: { not: personId },
      active: true,
      authHash: { not: null },
      roles: { some: { role: "ADMIN" } },
    },
  });
  return others > 0;
}
