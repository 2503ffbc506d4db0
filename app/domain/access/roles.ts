/** Roles of the portal; what each may do is data in `permissions.ts`. */
export const roles = [
  "INTAKE",
  "INVESTIGATOR",
  "REVIEWER",
  "LEGAL",
  "LEADER",
  "SUPERVISOR",
  "CASHIER",
  "ACCOUNTANT",
  "FINANCE_HEAD",
  "EDITOR",
  "AUDITOR",
  "CUSTODIAN",
  "ADMIN",
  "THIRD_PARTY",
] as const;
export type Role = (typeof roles)[number];
