import type { Duty, DutyDone } from "../access/permissions";
import type { Role } from "../access/roles";
import type { ExtensionReason } from "../codes/delay-reasons";
import type { Stage } from "../deadline/stages";
import type { Day } from "../shared/day";
import type { Finding } from "./finding";
import type { LimitFacts } from "./time-limits";

/** What an intake officer registers from a sealed tip: codes only. */
export type Registration = {
  /** GB/T 2260 */
  readonly areaCode: string;
  readonly subjectKind: string;
  readonly misconduct: readonly string[];
  readonly nameKind: "REAL" | "ANON_CLAIM" | "ANON";
  readonly reporterKind: string;
  readonly rewardWanted: boolean;
};

export type OutcomeClass = "SUBSTANTIATED" | "NOT_SUBSTANTIATED" | "NOT_FILED";
export type FilingDecision = "FILED" | "NOT_FILED";

type Checked = { readonly ownerId: string; readonly hasCheckRecord: boolean };

/** A lead as far as its rules need it. */
export type Lead =
  | { readonly state: "RECEIVED" }
  | { readonly state: "SCREENING" }
  | { readonly state: "ACCEPTED" }
  | { readonly state: "REFUSED" }
  | { readonly state: "TRANSFERRED" }
  | { readonly state: "ASSIGNED"; readonly ownerId: string }
  | ({ readonly state: "CHECKING" } & Checked)
  | ({
      readonly state: "FILED";
      readonly openFinding: OpenFinding | null;
    } & Checked)
  | ({ readonly state: "NOT_FILED" } & Checked)
  | ({ readonly state: "DECIDED"; readonly substantiated: boolean } & Checked)
  | { readonly state: "CLOSED"; readonly outcomeClass: OutcomeClass };
export type LeadState = Lead["state"];

export type OpenFinding = {
  readonly findingId: string;
  readonly recordedBy: string;
  readonly substantiated: boolean;
};

export const leadStates = [
  "RECEIVED",
  "SCREENING",
  "ACCEPTED",
  "REFUSED",
  "TRANSFERRED",
  "ASSIGNED",
  "CHECKING",
  "FILED",
  "NOT_FILED",
  "DECIDED",
  "CLOSED",
] as const satisfies readonly LeadState[];

/** States in which work goes on; in the others nothing about the lead changes any more. */
export const openStates = [
  "RECEIVED",
  "SCREENING",
  "ACCEPTED",
  "ASSIGNED",
  "CHECKING",
  "FILED",
  "NOT_FILED",
  "DECIDED",
] as const satisfies readonly LeadState[];

/** What staff ask for. Sealed words travel beside a command, never in it: no rule can read them. */
export type LeadCommand =
  | { readonly command: "TAKE_UP" }
  | { readonly command: "ACCEPT"; readonly registration: Registration }
  | { readonly command: "REFUSE"; readonly reasonCode: string }
  | { readonly command: "TRANSFER"; readonly targetCode: string }
  | { readonly command: "ASSIGN"; readonly ownerId: string }
  | { readonly command: "START_CHECK" }
  | { readonly command: "ADD_NOTE"; readonly kind: "NOTE" | "CHECK_RECORD" }
  | { readonly command: "SEND_MESSAGE" }
  | { readonly command: "DECIDE_FILING"; readonly decision: FilingDecision }
  | { readonly command: "RECORD_FINDINGS"; readonly finding: Finding }
  | { readonly command: "CONFIRM_FINDINGS"; readonly findingId: string }
  | { readonly command: "SEND_BACK_FINDINGS"; readonly findingId: string }
  | { readonly command: "CLOSE" }
  | {
      readonly command: "EXPLAIN_DELAY";
      readonly stage: Stage;
      readonly reasonCode: string;
    }
  | {
      readonly command: "EXTEND";
      readonly reasonCode: ExtensionReason;
      readonly to: Day;
      /** of the collective study */
      readonly participants: number | null;
    };
export type LeadCommandName = LeadCommand["command"];

export const leadCommandNames = [
  "TAKE_UP",
  "ACCEPT",
  "REFUSE",
  "TRANSFER",
  "ASSIGN",
  "START_CHECK",
  "ADD_NOTE",
  "SEND_MESSAGE",
  "DECIDE_FILING",
  "RECORD_FINDINGS",
  "CONFIRM_FINDINGS",
  "SEND_BACK_FINDINGS",
  "CLOSE",
  "EXPLAIN_DELAY",
  "EXTEND",
] as const satisfies readonly LeadCommandName[];

/** To whom a matter outside competence goes (国务院令第310号 and the like). */
export const transferTargets = [
  "POLICE",
  "DISCIPLINE",
  "HEALTH",
  "MARKET",
  "OTHER",
] as const;

type By = { readonly day: Day; readonly personId: string };

/** What happened. `day` and `personId` say when and by whom; receipt has no person. */
export type LeadEvent =
  | { readonly event: "LEAD_RECEIVED"; readonly day: Day }
  | (By & { readonly event: "LEAD_TAKEN_UP" })
  | (By & {
      readonly event: "LEAD_ACCEPTED";
      readonly registration: Registration;
    })
  | (By & { readonly event: "LEAD_REFUSED"; readonly reasonCode: string })
  | (By & { readonly event: "LEAD_TRANSFERRED"; readonly targetCode: string })
  | (By & { readonly event: "LEAD_ASSIGNED"; readonly ownerId: string })
  | (By & { readonly event: "CHECK_STARTED" })
  | (By & {
      readonly event: "NOTE_ADDED";
      readonly kind: "NOTE" | "CHECK_RECORD";
    })
  | (By & { readonly event: "MESSAGE_SENT" })
  | (By & {
      readonly event: "FILING_DECIDED";
      readonly decision: FilingDecision;
    })
  | (By & {
      readonly event: "FINDINGS_RECORDED";
      readonly findingId: string;
      readonly finding: Finding;
    })
  | (By & {
      readonly event: "FINDINGS_CONFIRMED";
      readonly findingId: string;
      readonly substantiated: boolean;
    })
  | (By & { readonly event: "FINDINGS_SENT_BACK"; readonly findingId: string })
  | (By & {
      readonly event: "LEAD_CLOSED";
      readonly outcomeClass: OutcomeClass;
    })
  | (By & {
      readonly event: "DELAY_EXPLAINED";
      readonly stage: Stage;
      readonly dueDay: Day;
      readonly reasonCode: string;
    })
  | (By & {
      readonly event: "FINISH_EXTENDED";
      readonly reasonCode: ExtensionReason;
      readonly fromDay: Day;
      readonly toDay: Day;
      readonly participants: number | null;
    });

/** What a decision may look at beside the lead itself. */
export type LeadFacts = {
  readonly actor: {
    readonly personId: string;
    /** in the lead's office */
    readonly roles: readonly Role[];
  };
  readonly duties: readonly DutyDone[];
  readonly today: Day;
  /** ASSIGN: the person named, with their roles in the lead's office; null when there is no such active person */
  readonly candidate: {
    readonly personId: string;
    readonly roles: readonly Role[];
  } | null;
  /** as registered; null before acceptance */
  readonly nameKind: Registration["nameKind"] | null;
  /** RECORD_FINDINGS: id for the new finding */
  readonly newFindingId: string;
  readonly limits: LimitFacts;
};

/** The duty somebody took on with an event; the separation of duties reads these. */
export function dutyOf(event: LeadEvent): DutyDone | null {
  const by = (duty: Duty, personId: string) => ({ duty, personId });
  switch (event.event) {
    case "LEAD_TAKEN_UP":
    case "LEAD_ACCEPTED":
    case "LEAD_REFUSED":
    case "LEAD_TRANSFERRED":
      return by("INTAKE", event.personId);
    case "LEAD_ASSIGNED":
      return by("INVESTIGATOR", event.ownerId);
    case "FINDINGS_CONFIRMED":
    case "FINDINGS_SENT_BACK":
      return by("REVIEWER", event.personId);
    case "LEAD_CLOSED":
      return by("LEADER", event.personId);
    case "LEAD_RECEIVED":
    case "CHECK_STARTED":
    case "NOTE_ADDED":
    case "MESSAGE_SENT":
    case "FILING_DECIDED":
    case "FINDINGS_RECORDED":
    case "DELAY_EXPLAINED":
    case "FINISH_EXTENDED":
      return null;
  }
}
