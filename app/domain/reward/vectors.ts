import { CodedError } from "../shared/coded-error";
import { type Day, day } from "../shared/day";
import {
  type DeadlineUnit,
  dueDate,
  isLate,
  workCalendar,
} from "../deadline/due-date";
import {
  type RewardResult,
  calculateReward,
  defaultCeilingFen,
} from "./calculate";
import {
  type RewardInput,
  jointReporterFields,
  rewardInputFields,
} from "./reward-input";
import type { RuleSet } from "./rule-set";
import type { Worksheet } from "./worksheet";

/** How a due date was reached, for the worksheet of a DATE example. */
export type DateStep = {
  readonly step: "DUE_DATE" | "ACTED_LATE";
  readonly values: {
    readonly start: Day;
    readonly count: number;
    readonly unit: DeadlineUnit;
    readonly dueDate: Day;
    readonly actOn: Day | null;
  };
  readonly basis: { readonly kind: "DOCUMENT"; readonly name: string };
};

/** One answer; what does not apply is left out. Amounts in fen. */
export type VectorAnswer = {
  readonly id: string;
  readonly fen?: number;
  readonly code?: string;
  readonly partsFen?: readonly number[];
  readonly partCodes?: readonly (string | null)[];
  readonly capApplied?: string | null;
  readonly warning?: string | null;
  readonly clawBackFen?: number;
  readonly dueDate?: string;
  /** code INPUT_INVALID: the field at fault */
  readonly field?: string;
  /** members of the input the engine does not read (labels, remarks): named, so that nothing is dropped in silence */
  readonly ignored?: readonly string[];
  readonly worksheet: Worksheet | readonly DateStep[];
};

/** Labels that describe an example and change no amount. */
const describingFields = ["offenderWhen"];
const dateFields = [
  "kind",
  "clock",
  "start",
  "unit",
  "count",
  "nonWorkingDays",
  "extraWorkingDays",
  "actOn",
];

/**
 * Computes an array of examples `{id, ruleSet, ceilingFen, input}` (`expect` is ignored) for the operator. `ruleSet` ANY:
 * computed under every set, and all must agree. `ceilingFen` null = no ceiling, absent = the default ceiling. A malformed
 * example answers INPUT_INVALID and does not stop the others.
 * @throws CodedError INPUT_INVALID when `vectors` is not an array
 */
export function computeVectors(
  vectors: unknown,
  ruleSets: readonly RuleSet[],
): readonly VectorAnswer[] {
  if (!Array.isArray(vectors))
    throw new CodedError("INPUT_INVALID", { field: "vectors" });
  return vectors.map((vector: unknown, index) => {
    const id = idOf(vector) ?? `#${index}`;
    try {
      return answer(id, vector, ruleSets);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      return {
        id,
        code: "INPUT_INVALID",
        field: error.field ?? "input",
        worksheet: [],
      };
    }
  });
}

function answer(
  id: string,
  vector: unknown,
  ruleSets: readonly RuleSet[],
): VectorAnswer {
  const { ruleSet: name, input, ceilingFen } = record(vector, "vector");
  const fields = record(input, "input");
  if (idOf(vector) === null) throw invalid("id");
  if (typeof name !== "string") throw invalid("ruleSet");
  if (fields["kind"] === "DATE") return dateAnswer(id, fields);

  const chosen =
    name === "ANY" ? ruleSets : ruleSets.filter((set) => set.id === name);
  if (chosen.length === 0) throw invalid("ruleSet");
  const { known, ignored } = readKnown(fields);
  const ceiling = ceilingFen === undefined ? defaultCeilingFen : ceilingFen;
  if (ceiling !== null && typeof ceiling !== "number")
    throw invalid("ceilingFen");
  const answers = chosen.map((set) => ({
    id,
    ...facts(calculateReward(set, known, { ceilingFen: ceiling })),
    ...(ignored.length > 0 ? { ignored } : {}),
  }));
  const [first] = answers;
  const same = answers.every(
    (each) => withoutWorksheet(each) === withoutWorksheet(first!),
  );
  return same ? first! : { id, code: "RULE_SETS_DISAGREE", worksheet: [] };
}

function withoutWorksheet({ worksheet: _, ...rest }: VectorAnswer): string {
  return JSON.stringify(rest);
}

function facts(result: RewardResult): Omit<VectorAnswer, "id"> {
  const { worksheet } = result;
  switch (result.outcome) {
    case "AMOUNT":
      return {
        fen: result.fen,
        capApplied: result.capApplied,
        warning: result.warning,
        ...(result.parts
          ? { partsFen: result.parts.map((part) => part.fen) }
          : {}),
        worksheet,
      };
    case "ZERO":
      return { fen: result.fen, code: result.code, worksheet };
    case "REFUSED":
      return {
        code: result.code,
        ...(result.partCodes ? { partCodes: result.partCodes } : {}),
        worksheet,
      };
    case "CLAW_BACK":
      return {
        fen: result.fen,
        code: result.code,
        clawBackFen: result.clawBackFen,
        worksheet,
      };
  }
}

function dateAnswer(
  id: string,
  fields: Readonly<Record<string, unknown>>,
): VectorAnswer {
  const start = dayAt(fields["start"], "start");
  const { unit, count } = fields;
  if (unit !== "WORKING_DAY" && unit !== "CALENDAR_DAY" && unit !== "MONTH")
    throw invalid("unit");
  if (typeof count !== "number") throw invalid("count");
  const calendar = workCalendar({
    nonWorkingDays: days(fields["nonWorkingDays"], "nonWorkingDays"),
    extraWorkingDays: days(fields["extraWorkingDays"], "extraWorkingDays"),
  });
  const due = dueDate({ start, count, unit, calendar });
  const actOn =
    fields["actOn"] === undefined || fields["actOn"] === null
      ? null
      : dayAt(fields["actOn"], "actOn");
  const late = actOn !== null && isLate(due, actOn);
  const values: DateStep["values"] = {
    start,
    count,
    unit,
    dueDate: due,
    actOn,
  };
  const ignored = Object.keys(fields).filter(
    (key) => !dateFields.includes(key),
  );
  const worksheet: DateStep[] = [
    {
      step: "DUE_DATE",
      values,
      basis: { kind: "DOCUMENT", name: "民法典 第二百零一条至第二百零三条" },
    },
  ];
  if (late)
    worksheet.push({
      step: "ACTED_LATE",
      values,
      basis: { kind: "DOCUMENT", name: "医保办发〔2022〕22号" },
    });
  return {
    id,
    dueDate: due,
    ...(late ? { fen: 0, code: "LAPSED" } : {}),
    ...(ignored.length > 0 ? { ignored } : {}),
    worksheet,
  };
}

/** The members the engine reads; the rest is handed back by name. */
function readKnown(fields: Readonly<Record<string, unknown>>) {
  const ignored: string[] = [];
  const pick = (
    value: Readonly<Record<string, unknown>>,
    names: readonly string[],
    prefix: string,
  ) =>
    Object.fromEntries(
      Object.entries(value).filter(([key]) => {
        if (names.includes(key)) return true;
        if (!describingFields.includes(key)) ignored.push(`${prefix}${key}`);
        return false;
      }),
    );
  const known: Record<string, unknown> = pick(fields, rewardInputFields, "");
  const { joint } = known;
  if (Array.isArray(joint))
    known["joint"] = joint.map((entry: unknown, index) =>
      typeof entry === "object" && entry !== null
        ? pick(
            entry as Record<string, unknown>,
            jointReporterFields,
            `joint.${index}.`,
          )
        : entry,
    );
  // calculateReward checks every member; the type only says "not checked yet"
  return { known: known as RewardInput, ignored };
}

function idOf(vector: unknown): string | null {
  if (typeof vector !== "object" || vector === null) return null;
  const { id } = vector as { readonly id?: unknown };
  return typeof id === "string" && id !== "" ? id : null;
}

function invalid(field: string): CodedError {
  return new CodedError("INPUT_INVALID", { field });
}

function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw invalid(field);
  return value as Record<string, unknown>;
}

function dayAt(value: unknown, field: string): Day {
  if (typeof value !== "string") throw invalid(field);
  try {
    return day(value);
  } catch {
    throw invalid(field);
  }
}

function days(value: unknown, field: string): readonly Day[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(field);
  return value.map((entry: unknown) => dayAt(entry, field));
}
