import { assertNever } from "../shared/coded-error";
import type { Lead, LeadEvent } from "./lead";

/**
 * The lead after an event. Events come from `decide`, so an event that does not fit the state is a fault of the program:
 * it is thrown, not coded.
 */
export function evolve(lead: Lead | null, event: LeadEvent): Lead {
  switch (event.event) {
    case "LEAD_RECEIVED":
      if (lead !== null) throw unfit(lead, event);
      return { state: "RECEIVED" };
    case "LEAD_TAKEN_UP":
      return { ...from(lead, event, "RECEIVED"), state: "SCREENING" };
    case "LEAD_ACCEPTED":
      return { ...from(lead, event, "SCREENING"), state: "ACCEPTED" };
    case "LEAD_REFUSED":
      return { ...from(lead, event, "SCREENING"), state: "REFUSED" };
    case "LEAD_TRANSFERRED":
      return { ...from(lead, event, "SCREENING"), state: "TRANSFERRED" };
    case "LEAD_ASSIGNED":
      from(lead, event, "ACCEPTED");
      return { state: "ASSIGNED", ownerId: event.ownerId };
    case "CHECK_STARTED":
      return {
        ...from(lead, event, "ASSIGNED"),
        state: "CHECKING",
        hasCheckRecord: false,
      };
    case "NOTE_ADDED":
      if (lead === null) throw unfit(lead, event);
      if (event.kind === "NOTE" || !("hasCheckRecord" in lead)) return lead;
      return { ...lead, hasCheckRecord: true };
    case "MESSAGE_SENT":
    case "DELAY_EXPLAINED":
    case "FINISH_EXTENDED":
      if (lead === null) throw unfit(lead, event);
      return lead;
    case "FILING_DECIDED": {
      const { ownerId, hasCheckRecord } = from(lead, event, "CHECKING");
      return event.decision === "FILED"
        ? { state: "FILED", ownerId, hasCheckRecord, openFinding: null }
        : { state: "NOT_FILED", ownerId, hasCheckRecord };
    }
    case "FINDINGS_RECORDED":
      return {
        ...from(lead, event, "FILED"),
        openFinding: {
          findingId: event.findingId,
          recordedBy: event.personId,
          substantiated: event.finding.substantiated,
        },
      };
    case "FINDINGS_SENT_BACK":
      return { ...from(lead, event, "FILED"), openFinding: null };
    case "FINDINGS_CONFIRMED": {
      const { ownerId, hasCheckRecord } = from(lead, event, "FILED");
      const { substantiated } = event;
      return { state: "DECIDED", ownerId, hasCheckRecord, substantiated };
    }
    case "LEAD_CLOSED":
      if (lead?.state !== "DECIDED" && lead?.state !== "NOT_FILED")
        throw unfit(lead, event);
      return { state: "CLOSED", outcomeClass: event.outcomeClass };
    default:
      return assertNever(event);
  }
}

function from<State extends Lead["state"]>(
  lead: Lead | null,
  event: LeadEvent,
  state: State,
): Extract<Lead, { state: State }> {
  if (lead?.state !== state) throw unfit(lead, event);
  return lead as Extract<Lead, { state: State }>;
}

function unfit(lead: Lead | null, event: LeadEvent): Error {
  return new Error(
    `${event.event} does not follow ${lead?.state ?? "nothing"}`,
  );
}
