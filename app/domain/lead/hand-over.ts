import type { Role } from "../access/roles";
import { isCodeOf } from "../codes/code-entry";
import { handOverReasons } from "../codes/hand-over-reasons";
import { assertNever, CodedError } from "../shared/coded-error";
import type { Lead, LeadState } from "./lead";

/**
 * A lead goes from one office to another: offered with its keys, and handed over once the other office says that it can open
 * it. Until then the first office stays in charge and its clock runs; the lead rests, so that nothing is written to keys
 * that are about to change hands.
 */
export const handOverStates = [
  "SCREENING",
  "ACCEPTED",
  "ASSIGNED",
  "CHECKING",
] as const satisfies readonly LeadState[];
export type HandOverState = (typeof handOverStates)[number];

/** Those who answer for the office's leads, on both sides. */
const roles: readonly Role[] = ["INTAKE", "LEADER"];

export type HandOverCommand =
  | { readonly command: "OFFER" }
  | { readonly command: "CONFIRM" }
  | { readonly command: "REFUSE"; readonly reasonCode: string }
  | { readonly command: "WITHDRAW" };

export type HandOverTarget = {
  readonly officeId: string;
  /** NATIONAL | BUREAU | COUNTY_BUREAU | CENTRE | FINANCE */
  readonly kind: string;
  readonly takesTips: boolean;
  readonly hasKey: boolean;
  /** the tipster does not want it to read the tip */
  readonly struckOut: boolean;
};

export type HandOverFacts = {
  /** of the actor: OFFER and WITHDRAW in the giving office, CONFIRM and REFUSE in the receiving one */
  readonly roles: readonly Role[];
  readonly officeId: string;
  readonly target: HandOverTarget;
  /** whether an offer of this lead by its present office waits for an answer */
  readonly offered: boolean;
};

/** Whether somebody with these roles in the lead's office may offer it now. */
export function mayOffer(
  lead: Lead,
  held: readonly Role[],
  offered: boolean,
): boolean {
  return !offered && hasRole(held) && isMovable(lead);
}

/** Whether an office can be offered leads of another at all. @throws CodedError HAND_OVER_TARGET | OFFICE_STRUCK_OUT */
export function assertTarget(target: HandOverTarget, fromOfficeId: string) {
  if (
    target.officeId === fromOfficeId ||
    target.kind === "FINANCE" ||
    !target.takesTips ||
    !target.hasKey
  )
    throw new CodedError("HAND_OVER_TARGET", { field: "toOfficeId" });
  if (target.struckOut)
    throw new CodedError("OFFICE_STRUCK_OUT", { field: "toOfficeId" });
}

/**
 * Whether a step of a hand-over can be taken.
 * @throws CodedError NOT_PERMITTED | NOT_IN_THIS_STATE | LEAD_OFFERED | HAND_OVER_OVER (no offer waits any more) |
 *   HAND_OVER_TARGET | OFFICE_STRUCK_OUT | CODE_UNKNOWN
 */
export function requireHandOverStep(
  command: HandOverCommand,
  lead: Lead,
  facts: HandOverFacts,
): void {
  if (!hasRole(facts.roles)) throw new CodedError("NOT_PERMITTED");
  switch (command.command) {
    case "OFFER":
      if (facts.offered) throw new CodedError("LEAD_OFFERED");
      if (!isMovable(lead)) throw new CodedError("NOT_IN_THIS_STATE");
      assertTarget(facts.target, facts.officeId);
      return;
    case "CONFIRM":
      if (!facts.offered || !isMovable(lead))
        throw new CodedError("HAND_OVER_OVER");
      // the tipster may have struck it out while the offer waited
      assertTarget(facts.target, facts.officeId);
      return;
    case "REFUSE":
      if (!facts.offered) throw new CodedError("HAND_OVER_OVER");
      if (!isCodeOf(handOverReasons, command.reasonCode))
        throw new CodedError("CODE_UNKNOWN", { field: "reasonCode" });
      return;
    case "WITHDRAW":
      if (!facts.offered) throw new CodedError("HAND_OVER_OVER");
      return;
    default:
      assertNever(command);
  }
}

/**
 * The lead in its new office: nobody there has been given it, so an assigned one waits to be assigned again. The days by
 * which it must be accepted and finished stay: what was promised to the tipster does not move with the file.
 */
export function afterHandOver(lead: Lead): Lead & { state: HandOverState } {
  switch (lead.state) {
    case "SCREENING":
      return { state: "SCREENING" };
    case "ACCEPTED":
    case "ASSIGNED":
    case "CHECKING":
      return { state: "ACCEPTED" };
    default:
      throw new Error(`a lead in state ${lead.state} is not handed over`);
  }
}

function hasRole(held: readonly Role[]): boolean {
  return held.some((role) => roles.includes(role));
}

function isMovable(lead: Lead): boolean {
  return handOverStates.some((state) => state === lead.state);
}
