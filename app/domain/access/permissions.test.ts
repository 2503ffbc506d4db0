import { describe, expect, it } from "vitest";
import { CodedError } from "../shared/coded-error";
import {
  assertRolesApart,
  duties,
  may,
  officesWhere,
  permissions,
  permissionsOfRole,
  separationViolated,
  type Duty,
} from "./permissions";
import { roles } from "./roles";

describe("permissions", () => {
  const actor = {
    roles: [
      { officeId: "jn", role: "INTAKE" },
      { officeId: "lx", role: "LEADER" },
      { officeId: "fin", role: "CASHIER" },
    ],
  } as const;

  it("hold in the office of the role only", () => {
    expect(may(actor, "lead.read", "jn")).toBe(true);
    expect(may(actor, "lead.read", "fin")).toBe(false);
    expect(may(actor, "finance.read", "jn")).toBe(false);
    expect(may(actor, "lead.read", "elsewhere")).toBe(false);
    expect(may(actor, "finance.change")).toBe(true);
    expect(may({ roles: [] }, "lead.read")).toBe(false);
    expect(officesWhere(actor, "lead.list")).toEqual(["jn", "lx"]);
  });

  it("finance reads no lead, casework no claim, administration and audit neither", () => {
    for (const role of roles) {
      const held = permissionsOfRole[role];
      const touchesLeads = held.some((each) =>
        /^(lead|reward|identity)/.test(each),
      );
      const touchesMoney = held.some((each) => each.startsWith("finance"));
      expect([role, touchesLeads && touchesMoney]).toEqual([role, false]);
      if (held.includes("audit.read") || held.includes("people.manage"))
        expect([
          role,
          touchesLeads || touchesMoney || held.includes("keys.own"),
        ]).toEqual([role, false]);
    }
  });

  it("each permission is somebody's", () => {
    for (const permission of permissions)
      expect([
        permission,
        roles.some((role) => permissionsOfRole[role].includes(permission)),
      ]).toEqual([permission, true]);
  });
});

describe("separation of duties", () => {
  const apart: readonly (readonly [Duty, Duty])[] = [
    ["INTAKE", "REVIEWER"],
    ["INVESTIGATOR", "REVIEWER"],
    ["REWARD_MAKER", "REWARD_CHECKER"],
    ["REWARD_MAKER", "REWARD_LEADER"],
    ["REWARD_CHECKER", "REWARD_LEADER"],
    ["CASHIER", "ACCOUNTANT"],
    ["CASHIER", "FINANCE_HEAD"],
    ["ACCOUNTANT", "FINANCE_HEAD"],
    ...(["REWARD_MAKER", "REWARD_CHECKER", "REWARD_LEADER"] as const).flatMap(
      (decided) =>
        (["CASHIER", "ACCOUNTANT", "FINANCE_HEAD"] as const).map(
          (paid) => [decided, paid] as const,
        ),
    ),
  ];

  it("keeps exactly these pairs apart, both ways round", () => {
    for (const earlier of duties)
      for (const duty of duties) {
        const expected = apart.some(
          (pair) =>
            earlier !== duty && pair.includes(earlier) && pair.includes(duty),
        );
        expect([
          earlier,
          duty,
          separationViolated([{ duty: earlier, personId: "p" }], "p", duty),
        ]).toEqual([earlier, duty, expected]);
      }
  });

  it("looks at the same person only", () => {
    const done = [{ duty: "INTAKE", personId: "other" }] as const;
    expect(separationViolated(done, "p", "REVIEWER")).toBe(false);
  });
});

describe("administration and audit", () => {
  it("hold no role in casework or finance", () => {
    for (const role of ["ADMIN", "AUDITOR"] as const) {
      expect(() => assertRolesApart([role, "CUSTODIAN"])).not.toThrow();
      for (const other of [
        "INTAKE",
        "LEADER",
        "CASHIER",
        "SUPERVISOR",
      ] as const)
        expect(() => assertRolesApart([other, role])).toThrow(CodedError);
    }
    expect(() => assertRolesApart(["INTAKE", "LEADER"])).not.toThrow();
  });

  it("casework and finance have no person in common", () => {
    for (const one of [
      "INTAKE",
      "INVESTIGATOR",
      "REVIEWER",
      "LEGAL",
      "LEADER",
    ] as const)
      for (const other of ["CASHIER", "ACCOUNTANT", "FINANCE_HEAD"] as const) {
        expect(() => assertRolesApart([one, other])).toThrow(CodedError);
        expect(() => assertRolesApart([other, "SUPERVISOR", one])).toThrow(
          CodedError,
        );
      }
    expect(() => assertRolesApart(["CASHIER", "ACCOUNTANT"])).not.toThrow();
  });
});
