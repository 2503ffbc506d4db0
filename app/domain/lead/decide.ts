import { separationViolated, type Duty } from "../access/permissions";
import type { Role } from "../access/roles";
import { assertNever, CodedError } from "../shared/coded-error";
import { checkCodes } from "./check-codes";
import { assertFinding, type Finding } from "./finding";
import {
  caseworkStages,
  nextExtension,
  requireDelay,
  requireExtension,
} from "./time-limits";
import {
  openStates,
  type Lead,
  type LeadCommand,
  type LeadCommandName,
  type LeadEvent,
  type LeadFacts,
  type LeadState,
  leadCommandNames,
} from "./lead";

type Rule = {
  readonly roles: readonly Role[];
  readonly states: readonly LeadState[];
  /** only the investigator the lead is assigned to */
  readonly ownerOnly?: boolean;
  /** the duty the actor takes on, kept apart from other duties */
  readonly duty?: Duty;
};

const afterTakeUp = openStates.filter((state) => state !== "RECEIVED");

/** Who moves a lead from where. */
export const leadRules: Readonly<Record<LeadCommandName, Rule>> = {
  TAKE_UP: { roles: ["INTAKE"], states: ["RECEIVED"], duty: "INTAKE" },
  ACCEPT: { roles: ["INTAKE"], states: ["SCREENING"], duty: "INTAKE" },
  REFUSE: { roles: ["INTAKE"], states: ["SCREENING"], duty: "INTAKE" },
  TRANSFER: { roles: ["INTAKE"], states: ["SCREENING"], duty: "INTAKE" },
  ASSIGN: { roles: ["INTAKE", "LEADER"], states: ["ACCEPTED"] },
  START_CHECK: {
    roles: ["INVESTIGATOR"],
    states: ["ASSIGNED"],
    ownerOnly: true,
    duty: "INVESTIGATOR",
  },
  ADD_NOTE: {
    roles: ["INTAKE", "INVESTIGATOR", "REVIEWER", "LEGAL", "LEADER"],
    states: afterTakeUp,
  },
  SEND_MESSAGE: {
    roles: ["INTAKE", "INVESTIGATOR", "REVIEWER", "LEADER"],
    states: openStates,
  },
  DECIDE_FILING: {
    roles: ["INVESTIGATOR"],
    states: ["CHECKING"],
    ownerOnly: true,
    duty: "INVESTIGATOR",
  },
  RECORD_FINDINGS: {
    roles: ["INVESTIGATOR"],
    states: ["FILED"],
    ownerOnly: true,
    duty: "INVESTIGATOR",
  },
  CONFIRM_FINDINGS: {
    roles: ["REVIEWER"],
    states: ["FILED"],
    duty: "REVIEWER",
  },
  SEND_BACK_FINDINGS: {
    roles: ["REVIEWER"],
    states: ["FILED"],
    duty: "REVIEWER",
  },
  CLOSE: {
    roles: ["LEADER"],
    states: ["NOT_FILED", "DECIDED"],
    duty: "LEADER",
  },
  // whoever has a hand in it; also of a closed one, whose reward is late
  EXPLAIN_DELAY: {
    roles: ["INTAKE", "INVESTIGATOR", "REVIEWER", "LEGAL", "LEADER"],
    states: [...openStates, "CLOSED"],
  },
  EXTEND: {
    roles: ["LEADER"],
    states: afterTakeUp.filter((state) => state !== "SCREENING"),
  },
};

/**
 * Whether this person may give this command now, its content aside.
 * @throws CodedError NOT_PERMITTED (role, or another's lead) | NOT_IN_THIS_STATE | SEPARATION_OF_DUTIES
 */
export function requireAllowed(
  name: LeadCommandName,
  lead: Lead,
  facts: Pick<LeadFacts, "actor" | "duties">,
): void {
  const rule = leadRules[name];
  const { actor } = facts;
  if (!rule.roles.some((role) => actor.roles.includes(role)))
    throw new CodedError("NOT_PERMITTED");
  if (!rule.states.includes(lead.state))
    throw new CodedError("NOT_IN_THIS_STATE");
  if (rule.ownerOnly && "ownerId" in lead && lead.ownerId !== actor.personId)
    throw new CodedError("NOT_PERMITTED");
  if (rule.duty && separationViolated(facts.duties, actor.personId, rule.duty))
    throw new CodedError("SEPARATION_OF_DUTIES");
}

/** The commands to offer this person; what a command holds is judged when it comes. */
export function allowedCommands(
  lead: Lead,
  facts: LeadFacts,
): readonly LeadCommandName[] {
  return leadCommandNames.filter((name) => {
    try {
      requireAllowed(name, lead, facts);
    } catch (error) {
      if (error instanceof CodedError) return false;
      throw error;
    }
    const findingMissing =
      lead.state === "FILED" &&
      (name === "CONFIRM_FINDINGS" || name === "SEND_BACK_FINDINGS") &&
      lead.openFinding === null;
    const findingWaits =
      lead.state === "FILED" &&
      name === "RECORD_FINDINGS" &&
      lead.openFinding !== null;
    const { late, ...limits } = facts.limits;
    const nothingLate =
      name === "EXPLAIN_DELAY" &&
      !caseworkStages.some((stage) => stage === late?.stage);
    const noLonger =
      name === "EXTEND" && nextExtension(limits, facts.today) === null;
    return !findingMissing && !findingWaits && !nothingLate && !noLonger;
  });
}

/**
 * What follows from a command, or why it cannot be. One command gives one event.
 * @throws CodedError as `requireAllowed`, and OWNER_NOT_ELIGIBLE, CODE_UNKNOWN, FINDING_OPEN (one waits for its reviewer),
 *   ANON_CANNOT_BE_PAID, FINDING_UNKNOWN, PART_EXCEEDS_WHOLE, BASE_DIFFERS, CHECK_RECORD_MISSING, and those of
 *   `requireDelay` and `requireExtension`
 */
export function decide(
  command: LeadCommand,
  lead: Lead,
  facts: LeadFacts,
): LeadEvent {
  requireAllowed(command.command, lead, facts);
  checkCodes(command);
  const by = { day: facts.today, personId: facts.actor.personId };
  switch (command.command) {
    case "TAKE_UP":
      return { event: "LEAD_TAKEN_UP", ...by };
    case "ACCEPT":
      return {
        event: "LEAD_ACCEPTED",
        registration: command.registration,
        ...by,
      };
    case "REFUSE":
      return { event: "LEAD_REFUSED", reasonCode: command.reasonCode, ...by };
    case "TRANSFER":
      return {
        event: "LEAD_TRANSFERRED",
        targetCode: command.targetCode,
        ...by,
      };
    case "ASSIGN":
      requireCandidate(command.ownerId, facts);
      return { event: "LEAD_ASSIGNED", ownerId: command.ownerId, ...by };
    case "START_CHECK":
      return { event: "CHECK_STARTED", ...by };
    case "ADD_NOTE":
      if (command.kind === "CHECK_RECORD") requireCheckedBy(lead, facts);
      return { event: "NOTE_ADDED", kind: command.kind, ...by };
    case "SEND_MESSAGE":
      return { event: "MESSAGE_SENT", ...by };
    case "DECIDE_FILING":
      return { event: "FILING_DECIDED", decision: command.decision, ...by };
    case "RECORD_FINDINGS": {
      if (lead.state === "FILED" && lead.openFinding)
        throw new CodedError("FINDING_OPEN");
      const { finding } = command;
      assertFinding(finding);
      requirePayable(finding, facts);
      const findingId = facts.newFindingId;
      return { event: "FINDINGS_RECORDED", findingId, finding, ...by };
    }
    case "CONFIRM_FINDINGS": {
      const { substantiated } = openFinding(command.findingId, lead, facts);
      return {
        event: "FINDINGS_CONFIRMED",
        findingId: command.findingId,
        substantiated,
        ...by,
      };
    }
    case "SEND_BACK_FINDINGS":
      openFinding(command.findingId, lead, facts);
      return {
        event: "FINDINGS_SENT_BACK",
        findingId: command.findingId,
        ...by,
      };
    case "CLOSE":
      return { event: "LEAD_CLOSED", outcomeClass: outcomeOf(lead), ...by };
    case "EXPLAIN_DELAY": {
      const { stage, reasonCode } = command;
      // how payments stand is finance's to say
      if (!caseworkStages.some((own) => own === stage))
        throw new CodedError("NOT_PERMITTED");
      const { dueDay } = requireDelay(command, facts.limits);
      return { event: "DELAY_EXPLAINED", stage, dueDay, reasonCode, ...by };
    }
    case "EXTEND": {
      const { reasonCode, to, participants } = command;
      const { fromDay } = requireExtension(command, facts.limits, facts.today);
      return {
        event: "FINISH_EXTENDED",
        reasonCode,
        fromDay,
        toDay: to,
        participants,
        ...by,
      };
    }
    default:
      return assertNever(command);
  }
}

/** Whoever chose to stay wholly unknown was told that no reward can be paid: nobody can show to be the one who sent the tip. */
function requirePayable(finding: Finding, { nameKind }: LeadFacts): void {
  if (nameKind === "ANON" && finding.rewardFacts.identityProven !== false)
    throw new CodedError("ANON_CANNOT_BE_PAID", {
      field: "finding.rewardFacts.identityProven",
    });
}

function requireCandidate(ownerId: string, facts: LeadFacts): void {
  const { candidate } = facts;
  if (
    candidate?.personId !== ownerId ||
    !candidate.roles.includes("INVESTIGATOR")
  )
    throw new CodedError("OWNER_NOT_ELIGIBLE", { field: "ownerId" });
  if (separationViolated(facts.duties, ownerId, "INVESTIGATOR"))
    throw new CodedError("SEPARATION_OF_DUTIES", { field: "ownerId" });
}

/** A check record is the word of the person who checked. */
function requireCheckedBy(lead: Lead, facts: LeadFacts): void {
  if (!("hasCheckRecord" in lead)) throw new CodedError("NOT_IN_THIS_STATE");
  if (lead.ownerId !== facts.actor.personId)
    throw new CodedError("NOT_PERMITTED");
}

function openFinding(findingId: string, lead: Lead, facts: LeadFacts) {
  if (lead.state !== "FILED" || lead.openFinding?.findingId !== findingId)
    throw new CodedError("FINDING_UNKNOWN");
  // a lead may have had another owner when it was recorded
  if (lead.openFinding.recordedBy === facts.actor.personId)
    throw new CodedError("SEPARATION_OF_DUTIES");
  return lead.openFinding;
}

function outcomeOf(lead: Lead) {
  if (lead.state !== "DECIDED" && lead.state !== "NOT_FILED")
    throw new CodedError("NOT_IN_THIS_STATE");
  // never closed without a record of the check
  if (!lead.hasCheckRecord) throw new CodedError("CHECK_RECORD_MISSING");
  if (lead.state === "NOT_FILED") return "NOT_FILED";
  return lead.substantiated ? "SUBSTANTIATED" : "NOT_SUBSTANTIATED";
}
