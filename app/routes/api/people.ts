import { peopleCommand, type PeopleCommand } from "#app/forms/staff/people";
import { assertNever } from "#app/domain/shared/coded-error";
import { staffApi } from "#app/server/guards.server";
import type { Deps, StaffActor } from "#app/services/ports";
import {
  addOffice,
  setOffice,
} from "#app/services/staff/change-offices.server";
import {
  invitePerson,
  reinvitePerson,
} from "#app/services/staff/invite-person.server";
import { markLeft } from "#app/services/staff/mark-left.server";
import { setRoles } from "#app/services/staff/set-roles.server";

export const action = staffApi(
  { can: "people.manage", body: peopleCommand },
  async ({ deps, actor, body }) => (await run(deps, actor, body)) ?? {},
);

function run(
  deps: Deps,
  actor: StaffActor,
  command: PeopleCommand,
): Promise<Readonly<Record<string, unknown>> | void> {
  switch (command.command) {
    case "INVITE":
      return invitePerson(deps, actor, command);
    case "REINVITE":
      return reinvitePerson(deps, actor, command);
    case "SET_ROLES":
      return setRoles(deps, actor, command);
    case "MARK_LEFT":
      return markLeft(deps, actor, command);
    case "ADD_OFFICE":
      return addOffice(deps, actor, command);
    case "SET_OFFICE":
      return setOffice(deps, actor, command);
    default:
      return assertNever(command);
  }
}
