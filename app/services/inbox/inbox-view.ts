import type { TimelineCode } from "#app/domain/lead/tipster-view";
import type { Worksheet } from "#app/domain/reward/worksheet";
import type { Day } from "#app/domain/shared/day";

export type InboxRewardState =
  "PREPARING" | "READY" | "NONE" | "CLAIMED" | "PAID" | "DECLINED" | "LAPSED";
type Side = "TIPSTER" | "STAFF";
type NamedOffice = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
};

/** What needs no key to be told, and what a store without keys can say. */
export type InboxFacts = {
  readonly receivedDay: Day;
  readonly sealedBy: "BROWSER" | "SERVER";
  /** of the program that sealed it */
  readonly release: string | null;
  readonly timeline: readonly {
    readonly day: Day;
    readonly code: TimelineCode;
    readonly values: Readonly<Record<string, string>>;
  }[];
  readonly clock: {
    readonly stage: "ACCEPT" | "FINISH" | "REWARD" | "CLAIM" | "PAY";
    readonly dueDay: Day;
    readonly late: boolean;
    /** code of the reason given for being late; null: none was given */
    readonly delayReason: string | null;
    /** the last one, which set `dueDay`, and when it was given */
    readonly extension: { readonly reason: string; readonly day: Day } | null;
  } | null;
  readonly reward: {
    readonly state: InboxRewardState;
    readonly fen: number | null;
    readonly code: string | null;
    readonly worksheet: Worksheet | null;
    readonly claimDueDay: Day | null;
  } | null;
  /** whose keys open the tip, and what of that the tipster can change */
  readonly access: {
    readonly offices: readonly (NamedOffice & { readonly since: Day })[];
    /** offices asked to take the lead over, still without an answer: the key of the tip is sealed to them already */
    readonly offered: readonly (NamedOffice & { readonly since: Day })[];
    /** whether a real name lies sealed beside the tip */
    readonly hasIdentity: boolean;
    readonly struckOut: readonly (NamedOffice & { readonly day: Day })[];
    readonly strikeOut:
      | {
          readonly state: "POSSIBLE";
          readonly office: NamedOffice;
          readonly to: NamedOffice;
        }
      | { readonly state: "TOO_LATE" | "NO_OFFICE_ABOVE" };
  };
};

/** The inbox as the store has it, for a browser that holds the keys. Bytes in base64url, messages and files oldest first. */
export type SealedInbox = InboxFacts & {
  readonly threadRecipient: string;
  /** T sealed to the inbox key */
  readonly threadWrap: string;
  readonly identity: {
    readonly recipient: string;
    /** V sealed to the inbox key */
    readonly inboxWrap: string;
  } | null;
  readonly messages: readonly {
    readonly id: string;
    readonly side: Side;
    readonly day: Day;
    readonly body: string;
    /** an office was handed it */
    readonly read: boolean;
  }[];
  readonly files: readonly {
    readonly id: string;
    readonly side: Side;
    readonly day: Day;
    /** as stored, sealed and padded */
    readonly bytes: number;
  }[];
  /** what a claim is sealed to, while there is something to claim */
  readonly claimTo: {
    readonly rewardId: string;
    readonly officeId: string;
    readonly officeKeyId: string;
    readonly recipient: string;
  } | null;
  /** current key of the office a struck-out one would be replaced by */
  readonly strikeOutTo: {
    readonly officeKeyId: string;
    readonly recipient: string;
  } | null;
};

/** What the inbox page may show. Opened with the tipster's own keys; the store could not have made it. */
export type InboxView = InboxFacts & {
  readonly messages: readonly {
    readonly id: string;
    readonly side: Side;
    readonly day: Day;
    /** null when it does not open: damaged, or not a message at all */
    readonly text: string | null;
    /** the tipster's own, and no office was handed it yet */
    readonly canTakeBack: boolean;
  }[];
  readonly files: readonly {
    readonly id: string;
    /** "" when it does not open; null while it was not looked at */
    readonly name: string | null;
    /** as stored, sealed and padded */
    readonly bytes: number;
    readonly day: Day;
    readonly side: Side;
  }[];
};
