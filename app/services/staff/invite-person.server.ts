import { normaliseLoginName } from "#app/crypto/staff-keys";
import { assertRolesApart } from "#app/domain/access/permissions";
import {
  assertRolesFit,
  type OfficeKind,
} from "#app/domain/access/roles-in-office";
import { CodedError } from "#app/domain/shared/coded-error";
import type { PeopleCommandOf } from "#app/forms/staff/people";
import { appendLog } from "#app/services/log/append-log.server";
import { newStaffId } from "#app/services/new-id.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { forgetCredentials } from "./forget-credentials.server";
import { newInvitation } from "./invitation.server";
import { changePeople, requireOtherPerson } from "./people-change.server";

type Invited = { readonly personId: string; readonly invitation: string };

/**
 * A new person, who makes password, second factor and keys in their own browser with the invitation that comes back (27 signs,
 * shown once, good for seven days and one use).
 * @throws CodedError as `changePeople`; OFFICE_UNKNOWN | ROLES_NOT_TOGETHER | ROLE_NOT_IN_OFFICE | NAME_TAKEN
 */
export async function invitePerson(
  deps: Deps,
  actor: StaffActor,
  input: Omit<PeopleCommandOf<"INVITE">, "command">,
): Promise<Invited> {
  const { officeId, displayName, email } = input;
  const roles = [...new Set(input.roles)];
  assertRolesApart(roles);
  const loginName = normaliseLoginName(input.loginName);
  return changePeople(deps, actor, async (tx) => {
    const now = deps.clock.now();
    const office = await tx.office.findUnique({
      where: { id: officeId },
      select: { kind: true },
    });
    if (!office) throw new CodedError("OFFICE_UNKNOWN", { field: "officeId" });
    assertRolesFit(office.kind as OfficeKind, roles);
    if (await tx.person.count({ where: { loginName } }))
      throw new CodedError("NAME_TAKEN", { field: "loginName" });
    const { invitation, stored } = newInvitation(now);
    const personId = newStaffId(now);
    await tx.person.create({
      data: {
        id: personId,
        loginName,
        displayName,
        email,
        officeId,
        createdAt: now,
        ...stored,
        roles: { create: roles.map((role) => ({ officeId, role })) },
      },
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "PERSON_INVITED",
      day: deps.clock.today(),
      at: now,
      personId: actor.personId,
      officeId,
      data: { invitedPersonId: personId, roles },
    });
    return { personId, invitation };
  });
}

/**
 * A new invitation for somebody whose first one ran out, or who lost password and second factor. What they held ends: with it
 * their access to every office key, so that a member has to share the key again. Whoever sends the invitation to themselves
 * therefore gets a name and roles, and no tip.
 * @throws CodedError as `changePeople` and `requireOtherPerson`
 */
export async function reinvitePerson(
  deps: Deps,
  actor: StaffActor,
  { personId }: { readonly personId: string },
): Promise<Invited> {
  return changePeople(deps, actor, async (tx) => {
    const now = deps.clock.now();
    const person = await requireOtherPerson(tx, actor, personId);
    await forgetCredentials(deps, tx, { personId, by: actor });
    const { invitation, stored } = newInvitation(now);
    await tx.person.update({
      where: { id: personId },
      data: stored,
      select: { id: true },
    });
    await appendLog(tx, {
      kind: "PERSON_INVITED",
      day: deps.clock.today(),
      at: now,
      personId: actor.personId,
      officeId: person.officeId,
      data: {
        invitedPersonId: personId,
        roles: [...new Set(person.roles.map(({ role }) => role))],
      },
    });
    return { personId, invitation };
  });
}
