import type { DutyDone } from "../access/permissions";
import { roles } from "../access/roles";
import { identityReasonCodes } from "../codes/identity-reasons";
import { chinaWorkCalendar } from "../deadline/china-work-calendar";
import { decide } from "../lead/decide";
import { evolve } from "../lead/evolve";
import type { Finding } from "../lead/finding";
import { afterHandOver, requireHandOverStep } from "../lead/hand-over";
import {
  dutyOf,
  type FilingDecision,
  type Lead,
  type LeadCommand,
  type LeadEvent,
  type Registration,
} from "../lead/lead";
import { CodedError } from "../shared/coded-error";
import type { Day } from "../shared/day";
import {
  fenOf,
  textOf,
  textsOf,
  type LogFact,
  type LogFaultCode,
  type ReportFault,
} from "./log-fact";
import { requireExtensionDay } from "./replay-limits";
import type { RewardTrack } from "./replay-reward";

/** What the entries so far say of one lead. */
export type LeadTrack = {
  lead: Lead;
  officeId: string | null;
  /** offices that had it in the present cut: who only reads does not wait for a hand-over that is just being confirmed */
  readonly officesOfCut: Set<string | null>;
  readonly struckOut: Set<string>;
  readonly duties: DutyDone[];
  readonly dueDays: Map<string, string>;
  /** last day of the newest limit of a stage that was noted as missed */
  readonly missed: Map<string, string>;
  acceptedDay: string | null;
  closedDay: string | null;
  /** reasons of extensions, in the order given */
  readonly extensions: string[];
  readonly facts: Set<string>;
  readonly identity: boolean;
  nameKind: Registration["nameKind"] | null;
  offer: { readonly id: string; readonly toOfficeId: string } | null;
  reward: RewardTrack | null;
};

export function receivedLead(fact: LogFact): LeadTrack {
  return {
    lead: { state: "RECEIVED" },
    officeId: fact.officeId,
    officesOfCut: new Set([fact.officeId]),
    struckOut: new Set(),
    duties: [],
    dueDays: new Map([["ACCEPT", textOf(fact, "acceptDueDay")]]),
    missed: new Map(),
    acceptedDay: null,
    closedDay: null,
    extensions: [],
    facts: new Set(),
    identity: fact.data.identity === true,
    nameKind: null,
    offer: null,
    reward: null,
  };
}

/** Time limits have kinds of their own: an extension also concerns a lead that rests. */
type Replayed = Exclude<
  LeadCommand,
  { readonly command: "EXPLAIN_DELAY" | "EXTEND" }
>;

/** Kinds whose rule is that of a command of casework. */
const commandOf: Readonly<Record<string, (fact: LogFact) => Replayed>> = {
  LEAD_TAKEN_UP: () => ({ command: "TAKE_UP" }),
  LEAD_ACCEPTED: (fact) => ({
    command: "ACCEPT",
    registration: registrationOf(fact),
  }),
  LEAD_REFUSED: (fact) => ({
    command: "REFUSE",
    reasonCode: textOf(fact, "reasonCode"),
  }),
  LEAD_TRANSFERRED: (fact) => ({
    command: "TRANSFER",
    targetCode: textOf(fact, "targetCode"),
  }),
  LEAD_ASSIGNED: (fact) => ({
    command: "ASSIGN",
    ownerId: textOf(fact, "ownerId"),
  }),
  CHECK_STARTED: () => ({ command: "START_CHECK" }),
  NOTE_ADDED: (fact) => ({
    command: "ADD_NOTE",
    kind: textOf(fact, "noteKind") === "CHECK_RECORD" ? "CHECK_RECORD" : "NOTE",
  }),
  STAFF_MESSAGE_SENT: () => ({ command: "SEND_MESSAGE" }),
  FILING_DECIDED: (fact) => ({
    command: "DECIDE_FILING",
    decision: textOf(fact, "decision") as FilingDecision,
  }),
  FINDINGS_RECORDED: (fact) => ({
    command: "RECORD_FINDINGS",
    finding: findingOf(fact),
  }),
  FINDINGS_CONFIRMED: (fact) => ({
    command: "CONFIRM_FINDINGS",
    findingId: textOf(fact, "findingId"),
  }),
  FINDINGS_SENT_BACK: (fact) => ({
    command: "SEND_BACK_FINDINGS",
    findingId: textOf(fact, "findingId"),
  }),
  LEAD_CLOSED: () => ({ command: "CLOSE" }),
};

const handOverKinds: ReadonlySet<string> = new Set([
  "HAND_OVER_OFFERED",
  "HAND_OVER_CONFIRMED",
  "HAND_OVER_REFUSED",
  "HAND_OVER_WITHDRAWN",
]);

/** Acts that hand out sealed things without changing the lead. */
export const readKinds: ReadonlySet<string> = new Set([
  "LEAD_OPENED",
  "FILE_OPENED",
  "LEAD_OPENED_AGAIN",
  "FILE_OPENED_AGAIN",
  "IDENTITY_OPENED",
  "CASE_DOCUMENT_OPENED",
  "LEAD_EXPORTED",
  "LEAD_PRINTED",
]);

/** Whether an entry of this kind is a step of a lead that goes on; a lead that is over has none. */
export function isLeadStep(kind: string): boolean {
  return (
    Object.hasOwn(commandOf, kind) ||
    handOverKinds.has(kind) ||
    kind === "OFFICE_STRUCK_OUT"
  );
}

/** Judges one entry of a lead by the rules that made it, and moves the track on, also past a fault: one break is one finding. */
export function replayLead(
  track: LeadTrack,
  fact: LogFact,
  report: ReportFault,
): void {
  const { kind } = fact;
  const command = commandOf[kind]?.(fact);
  if (command) return replayCommand(track, fact, { command, report });
  if (handOverKinds.has(kind)) return replayHandOver(track, fact, report);
  if (kind === "OFFICE_STRUCK_OUT") return replayStrikeOut(track, fact, report);
  if (readKinds.has(kind)) {
    if (!track.officesOfCut.has(fact.officeId))
      report("WRONG_OFFICE", fact, officeValues(track, fact));
    if (kind === "IDENTITY_OPENED") requireReason(track, fact, report);
    return;
  }
  if (kind.startsWith("CLOCK_") || kind === "DELAY_EXPLAINED")
    return replayClock(track, fact, report);
  if (kind === "FACT_LINKED") {
    const factId = textOf(fact, "factId");
    if (track.facts.has(factId)) report("FACT_NOT_LINKED", fact);
    track.facts.add(factId);
  }
  if (kind === "FACT_UNLINKED" && !track.facts.delete(textOf(fact, "factId")))
    report("FACT_NOT_LINKED", fact);
}

function replayCommand(
  track: LeadTrack,
  fact: LogFact,
  {
    command,
    report,
  }: { readonly command: Replayed; readonly report: ReportFault },
): void {
  requireOffice(track, fact, report);
  if (track.offer) {
    report("CHANGED_WHILE_OFFERED", fact);
    track.offer = null;
  }
  const event = judged(track, fact, { command, report });
  try {
    track.lead = evolve(track.lead, event);
  } catch {
    track.lead = forced(track.lead, event);
  }
  const duty = dutyOf(event);
  if (duty) track.duties.push(duty);
  if (event.event === "LEAD_ACCEPTED") {
    track.nameKind = event.registration.nameKind;
    track.dueDays.set("FINISH", textOf(fact, "finishDueDay"));
    track.acceptedDay = fact.day;
  }
  if (event.event === "LEAD_CLOSED") track.closedDay = fact.day;
}

const codeOfRefusal: Readonly<Record<string, LogFaultCode>> = {
  NOT_IN_THIS_STATE: "STATE_NOT_LEGAL",
  NOT_PERMITTED: "NOT_THE_OWNER",
  SEPARATION_OF_DUTIES: "DUTIES_NOT_SEPARATE",
  CHECK_RECORD_MISSING: "GATE_SKIPPED",
  FINDING_UNKNOWN: "FINDING_DIFFERS",
  FINDING_OPEN: "FINDING_DIFFERS",
  CODE_UNKNOWN: "CODE_UNKNOWN",
  PART_EXCEEDS_WHOLE: "FIGURES_NOT_LEGAL",
};

/** The event an entry tells of; whether it could have come about is asked of the rules themselves. */
function judged(
  track: LeadTrack,
  fact: LogFact,
  {
    command,
    report,
  }: { readonly command: Replayed; readonly report: ReportFault },
): LeadEvent {
  const personId = fact.personId ?? "";
  const state = track.lead.state;
  const told = eventOf(command, fact);
  try {
    const decided = decide(command, track.lead, {
      // which roles somebody holds is not a matter of the lead's own entries
      actor: { personId, roles },
      duties: track.duties,
      today: fact.day as Day,
      candidate:
        command.command === "ASSIGN"
          ? { personId: command.ownerId, roles }
          : null,
      nameKind: track.nameKind,
      newFindingId: textOf(fact, "findingId"),
      limits: {
        calendar: chinaWorkCalendar,
        late: null,
        finish: null,
        extensions: [],
      },
    });
    if (
      decided.event === "LEAD_CLOSED" &&
      told.event === "LEAD_CLOSED" &&
      decided.outcomeClass !== told.outcomeClass
    )
      report("OUTCOME_DIFFERS", fact, { expected: decided.outcomeClass });
    // knows whether the finding it confirms was substantiated
    return decided.event === "LEAD_CLOSED" ? told : decided;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const skipped = command.command === "CLOSE" && state === "FILED";
    report(
      skipped
        ? "GATE_SKIPPED"
        : (codeOfRefusal[error.code] ?? "STATE_NOT_LEGAL"),
      fact,
      { state },
    );
    return told;
  }
}

function eventOf(command: Replayed, fact: LogFact): LeadEvent {
  const by = { day: fact.day as Day, personId: fact.personId ?? "" };
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
      return { event: "LEAD_ASSIGNED", ownerId: command.ownerId, ...by };
    case "START_CHECK":
      return { event: "CHECK_STARTED", ...by };
    case "ADD_NOTE":
      return { event: "NOTE_ADDED", kind: command.kind, ...by };
    case "SEND_MESSAGE":
      return { event: "MESSAGE_SENT", ...by };
    case "DECIDE_FILING":
      return { event: "FILING_DECIDED", decision: command.decision, ...by };
    case "RECORD_FINDINGS":
      return {
        event: "FINDINGS_RECORDED",
        findingId: textOf(fact, "findingId"),
        finding: command.finding,
        ...by,
      };
    case "CONFIRM_FINDINGS":
      return {
        event: "FINDINGS_CONFIRMED",
        findingId: command.findingId,
        substantiated: true,
        ...by,
      };
    case "SEND_BACK_FINDINGS":
      return {
        event: "FINDINGS_SENT_BACK",
        findingId: command.findingId,
        ...by,
      };
    case "CLOSE":
      return {
        event: "LEAD_CLOSED",
        outcomeClass: textOf(fact, "outcomeClass") as "NOT_FILED",
        ...by,
      };
  }
}

/** Where a lead stands after an event that could not follow: as if what is missing had been there. */
function forced(lead: Lead, event: LeadEvent): Lead {
  const checked = {
    ownerId:
      "ownerId" in lead
        ? lead.ownerId
        : "personId" in event
          ? event.personId
          : "",
    hasCheckRecord: "hasCheckRecord" in lead ? lead.hasCheckRecord : true,
  };
  switch (event.event) {
    case "LEAD_TAKEN_UP":
      return { state: "SCREENING" };
    case "LEAD_ACCEPTED":
      return { state: "ACCEPTED" };
    case "LEAD_REFUSED":
      return { state: "REFUSED" };
    case "LEAD_TRANSFERRED":
      return { state: "TRANSFERRED" };
    case "LEAD_ASSIGNED":
      return { state: "ASSIGNED", ownerId: event.ownerId };
    case "CHECK_STARTED":
      return { state: "CHECKING", ...checked, hasCheckRecord: false };
    case "FILING_DECIDED":
      return event.decision === "FILED"
        ? { state: "FILED", ...checked, openFinding: null }
        : { state: "NOT_FILED", ...checked };
    case "FINDINGS_RECORDED":
      return {
        state: "FILED",
        ...checked,
        openFinding: {
          findingId: event.findingId,
          recordedBy: event.personId,
          substantiated: event.finding.substantiated,
        },
      };
    case "FINDINGS_SENT_BACK":
      return { state: "FILED", ...checked, openFinding: null };
    case "FINDINGS_CONFIRMED":
      return { state: "DECIDED", ...checked, substantiated: true };
    case "LEAD_CLOSED":
      return { state: "CLOSED", outcomeClass: event.outcomeClass };
    default:
      return lead;
  }
}

function registrationOf(fact: LogFact): Registration {
  return {
    areaCode: textOf(fact, "areaCode"),
    subjectKind: textOf(fact, "subjectKind"),
    misconduct: textsOf(fact, "misconduct"),
    nameKind: textOf(fact, "nameKind") as Registration["nameKind"],
    reporterKind: textOf(fact, "reporterKind"),
    rewardWanted: fact.data.rewardWanted === true,
  };
}

function findingOf(fact: LogFact): Finding {
  const reportedPartFen = fenOf(fact, "reportedPartFen") ?? 0;
  return {
    substantiated: fact.data.substantiated === true,
    misconduct: textsOf(fact, "misconduct"),
    outcomes: textsOf(fact, "outcomes"),
    verifiedFen: fenOf(fact, "verifiedFen") ?? 0,
    reportedPartFen,
    recoveredFen: fenOf(fact, "recoveredFen") ?? 0,
    fineFen: fenOf(fact, "fineFen") ?? 0,
    // the facts of the reward are no part of the entry
    rewardFacts: {
      kind: "LOSS",
      baseFen: reportedPartFen,
      identityProven: false,
    },
  };
}

function officeValues(track: LeadTrack, fact: LogFact) {
  return {
    expected: track.officeId ?? "-",
    found: fact.officeId ?? "-",
  };
}

function requireOffice(track: LeadTrack, fact: LogFact, report: ReportFault) {
  if (fact.officeId !== track.officeId)
    report("WRONG_OFFICE", fact, officeValues(track, fact));
}

function moveTo(track: LeadTrack, officeId: string): void {
  track.officeId = officeId;
  track.officesOfCut.add(officeId);
}

function replayHandOver(
  track: LeadTrack,
  fact: LogFact,
  report: ReportFault,
): void {
  const id = textOf(fact, "handOverId");
  if (fact.kind === "HAND_OVER_OFFERED") {
    requireOffice(track, fact, report);
    const toOfficeId = textOf(fact, "toOfficeId");
    if (track.struckOut.has(toOfficeId))
      report("STRUCK_OUT_OFFICE_BACK", fact, { office: toOfficeId });
    else refusedAs(track, fact, { toOfficeId, report });
    track.offer = { id, toOfficeId };
    return;
  }
  const offer = track.offer;
  track.offer = null;
  const answering =
    fact.kind === "HAND_OVER_WITHDRAWN" ? track.officeId : offer?.toOfficeId;
  if (offer?.id !== id || fact.officeId !== answering)
    report("HAND_OVER_ONE_SIDED", fact);
  else if (
    fact.kind === "HAND_OVER_CONFIRMED" &&
    textOf(fact, "fromOfficeId") !== track.officeId
  )
    report("HAND_OVER_ONE_SIDED", fact);
  if (fact.kind !== "HAND_OVER_CONFIRMED") return;
  if (track.struckOut.has(fact.officeId ?? ""))
    report("STRUCK_OUT_OFFICE_BACK", fact, { office: fact.officeId ?? "" });
  try {
    track.lead = afterHandOver(track.lead);
  } catch {
    report("STATE_NOT_LEGAL", fact, { state: track.lead.state });
  }
  moveTo(track, fact.officeId ?? "");
}

function refusedAs(
  track: LeadTrack,
  fact: LogFact,
  {
    toOfficeId,
    report,
  }: { readonly toOfficeId: string; readonly report: ReportFault },
): void {
  try {
    requireHandOverStep({ command: "OFFER" }, track.lead, {
      roles,
      officeId: track.officeId ?? "",
      // what else the rule asks of an office does not stand in entries of the lead
      target: {
        officeId: toOfficeId,
        kind: "BUREAU",
        takesTips: true,
        hasKey: true,
        struckOut: false,
      },
      offered: track.offer !== null,
    });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    report(
      error.code === "NOT_IN_THIS_STATE"
        ? "STATE_NOT_LEGAL"
        : "HAND_OVER_ONE_SIDED",
      fact,
      { state: track.lead.state },
    );
  }
}

function replayStrikeOut(
  track: LeadTrack,
  fact: LogFact,
  report: ReportFault,
): void {
  const struck = textOf(fact, "struckOfficeId");
  const to = textOf(fact, "toOfficeId");
  const { state } = track.lead;
  if (state !== "RECEIVED" && state !== "SCREENING")
    report("STATE_NOT_LEGAL", fact, { state });
  if (struck !== track.officeId)
    report("WRONG_OFFICE", fact, {
      expected: track.officeId ?? "-",
      found: struck,
    });
  track.struckOut.add(struck);
  if (track.struckOut.has(to))
    report("STRUCK_OUT_OFFICE_BACK", fact, { office: to });
  track.offer = null;
  track.lead = { state: "RECEIVED" };
  moveTo(track, to);
}

function requireReason(track: LeadTrack, fact: LogFact, report: ReportFault) {
  if (!track.identity) report("IDENTITY_NOT_GIVEN", fact);
  const reason = textOf(fact, "reasonCode");
  if (!identityReasonCodes.some((code) => code === reason))
    report("IDENTITY_WITHOUT_REASON", fact, { reason });
}

/** Each extension once, the longer one after the shorter one (医保办发〔2018〕22号). */
const extensionOrder = ["COMPLEX", "VERY_SERIOUS"];

/** A day is missed once it is over; a limit is moved from where it stood to a later day. */
function replayClock(
  track: LeadTrack,
  fact: LogFact,
  report: ReportFault,
): void {
  const stage = textOf(fact, "stage");
  const known = track.dueDays.get(stage);
  if (fact.kind === "CLOCK_EXTENDED") {
    const from = textOf(fact, "fromDay");
    const to = textOf(fact, "toDay");
    const reason = textOf(fact, "reasonCode");
    if (
      stage !== "FINISH" ||
      from !== known ||
      to <= from ||
      reason !== extensionOrder[track.extensions.length]
    )
      report("CLOCK_NOT_LEGAL", fact, { stage, due: known ?? "-" });
    else requireExtensionDay(track, fact, report);
    track.extensions.push(reason);
    track.dueDays.set(stage, to);
    return;
  }
  const due = textOf(fact, "dueDay");
  // a limit that was moved since was still the limit when it passed
  if (due >= fact.day || (known !== undefined && due > known))
    report("CLOCK_NOT_LEGAL", fact, { stage, due: known ?? due });
  if (fact.kind === "CLOCK_MISSED") track.missed.set(stage, due);
}
