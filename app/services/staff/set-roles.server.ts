import { assertRolesApart, may } from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import {
  assertRolesFit,
  type OfficeKind,
} from "#app/domain/access/roles-in-office";
import { appendLog } from "#app/services/log/append-log.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { forgetOfficeKeys } from "./forget-credentials.server";
import { changePeople, requireOtherPerson } from "./people-change.server";

/**
 * The roles of somebody in their own office, all of them; felt with their next request. Without a role that needs the office's
 * key, their wraps of it go; the key they knew is replaced by a member of the office.
 * @throws CodedError as `changePeople` and `requireOtherPerson`; ROLES_NOT_TOGETHER | ROLE_NOT_IN_OFFICE
 */
export async function setRoles(
  deps: Deps,
  actor: StaffActor,
  input: { readonly personId: string; readonly roles: readonly Role[] },
): Promise<void> {
  const roles = [...new Set(input.roles)];
  await changePeople(deps, actor, async (tx) => {
    const person = await requireOtherPerson(tx, actor, input.personId);
    const { id: personId, officeId } = person;
    const elsewhere = person.roles.filter((held) => held.officeId !== officeId);
    assertRolesApart([...roles, ...elsewhere.map(({ role }) => role)]);
    assertRolesFit(person.officeKind as OfficeKind, roles);
    await tx.personRole.deleteMany({ where: { personId, officeId } });
    await tx.personRole.createMany({
      data: roles.map((role) => ({ personId, officeId, role })),
    });
    const now = { roles: roles.map((role) => ({ officeId, role })) };
    if (!may(now, "keys.own"))
      await forgetOfficeKeys(deps, tx, { personId, by: actor, officeId });
    await appendLog(tx, {
      kind: "PERSON_ROLES_SET",
      day: deps.clock.today(),
      at: deps.clock.now(),
      personId: actor.personId,
      officeId,
      data: { ofPersonId: personId, roles },
    });
  });
}
