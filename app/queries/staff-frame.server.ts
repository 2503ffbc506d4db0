import { may } from "#app/domain/access/permissions";
import type { Role } from "#app/domain/access/roles";
import { isAdministrator } from "#app/services/keys/key-members.server";
import type { Deps, StaffActor } from "#app/services/ports";
import { countOverdue } from "./overdue-leads.server";

export type StaffFrame = {
  readonly person: {
    /** salts the password when the keys are opened again */
    readonly loginName: string;
    readonly displayName: string;
    readonly officeNameZh: string;
    readonly officeNameEn: string;
    readonly roles: readonly Role[];
  };
  readonly sections: readonly StaffSection[];
  readonly holdsKeys: boolean;
  /** what is late in the offices below */
  readonly overdue: number;
};

export type StaffSection =
  | "LEADS"
  | "OVERDUE"
  | "REWARDS"
  | "CLAIMS"
  | "LEDGER"
  | "AUDIT"
  | "PEOPLE"
  | "KEYS"
  | "ACCOUNT";

/** What stands around every staff page: who is signed in and which sections are theirs. */
export async function staffFrame(
  deps: Deps,
  actor: StaffActor,
): Promise<StaffFrame> {
  const person = await deps.db.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: {
      loginName: true,
      displayName: true,
      office: { select: { nameZh: true, nameEn: true } },
    },
  });
  return {
    person: {
      loginName: person.loginName,
      displayName: person.displayName,
      officeNameZh: person.office.nameZh,
      officeNameEn: person.office.nameEn,
      roles: [...new Set(actor.roles.map(({ role }) => role))],
    },
    sections: sectionsOf(actor),
    holdsKeys: may(actor, "keys.own"),
    overdue: await countOverdue(deps, actor),
  };
}

export function sectionsOf(actor: StaffActor): readonly StaffSection[] {
  return [
    ...(may(actor, "lead.list") ? (["LEADS"] as const) : []),
    ...(may(actor, "overdue.list") ? (["OVERDUE"] as const) : []),
    ...(may(actor, "reward.list") ? (["REWARDS"] as const) : []),
    ...(may(actor, "finance.read") ? (["CLAIMS", "LEDGER"] as const) : []),
    ...(may(actor, "audit.read") ? (["AUDIT"] as const) : []),
    ...(may(actor, "people.manage") ? (["PEOPLE"] as const) : []),
    // an administrator is kept out of it even where another role of theirs would let them in
    ...(may(actor, "keys.see") && !isAdministrator(actor)
      ? (["KEYS"] as const)
      : []),
    ...(may(actor, "account.own") ? (["ACCOUNT"] as const) : []),
  ];
}
