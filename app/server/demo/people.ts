import type { Role } from "#app/domain/access/roles";
import { demoOffices, type DemoOffice } from "./offices";

export type DemoPerson = {
  readonly loginName: string;
  readonly displayName: string;
  readonly email: string;
  readonly officeCode: string;
  readonly role: Role;
};

/** One password for all demo people. It opens invented leads only; demo data is refused in production unless asked twice. */
export const DEMO_PASSWORD = "yanlu-demo-2026";

/** Office keys are wrapped to these; ADMIN and AUDITOR hold none. */
export const keyHolders: readonly Role[] = [
  "INTAKE",
  "INVESTIGATOR",
  "REVIEWER",
  "LEGAL",
  "LEADER",
  "CASHIER",
  "ACCOUNTANT",
  "FINANCE_HEAD",
];

const titles: Partial<Record<Role, string>> = {
  INTAKE: "受理员",
  INVESTIGATOR: "核查员",
  REVIEWER: "复核员",
  LEGAL: "法制员",
  LEADER: "负责人",
  SUPERVISOR: "督办员",
  CASHIER: "出纳员",
  ACCOUNTANT: "会计员",
  FINANCE_HEAD: "财务负责人",
};

const numerals = [
  "一",
  "二",
  "三",
  "四",
  "五",
  "六",
  "七",
  "八",
  "九",
  "十",
  "十一",
  "十二",
  "十三",
];

function rolesOf(office: DemoOffice): readonly Role[] {
  if (office.kind === "FINANCE")
    return ["CASHIER", "ACCOUNTANT", "FINANCE_HEAD"];
  // A branch bureau can carry a lead alone; only its legal opinion comes from above.
  const casework: readonly Role[] = [
    "INTAKE",
    "INVESTIGATOR",
    "REVIEWER",
    "LEADER",
  ];
  return office.kind === "NATIONAL" || office.kind === "BUREAU"
    ? [...casework, "LEGAL", "SUPERVISOR"]
    : casework;
}

/** One person for each role of each office, then the auditor and the administrator of the whole deployment. */
export const demoPeople: readonly DemoPerson[] = (() => {
  const counts = new Map<Role, number>();
  const people = demoOffices.flatMap((office) =>
    rolesOf(office).map((role): DemoPerson => {
      const count = counts.get(role) ?? 0;
      counts.set(role, count + 1);
      const loginName = `${office.login}-${role.toLowerCase().replace("_", "")}`;
      return {
        loginName,
        displayName: `${titles[role]}${numerals[count]}`,
        email: `${loginName}@demo.invalid`,
        officeCode: office.code,
        role,
      };
    }),
  );
  const central = (
    role: "AUDITOR" | "ADMIN",
    displayName: string,
  ): DemoPerson => ({
    loginName: role.toLowerCase(),
    displayName,
    email: `${role.toLowerCase()}@demo.invalid`,
    officeCode: "NAT",
    role,
  });
  return [
    ...people,
    central("AUDITOR", "审计员一"),
    central("ADMIN", "管理员一"),
  ];
})();
