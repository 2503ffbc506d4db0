import type { TimelineCode } from "#app/domain/lead/tipster-view";
import type { Worksheet } from "#app/domain/reward/worksheet";
import type { Day } from "#app/domain/shared/day";

export type InboxRewardState =
  "PREPARING" | "READY" | "NONE" | "CLAIMED" | "PAID" | "DECLINED" | "LAPSED";

/** What the inbox page may show. Opened with the tipster's own keys; the store could not have made it. */
export type InboxView = {
  readonly receivedDay: Day;
  readonly sealedBy: "BROWSER" | "SERVER";
  readonly timeline: readonly {
    readonly day: Day;
    readonly code: TimelineCode;
    readonly values: Readonly<Record<string, string>>;
  }[];
  readonly messages: readonly {
    readonly side: "TIPSTER" | "STAFF";
    readonly day: Day;
    /** null when it does not open: damaged, or not a message at all */
    readonly text: string | null;
  }[];
  /** `bytes` as stored, sealed and padded */
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly day: Day;
    readonly side: "TIPSTER" | "STAFF";
  }[];
  readonly clock: {
    readonly stage: "ACCEPT" | "FINISH" | "REWARD" | "CLAIM" | "PAY";
    readonly dueDay: Day;
    readonly late: boolean;
  } | null;
  readonly reward: {
    readonly state: InboxRewardState;
    readonly fen: number | null;
    readonly code: string | null;
    readonly worksheet: Worksheet | null;
    readonly claimDueDay: Day | null;
  } | null;
};
