import { rolesIn } from "#app/domain/access/permissions";
import type { ClaimCommand } from "#app/forms/staff/commands";
import type { StaffActor } from "#app/services/ports";

type Claim = {
  readonly state: string;
  readonly financeOfficeId: string;
  readonly cashierId: string | null;
  readonly accountantId: string | null;
};

/** The steps this person may take now; nobody takes two. */
export function allowedClaimCommands(
  actor: StaffActor,
  claim: Claim,
): readonly ClaimCommand["command"][] {
  const roles = rolesIn(actor, claim.financeOfficeId);
  const took = [claim.cashierId, claim.accountantId].includes(actor.personId);
  if (took) return [];
  if (claim.state === "CLAIMED" && roles.includes("CASHIER")) return ["ENTER"];
  if (claim.state === "ENTERED" && roles.includes("ACCOUNTANT"))
    return ["AUTHORISE"];
  if (claim.state === "AUTHORISED" && roles.includes("FINANCE_HEAD"))
    return ["SIGN"];
  return [];
}
