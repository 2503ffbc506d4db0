import { CodedError } from "../shared/coded-error";
import type { Role } from "./roles";

export const permissions = [
  "lead.list",
  "lead.read",
  "lead.change",
  "overdue.list",
  "identity.open",
  "reward.list",
  "reward.read",
  "reward.change",
  "finance.read",
  "finance.change",
  "audit.read",
  "people.manage",
  "keys.own",
  "keys.see",
  "keys.recover",
  "account.own",
] as const;
export type Permission = (typeof permissions)[number];

const casework = [
  "lead.list",
  "lead.read",
  "lead.change",
  "reward.list",
  "reward.read",
  "reward.change",
  "keys.own",
  "keys.see",
  "account.own",
] as const satisfies readonly Permission[];
const finance = [
  "finance.read",
  "finance.change",
  "keys.own",
  "keys.see",
  "account.own",
] as const satisfies readonly Permission[];

/**
 * What a role may do in the office it is held in. Which step of a lead or a claim a role takes is the business of that
 * step's own rule (`app/domain/lead/decide.ts` and its neighbours); this table opens doors only.
 */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> =
  {
    INTAKE: [...casework, "identity.open"],
    INVESTIGATOR: [...casework, "identity.open"],
    REVIEWER: casework,
    LEGAL: casework,
    LEADER: [...casework, "identity.open", "keys.recover"],
    // the level above sees that leads exist and how late they are, not what is in them; what is late, of the offices below
    SUPERVISOR: ["lead.list", "overdue.list", "account.own"],
    CASHIER: finance,
    ACCOUNTANT: finance,
    FINANCE_HEAD: finance,
    EDITOR: ["account.own"],
    AUDITOR: ["audit.read", "account.own"],
    // keeps a sheet of the recovery key and no key: sees which office keys can be recovered, opens nothing alone
    CUSTODIAN: ["keys.see", "keys.recover", "account.own"],
    ADMIN: ["people.manage", "account.own"],
    THIRD_PARTY: ["account.own"],
  };

export type HeldRole = { readonly officeId: string; readonly role: Role };
export type RoleHolder = { readonly roles: readonly HeldRole[] };

/** Whether any role of the actor gives the permission, in `officeId` when one is named. */
export function may(
  actor: RoleHolder,
  permission: Permission,
  officeId?: string,
): boolean {
  return actor.roles.some(
    (held) =>
      (officeId === undefined || held.officeId === officeId) &&
      permissionsOfRole[held.role].includes(permission),
  );
}

/** The offices in which the actor has the permission: the `where` of every list. */
export function officesWhere(
  actor: RoleHolder,
  permission: Permission,
): readonly string[] {
  const offices = actor.roles
    .filter((held) => permissionsOfRole[held.role].includes(permission))
    .map((held) => held.officeId);
  return [...new Set(offices)];
}

export function rolesIn(actor: RoleHolder, officeId: string): readonly Role[] {
  return actor.roles
    .filter((held) => held.officeId === officeId)
    .map((held) => held.role);
}

/** Who did what on one lead and on the money that follows from it. */
export const duties = [
  "INTAKE",
  "INVESTIGATOR",
  "REVIEWER",
  "LEADER",
  "REWARD_MAKER",
  "REWARD_CHECKER",
  "REWARD_LEADER",
  "CASHIER",
  "ACCOUNTANT",
  "FINANCE_HEAD",
] as const;
export type Duty = (typeof duties)[number];
export type DutyDone = { readonly duty: Duty; readonly personId: string };

/**
 * Never the same person on one lead; on money 会计法 art. 35 (a cashier keeps no books) and four eyes on every step. Who decides
 * a reward takes no part in paying it (会计法 art. 25: 经济业务事项的审批人员、经办人员 apart from 记账人员).
 */
const apart: readonly (readonly Duty[])[] = [
  ["INTAKE", "REVIEWER"],
  ["INVESTIGATOR", "REVIEWER"],
  [
    "REWARD_MAKER",
    "REWARD_CHECKER",
    "REWARD_LEADER",
    "CASHIER",
    "ACCOUNTANT",
    "FINANCE_HEAD",
  ],
];

/** Whether `personId` may not take on `duty` because of what they did on the same lead or claim before. */
export function separationViolated(
  done: readonly DutyDone[],
  personId: string,
  duty: Duty,
): boolean {
  return done.some(
    (earlier) =>
      earlier.personId === personId &&
      earlier.duty !== duty &&
      apart.some(
        (group) => group.includes(duty) && group.includes(earlier.duty),
      ),
  );
}

const apartFromCasework: readonly Role[] = ["ADMIN", "AUDITOR"];
const besideAdministration: readonly Role[] = ["ADMIN", "AUDITOR", "CUSTODIAN"];
export const caseworkRoles: readonly Role[] = [
  "INTAKE",
  "INVESTIGATOR",
  "REVIEWER",
  "LEGAL",
  "LEADER",
];
export const financeRoles: readonly Role[] = [
  "CASHIER",
  "ACCOUNTANT",
  "FINANCE_HEAD",
];

/**
 * All roles of one person, in any office. Who administers people or reads the whole log takes no part in casework or finance:
 * they could cover up what they do there. Who does casework does not pay: they would pay a reward they decided, and learn
 * who the tipster is.
 * @throws CodedError ROLES_NOT_TOGETHER
 */
export function assertRolesApart(roles: readonly Role[]): void {
  const holds = (some: readonly Role[]) =>
    roles.some((role) => some.includes(role));
  const administers = holds(apartFromCasework);
  if (
    (administers &&
      roles.some((role) => !besideAdministration.includes(role))) ||
    (holds(caseworkRoles) && holds(financeRoles))
  )
    throw new CodedError("ROLES_NOT_TOGETHER");
}
