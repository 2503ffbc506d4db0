import type { IdentityReasonCode } from "../codes/identity-reasons";
import type { ExtensionReason } from "../codes/delay-reasons";
import type { Stage } from "../deadline/stages";
import type { Day } from "../shared/day";
import type { LeadEvent } from "./lead";

/** What the tipster sees on the timeline: a code and coded values. Days and sentences are added elsewhere. */
export type TimelineEvent =
  | { readonly code: "RECEIVED" | "OPENED" | "ACCEPTED" | "BEING_CHECKED" }
  | { readonly code: "REFUSED"; readonly values: { readonly reason: string } }
  | {
      readonly code: "TRANSFERRED";
      readonly values: { readonly target: string };
    }
  | { readonly code: "MESSAGE" | "FILE" }
  /** another office handles the tip now: by agreement of both, or because the tipster struck the first one out */
  | {
      readonly code: "HANDED_OVER" | "STRUCK_OUT";
      readonly values: OfficeChange;
    }
  /** somebody in the office opened the real name, for the reason they had to give */
  | {
      readonly code: "IDENTITY_OPENED";
      readonly values: { readonly reasonCode: IdentityReasonCode };
    }
  | { readonly code: "DECIDED" }
  | {
      readonly code: "CLOSED";
      readonly values: { readonly outcomeClass: string };
    }
  | { readonly code: "REWARD_PREPARING" | "REWARD_READY" }
  | {
      readonly code: "REWARD_NONE";
      readonly values: { readonly code: string };
    }
  | { readonly code: "CLAIMED" | "PAID" | "DECLINED" | "LAPSED" }
  /** what was promised by a day was not done by then */
  | { readonly code: "LATE"; readonly values: { readonly stage: Stage } }
  | {
      readonly code: "DELAY_EXPLAINED";
      readonly values: {
        readonly stage: Stage;
        readonly delayReason: string;
      };
    }
  | {
      readonly code: "EXTENDED";
      readonly values: {
        readonly extensionReason: ExtensionReason;
        readonly toDay: Day;
      };
    };

/** Names as they were on that day, since the reader has no directory at hand. */
export type OfficeChange = {
  readonly fromOfficeId: string;
  readonly fromZh: string;
  readonly fromEn: string;
  readonly toOfficeId: string;
  readonly toZh: string;
  readonly toEn: string;
};
export type TimelineCode = TimelineEvent["code"];

export const timelineCodes = [
  "RECEIVED",
  "OPENED",
  "ACCEPTED",
  "REFUSED",
  "TRANSFERRED",
  "BEING_CHECKED",
  "MESSAGE",
  "FILE",
  "HANDED_OVER",
  "STRUCK_OUT",
  "IDENTITY_OPENED",
  "DECIDED",
  "CLOSED",
  "REWARD_PREPARING",
  "REWARD_READY",
  "REWARD_NONE",
  "CLAIMED",
  "PAID",
  "DECLINED",
  "LAPSED",
  "LATE",
  "DELAY_EXPLAINED",
  "EXTENDED",
] as const satisfies readonly TimelineCode[];

/**
 * What an event of casework looks like from the tipster's side; null for what is the office's inner business. No name of a
 * member of staff, no amount, no words: who looks over the tipster's shoulder learns the stage and no more.
 */
export function tipsterView(event: LeadEvent): TimelineEvent | null {
  switch (event.event) {
    case "LEAD_RECEIVED":
      return { code: "RECEIVED" };
    case "LEAD_TAKEN_UP":
      return { code: "OPENED" };
    case "LEAD_ACCEPTED":
      return { code: "ACCEPTED" };
    case "LEAD_REFUSED":
      return { code: "REFUSED", values: { reason: event.reasonCode } };
    case "LEAD_TRANSFERRED":
      return { code: "TRANSFERRED", values: { target: event.targetCode } };
    case "CHECK_STARTED":
      return { code: "BEING_CHECKED" };
    case "MESSAGE_SENT":
      return { code: "MESSAGE" };
    case "FINDINGS_CONFIRMED":
      return { code: "DECIDED" };
    case "LEAD_CLOSED":
      return { code: "CLOSED", values: { outcomeClass: event.outcomeClass } };
    case "DELAY_EXPLAINED":
      return {
        code: "DELAY_EXPLAINED",
        values: { stage: event.stage, delayReason: event.reasonCode },
      };
    case "FINISH_EXTENDED":
      return {
        code: "EXTENDED",
        values: { extensionReason: event.reasonCode, toDay: event.toDay },
      };
    case "LEAD_ASSIGNED":
    case "NOTE_ADDED":
    case "FILING_DECIDED":
    case "FINDINGS_RECORDED":
    case "FINDINGS_SENT_BACK":
      return null;
  }
}
