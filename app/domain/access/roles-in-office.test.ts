import { expect, it } from "vitest";
import { assertRolesFit, officeKinds, rolesFor } from "./roles-in-office";
import { roles } from "./roles";

it("finance offices hold no casework, other offices no finance; administration and audit may sit anywhere", () => {
  for (const kind of officeKinds) {
    const here = rolesFor(kind, roles);
    expect(here.includes("INTAKE")).toBe(kind !== "FINANCE");
    expect(here.includes("CASHIER")).toBe(kind === "FINANCE");
    for (const role of ["ADMIN", "AUDITOR", "CUSTODIAN"] as const)
      expect(here).toContain(role);
  }
  expect(() => assertRolesFit("FINANCE", ["CASHIER", "ADMIN"])).not.toThrow();
  expect(() => assertRolesFit("FINANCE", ["INTAKE"])).toThrow(
    "ROLE_NOT_IN_OFFICE",
  );
  expect(() => assertRolesFit("BUREAU", ["INTAKE", "CASHIER"])).toThrow(
    "ROLE_NOT_IN_OFFICE",
  );
});
