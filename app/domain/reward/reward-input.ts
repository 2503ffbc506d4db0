import { CodedError } from "../shared/coded-error";
import { type Fen, fen } from "../shared/fen";
import { type SubjectType, subjectTypes } from "./rule-set";

export const rewardKinds = [
  "LOSS",
  "AVOIDED_LOSS",
  "NO_AMOUNT",
  "CLAWBACK",
] as const;
export type RewardKind = (typeof rewardKinds)[number];

export const reporterKinds = [
  "PERSON",
  "ORG",
  "INSIDER",
  "RIVAL",
  "SUPERVISOR",
  "STAFF",
  "THIRD",
  "OFFENDER",
] as const;
export type ReporterKind = (typeof reporterKinds)[number];

export const nameKinds = ["REAL", "ANON_CLAIM", "ANON"] as const;
export type NameKind = (typeof nameKinds)[number];

type Maybe<T> = T | null | undefined;

/** One of several people who sent one tip together. `name` is a label ("A"), never a person's name. */
export type JointReporterInput = {
  readonly name: string;
  readonly agreedFen?: Maybe<number>;
  readonly reporterKind?: Maybe<ReporterKind>;
  readonly declined?: Maybe<boolean>;
  readonly identityProven?: Maybe<boolean>;
  readonly duplicateOfSameReporter?: Maybe<boolean>;
};

/**
 * What the check established, as it is entered: amounts in fen, rates in basis points. What is left out (or null) means
 * the ordinary case: a natural person, first, identity proven, facts as reported, not known before.
 */
export type RewardInput = {
  readonly kind: RewardKind;
  /** LOSS: verified loss of the reported matter (案值) */
  readonly baseFen?: Maybe<number>;
  /** other findings and fines: shown in the worksheet as left out, never counted */
  readonly otherFoundFen?: Maybe<number>;
  readonly fineFen?: Maybe<number>;
  readonly grade?: Maybe<string>;
  readonly subjectType?: Maybe<SubjectType>;
  readonly insider?: Maybe<boolean>;
  readonly rival?: Maybe<boolean>;
  readonly realName?: Maybe<boolean>;
  readonly proof?: Maybe<boolean>;
  readonly reporterKind?: Maybe<ReporterKind>;
  readonly nameKind?: Maybe<NameKind>;
  readonly declined?: Maybe<boolean>;
  readonly identityProven?: Maybe<boolean>;
  readonly knownBefore?: Maybe<boolean>;
  readonly duplicateOfSameReporter?: Maybe<boolean>;
  readonly confirmedAsReported?: Maybe<boolean>;
  /** position among the tips on the same fact, by the append-only log; 1 = first */
  readonly rank?: Maybe<number>;
  readonly proposedFen?: Maybe<number>;
  readonly proposedRateBp?: Maybe<number>;
  readonly reason?: Maybe<string>;
  readonly joint?: Maybe<readonly JointReporterInput[]>;
  readonly split?: Maybe<"AGREED" | "EVEN">;
  /** CLAWBACK: what was paid */
  readonly paidFen?: Maybe<number>;
};

export type JointReporter = {
  readonly name: string;
  readonly agreedFen: Fen | null;
  readonly reporterKind: ReporterKind;
  readonly declined: boolean;
  readonly identityProven: boolean;
  readonly duplicateOfSameReporter: boolean;
};

/** The same with every default written out: two equal entries give two equal values. */
export type CheckedRewardInput = {
  readonly kind: RewardKind;
  readonly baseFen: Fen;
  readonly otherFoundFen: Fen;
  readonly fineFen: Fen;
  readonly grade: string | null;
  readonly subjectType: SubjectType | null;
  readonly insider: boolean;
  readonly rival: boolean;
  readonly realName: boolean;
  readonly proof: boolean;
  readonly reporterKind: ReporterKind;
  readonly declined: boolean;
  readonly identityProven: boolean;
  readonly knownBefore: boolean;
  readonly duplicateOfSameReporter: boolean;
  readonly confirmedAsReported: boolean;
  readonly rank: number;
  readonly proposedFen: Fen | null;
  readonly proposedRateBp: number | null;
  readonly reason: string | null;
  readonly joint: readonly JointReporter[] | null;
  readonly split: "AGREED" | "EVEN" | null;
  readonly paidFen: Fen;
};

export const rewardInputFields = [
  "kind",
  "baseFen",
  "otherFoundFen",
  "fineFen",
  "grade",
  "subjectType",
  "insider",
  "rival",
  "realName",
  "proof",
  "reporterKind",
  "nameKind",
  "declined",
  "identityProven",
  "knownBefore",
  "duplicateOfSameReporter",
  "confirmedAsReported",
  "rank",
  "proposedFen",
  "proposedRateBp",
  "reason",
  "joint",
  "split",
  "paidFen",
] as const satisfies readonly (keyof RewardInput)[];

export const jointReporterFields = [
  "name",
  "agreedFen",
  "reporterKind",
  "declined",
  "identityProven",
  "duplicateOfSameReporter",
] as const satisfies readonly (keyof JointReporterInput)[];

const MOST_JOINT_REPORTERS = 1_000;

/**
 * The engine's edge: whatever arrives (a form, a file, the database) is read here and nowhere else. A field that the
 * engine does not know is refused, because a misspelt `knownBefore` would otherwise pay.
 * @throws CodedError INPUT_INVALID with the path in `field`, e.g. "joint.1.agreedFen"
 */
export function checkRewardInput(raw: unknown): CheckedRewardInput {
  const input = record(raw, "input");
  known(input, rewardInputFields, "");
  const kind = oneOf(rewardKinds, input["kind"], "kind");
  if (kind === undefined) throw invalid("kind");
  const reporterKind =
    oneOf(reporterKinds, input["reporterKind"], "reporterKind") ?? "PERSON";
  const nameKind = oneOf(nameKinds, input["nameKind"], "nameKind");
  const flag = (field: string, absent: boolean) =>
    boolean(input[field], field) ?? absent;
  const amount = (field: string) => fenAmount(input[field], field);

  const baseFen = amount("baseFen");
  if (kind === "LOSS" && baseFen === null) throw invalid("baseFen");
  const paidFen = amount("paidFen");
  if (kind === "CLAWBACK" && paidFen === null) throw invalid("paidFen");
  const rank = integer(input["rank"], "rank") ?? 1;
  if (rank < 1) throw invalid("rank");
  const proposedRateBp = integer(input["proposedRateBp"], "proposedRateBp");
  if (proposedRateBp !== null && proposedRateBp > 10_000)
    throw invalid("proposedRateBp");

  return {
    kind,
    baseFen: kind === "LOSS" ? baseFen! : fen(0),
    otherFoundFen: amount("otherFoundFen") ?? fen(0),
    fineFen: amount("fineFen") ?? fen(0),
    grade: code(input["grade"], "grade"),
    subjectType:
      oneOf(subjectTypes, input["subjectType"], "subjectType") ?? null,
    insider: flag("insider", reporterKind === "INSIDER"),
    rival: flag("rival", reporterKind === "RIVAL"),
    realName: flag("realName", nameKind === "REAL"),
    proof: flag("proof", false),
    reporterKind,
    declined: flag("declined", false),
    // a tip that keeps no way to recognise its sender cannot be paid to anyone (医保办发〔2018〕22号)
    identityProven: flag("identityProven", nameKind !== "ANON"),
    knownBefore: flag("knownBefore", false),
    duplicateOfSameReporter: flag("duplicateOfSameReporter", false),
    confirmedAsReported: flag("confirmedAsReported", true),
    rank,
    proposedFen: amount("proposedFen"),
    proposedRateBp,
    reason: reasonText(input["reason"]),
    joint: jointReporters(input["joint"]),
    split: oneOf(["AGREED", "EVEN"] as const, input["split"], "split") ?? null,
    paidFen: paidFen ?? fen(0),
  };
}

function jointReporters(value: unknown): readonly JointReporter[] | null {
  if (value === undefined || value === null) return null;
  if (
    !Array.isArray(value) ||
    value.length === 0 ||
    value.length > MOST_JOINT_REPORTERS
  )
    throw invalid("joint");
  return value.map((entry: unknown, index) => {
    const at = `joint.${index}`;
    const reporter = record(entry, at);
    known(reporter, jointReporterFields, `${at}.`);
    const name = reporter["name"];
    if (typeof name !== "string" || name.trim() === "")
      throw invalid(`${at}.name`);
    return {
      name,
      agreedFen: fenAmount(reporter["agreedFen"], `${at}.agreedFen`),
      reporterKind:
        oneOf(reporterKinds, reporter["reporterKind"], `${at}.reporterKind`) ??
        "PERSON",
      declined: boolean(reporter["declined"], `${at}.declined`) ?? false,
      identityProven:
        boolean(reporter["identityProven"], `${at}.identityProven`) ?? true,
      duplicateOfSameReporter:
        boolean(
          reporter["duplicateOfSameReporter"],
          `${at}.duplicateOfSameReporter`,
        ) ?? false,
    };
  });
}

function invalid(field: string): CodedError {
  return new CodedError("INPUT_INVALID", { field });
}

function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(field);
  return value as Record<string, unknown>;
}

function known(
  value: Record<string, unknown>,
  fields: readonly string[],
  prefix: string,
): void {
  const stranger = Object.keys(value).find((key) => !fields.includes(key));
  if (stranger !== undefined) throw invalid(`${prefix}${stranger}`);
}

function integer(value: unknown, field: string): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw invalid(field);
  return value;
}

function fenAmount(value: unknown, field: string): Fen | null {
  const amount = integer(value, field);
  return amount === null ? null : fen(amount);
}

function boolean(value: unknown, field: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw invalid(field);
  return value;
}

function oneOf<const T extends string>(
  list: readonly T[],
  value: unknown,
  field: string,
): T | undefined {
  if (value === undefined || value === null) return undefined;
  if (!list.includes(value as T)) throw invalid(field);
  return value as T;
}

/** Grades differ from rule to rule (G1, BASE, CLASS1), so any code passes here; the rule set says whether it has it. */
function code(value: unknown, field: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" || !/^[A-Z][A-Z0-9_-]{0,39}$/.test(value))
    throw invalid(field);
  return value;
}

function reasonText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" || value.length > 2_000)
    throw invalid("reason");
  return value.trim() === "" ? null : value.trim();
}
