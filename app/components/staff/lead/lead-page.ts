import type { LeadCommandName } from "#app/domain/lead/lead";
import type { RewardFacts } from "#app/forms/staff/commands";
import type { TimeLimitData } from "../time-limit";

/** What the lead page shows of a lead beside its sealed content: codes, days, names of staff. */
export type LeadPage = {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly channel: string;
  readonly receivedDay: string;
  readonly acceptedDay: string | null;
  readonly closedDay: string | null;
  readonly officeNameZh: string;
  readonly officeNameEn: string;
  readonly ownerName: string | null;
  readonly areaCode: string | null;
  readonly areaName: string | null;
  readonly areaNameEn: string | null;
  readonly subjectKind: string | null;
  readonly misconduct: readonly string[];
  readonly nameKind: string | null;
  readonly reporterKind: string | null;
  readonly rewardWanted: boolean | null;
  readonly refusalReason: string | null;
  readonly limit: TimeLimitData | null;
  readonly limits: LeadLimits;
  readonly duties: readonly LeadDuty[];
  readonly findings: readonly LeadFinding[];
  readonly timeline: readonly LeadTimelineEntry[];
  readonly allowed: readonly LeadCommandName[];
  readonly handOver: LeadHandOver;
  readonly links: LeadLinks;
  readonly candidates: readonly {
    readonly id: string;
    readonly displayName: string;
  }[];
  readonly mayRecordCheck: boolean;
  readonly mayOpenIdentity: boolean;
  readonly rewardId: string | null;
};

export type LeadLimits = {
  readonly stages: readonly LeadLimit[];
  readonly extensions: readonly {
    readonly kind: string;
    readonly fromDay: string;
    readonly toDay: string;
    readonly day: string;
  }[];
  /** the extension that a leader may give now */
  readonly next: {
    readonly kind: "COMPLEX" | "VERY_SERIOUS";
    readonly fromDay: string;
    readonly earliest: string;
    readonly latest: string;
  } | null;
};

export type LeadLimit = {
  readonly stage: "ACCEPT" | "FINISH" | "REWARD" | "PAY";
  readonly startDay: string;
  readonly dueDay: string;
  readonly running: boolean;
  readonly late: boolean;
  readonly shareUsed: number | null;
  readonly daysLeft: number | null;
  readonly missed: readonly {
    readonly dueDay: string;
    readonly reasonCode: string | null;
    readonly reasonDay: string | null;
    readonly extendedDay: string | null;
    readonly metDay: string | null;
  }[];
};

export type LeadDuty = {
  readonly duty: string;
  readonly name: string;
  readonly at: string;
};

export type LeadTimelineEntry = {
  readonly day: string;
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
};

export type LeadFinding = {
  readonly id: string;
  readonly state: string;
  readonly recordedByName: string;
  readonly recordedAt: string;
  readonly reviewedByName: string | null;
  readonly reviewedAt: string | null;
  readonly substantiated: boolean;
  readonly misconduct: readonly string[];
  readonly outcomes: readonly string[];
  readonly verifiedFen: number;
  readonly reportedPartFen: number;
  readonly recoveredFen: number;
  readonly fineFen: number;
  readonly rewardFacts: RewardFacts;
};

export type LeadHandOver = {
  readonly offered: {
    readonly handOverId: string;
    readonly toZh: string;
    readonly toEn: string;
    readonly offeredAt: string;
    readonly mayWithdraw: boolean;
  } | null;
  readonly targets: readonly {
    readonly officeId: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly officeKeyId: string;
  }[];
  readonly lastRefusal: {
    readonly reasonCode: string;
    readonly officeZh: string;
    readonly officeEn: string;
    readonly at: string;
  } | null;
};

/** Other leads that tell of the same facts. */
export type LeadLinks = {
  /** by the log, for what was registered; null while a linked tip waits for its place in the log */
  readonly rank: number | null;
  readonly linkable: boolean;
  readonly facts: readonly LeadLinkedFact[];
  readonly candidates: readonly {
    readonly number: string;
    readonly state: string;
    readonly officeZh: string;
    readonly officeEn: string;
    /** registered of both */
    readonly codes: readonly string[];
  }[];
};

export type LeadLinkedFact = {
  readonly factId: string;
  readonly misconductCode: string;
  readonly fixed: boolean;
  /** of this lead; null while the order is not fixed */
  readonly place: number | null;
  readonly tips: readonly (LeadLinkedTip | LeadHiddenTip)[];
};

/** Of an office whose leads this person may not know. */
export type LeadHiddenTip = {
  readonly shown: false;
  readonly isThis: boolean;
  /** than this lead; null while the order is not fixed */
  readonly earlier: boolean | null;
};

export type LeadLinkedTip = {
  readonly shown: true;
  /** null: of an office whose leads this person cannot open */
  readonly leadId: string | null;
  readonly isThis: boolean;
  /** in the order of the log; null while that is not fixed, or beside hidden tips */
  readonly place: number | null;
  readonly number: string;
  readonly officeZh: string;
  readonly officeEn: string;
  readonly state: string;
  readonly index: number | null;
  readonly day: string;
  /** base64; null before a checkpoint holds it */
  readonly proof: {
    readonly leafHash: string;
    readonly size: number;
    readonly rootHash: string;
    readonly verified: boolean;
  } | null;
};
