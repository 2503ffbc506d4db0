import { CodedError } from "../shared/coded-error";
import { caseworkRoles, financeRoles } from "./permissions";
import type { Role } from "./roles";

export const officeKinds = [
  "NATIONAL",
  "BUREAU",
  "COUNTY_BUREAU",
  "CENTRE",
  "FINANCE",
] as const;
export type OfficeKind = (typeof officeKinds)[number];

/** Casework and finance sit in offices of their own, each with its own key: who pays must not hold the key of tips. */
export function rolesFor(kind: OfficeKind, all: readonly Role[]): Role[] {
  const elsewhere: readonly Role[] =
    kind === "FINANCE" ? [...caseworkRoles, "SUPERVISOR"] : financeRoles;
  return all.filter((role) => !elsewhere.includes(role));
}

/** @throws CodedError ROLE_NOT_IN_OFFICE */
export function assertRolesFit(kind: OfficeKind, roles: readonly Role[]): void {
  if (rolesFor(kind, roles).length !== roles.length)
    throw new CodedError("ROLE_NOT_IN_OFFICE", { field: "roles" });
}
