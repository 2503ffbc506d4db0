import type { RewardKind } from "./reward-input";
import { type Rational, fractionText, yuanText } from "./rational";
import type { Border, RewardTable, RuleSet, SubjectType } from "./rule-set";

/** Where a step comes from. A step of the project's own making says so and is never shown as law. */
export type Basis =
  | { readonly kind: "DOCUMENT"; readonly name: string }
  /** a rule of another field, used as a model */
  | { readonly kind: "ANALOGY"; readonly name: string }
  | { readonly kind: "PROJECT_DECISION" }
  /** set by the operator, in no document */
  | { readonly kind: "CONFIGURATION"; readonly setting: string };

/** Reasons for no reward that the engine itself finds. */
export type EligibilityCode =
  | "INELIGIBLE_STAFF"
  | "INELIGIBLE_THIRD_PARTY"
  | "INELIGIBLE_OFFENDER"
  | "DECLINED"
  | "IDENTITY_NOT_PROVEN"
  | "NOT_NATURAL_PERSON"
  | "ALREADY_KNOWN"
  | "DUPLICATE_SAME_REPORTER"
  | "NOT_FIRST"
  | "NOT_CONFIRMED_AS_REPORTED";
export type ZeroCode = EligibilityCode | "NO_LOSS";

/** The input gives no figure; a person must act. */
export type RefusalCode =
  | "RATE_UNKNOWN"
  | "KIND_OFF"
  | "REASON_REQUIRED"
  | "OUT_OF_RANGE"
  | "HUMAN_DECISION"
  | "SPLIT_SUM";

export type CapSource = "RULE_SET" | "CEILING";

/**
 * One line of the calculation, so that a person can redo it with pencil and paper. `values` holds what went in,
 * `amountFen` the exact result in fen as a fraction ("8654321/20"), `amountYuan` the same as a decimal with every digit.
 * Codes only; the sentences are in `app/content`. A worksheet is shown to the tipster: it never holds an officer's words.
 */
export type WorksheetStep = Line &
  (
    | Step<
        "RULE_SET",
        {
          readonly ruleSet: string;
          readonly version: number;
          readonly kind: RewardKind;
        }
      >
    | Step<"NOT_ELIGIBLE", { readonly code: EligibilityCode }>
    | Step<"ELIGIBLE", { readonly checked: readonly EligibilityCode[] }>
    | Step<
        "BASE",
        {
          readonly baseFen: number;
          readonly leftOutOtherFoundFen: number;
          readonly leftOutFineFen: number;
        }
      >
    | Step<"NO_LOSS", { readonly baseFen: number | null }>
    | Step<
        "TABLE",
        {
          readonly mode: RewardTable["mode"];
          readonly grade: string | null;
          readonly subjectType: SubjectType | null;
        }
      >
    /** base × rate + added sum */
    | Step<
        "RATE",
        {
          readonly baseFen: number;
          readonly rateBp: number;
          readonly addFen: number;
          readonly band: Border | null;
        }
      >
    /** one band of a progressive table: the part of the base inside it × rate */
    | Step<
        "BAND_PART",
        {
          readonly band: Border;
          readonly partFen: number;
          readonly rateBp: number;
        }
      >
    | Step<"SUM", { readonly parts: number }>
    | Step<"FIXED_SUM", { readonly fen: number; readonly band: Border | null }>
    | Step<
        "PROPOSED_SUM",
        {
          readonly proposedFen: number;
          readonly minFen: number;
          readonly maxFen: number;
          readonly band: Border | null;
        }
      >
    | Step<
        "PROPOSED_RATE",
        {
          readonly proposedRateBp: number;
          readonly minRateBp: number;
          readonly minRateInclusive: boolean;
          readonly maxRateBp: number;
          readonly maxRateInclusive: boolean;
        }
      >
    /** the rule gives no figure and a person decided one */
    | Step<
        "PERSON_DECIDES",
        {
          readonly because: "RATE_UNKNOWN" | "KIND_OFF";
          readonly proposedFen: number | null;
          readonly proposedRateBp: number | null;
        }
      >
    | Step<
        "INSIDER_RATE",
        {
          readonly rateBp: number;
          readonly raisedRateBp: number;
        }
      >
    | Step<"FLOOR", { readonly floorFen: number; readonly raised: boolean }>
    | Step<"INSIDER_FACTOR", { readonly factor: string }>
    | Step<
        "INSIDER_FLOOR",
        { readonly floorFen: number; readonly raised: boolean }
      >
    /** an insider whose uplift asks for what is not there */
    | Step<
        "NO_INSIDER_UPLIFT",
        { readonly missing: readonly ("REAL_NAME" | "PROOF")[] }
      >
    | Step<
        "CAP",
        {
          readonly capFen: number | null;
          readonly ceilingFen: number | null;
          readonly capApplied: CapSource | null;
        }
      >
    | Step<"ROUND", { readonly fen: number }>
    | Step<
        "BAND_DROP",
        { readonly belowFen: number; readonly belowRewardFen: number }
      >
    | Step<
        "SPLIT",
        {
          readonly split: "AGREED" | "EVEN";
          readonly parts: readonly {
            readonly name: string;
            readonly fen: number;
          }[];
        }
      >
    | Step<
        "JOINT_NOT_ELIGIBLE",
        { readonly partCodes: readonly (EligibilityCode | null)[] }
      >
    | Step<"REFUSED", { readonly code: RefusalCode }>
    | Step<"CLAW_BACK", { readonly paidFen: number }>
  );

type Line = {
  readonly amountFen: string | null;
  readonly amountYuan: string | null;
  readonly basis: Basis;
};
type Step<Code extends string, Values> = {
  readonly step: Code;
  readonly values: Values;
};

export type Worksheet = readonly WorksheetStep[];

export function documentOf(ruleSet: RuleSet): Basis {
  return { kind: "DOCUMENT", name: ruleSet.source };
}

type WithoutAmounts<S> = S extends WorksheetStep
  ? Omit<S, "amountFen" | "amountYuan">
  : never;

/** A line of the worksheet with its exact amount in both notations. */
export function line({
  amount,
  ...step
}: WithoutAmounts<WorksheetStep> & {
  readonly amount?: Rational;
}): WorksheetStep {
  return {
    ...step,
    amountFen: amount ? fractionText(amount) : null,
    amountYuan: amount ? yuanText(amount) : null,
  };
}
