import { isCodeOf } from "../codes/code-entry";
import { delayReasons, type ExtensionReason } from "../codes/delay-reasons";
import { clockDue } from "../deadline/clocks";
import type { WorkCalendar } from "../deadline/due-date";
import type { Stage } from "../deadline/stages";
import { CodedError } from "../shared/coded-error";
import { addDays, type Day } from "../shared/day";

/** What is said about the time limits of a lead beside its state. */
export type LimitFacts = {
  readonly calendar: WorkCalendar;
  /** the limit that passed and is still not met, with the reason given last */
  readonly late: {
    readonly stage: Stage;
    readonly dueDay: Day;
    readonly reasonCode: string | null;
  } | null;
  /** while the lead is accepted and not closed */
  readonly finish: { readonly acceptedDay: Day; readonly dueDay: Day } | null;
  /** given before, in the order given */
  readonly extensions: readonly ExtensionReason[];
};

/** A collective study (集体研究) takes at least as many people. */
export const LEAST_PARTICIPANTS = 3;
export const MOST_PARTICIPANTS = 99;

/** Stages that casework answers for; a late payment is explained by finance, on its claim. */
export const caseworkStages = ["ACCEPT", "FINISH", "REWARD"] as const;

/** @throws CodedError NOT_LATE | CODE_UNKNOWN | REASON_GIVEN: a second reason must be another one */
export function requireDelay(
  { stage, reasonCode }: { readonly stage: Stage; readonly reasonCode: string },
  { late }: Pick<LimitFacts, "late">,
): NonNullable<LimitFacts["late"]> {
  if (late?.stage !== stage) throw new CodedError("NOT_LATE");
  if (!isCodeOf(delayReasons, reasonCode))
    throw new CodedError("CODE_UNKNOWN", { field: "reasonCode" });
  if (late.reasonCode === reasonCode)
    throw new CodedError("REASON_GIVEN", { field: "reasonCode" });
  return late;
}

export type NextExtension = {
  readonly kind: ExtensionReason;
  readonly fromDay: Day;
  /** first and last day that can be set */
  readonly earliest: Day;
  readonly latest: Day;
};

const order: readonly ExtensionReason[] = ["COMPLEX", "VERY_SERIOUS"];
const clockOf = {
  COMPLEX: "FINISH_COMPLEX",
  VERY_SERIOUS: "FINISH_VERY_SERIOUS",
} as const;

/**
 * The extension that can be given now: each once, the longer one after the shorter one, both counted from acceptance
 * (医保办发〔2018〕22号). Also after the limit has passed, as long as the new day is not over. Null: none.
 */
export function nextExtension(
  { finish, extensions, calendar }: Omit<LimitFacts, "late">,
  today: Day,
): NextExtension | null {
  const kind = order[extensions.length];
  if (!finish || !kind) return null;
  const latest = clockDue(clockOf[kind], finish.acceptedDay, calendar);
  const after = addDays(finish.dueDay, 1);
  const earliest = after > today ? after : today;
  return latest < earliest
    ? null
    : { kind, fromDay: finish.dueDay, earliest, latest };
}

/**
 * @throws CodedError NOT_IN_THIS_STATE (nothing to finish) | EXTENSION_NOT_NOW (given before, or not yet its turn, or over) |
 *   EXTENSION_DAY (values `earliest`, `latest`) | STUDY_MISSING (too few took part, or a number where nobody studies)
 */
export function requireExtension(
  command: {
    readonly reasonCode: ExtensionReason;
    readonly to: Day;
    readonly participants: number | null;
  },
  limits: LimitFacts,
  today: Day,
): NextExtension {
  if (!limits.finish) throw new CodedError("NOT_IN_THIS_STATE");
  const next = nextExtension(limits, today);
  if (next?.kind !== command.reasonCode)
    throw new CodedError("EXTENSION_NOT_NOW", { field: "reasonCode" });
  const { earliest, latest } = next;
  if (command.to < earliest || command.to > latest)
    throw new CodedError("EXTENSION_DAY", {
      field: "to",
      values: { earliest, latest },
    });
  const studied = command.participants;
  const enough =
    next.kind === "VERY_SERIOUS"
      ? studied !== null &&
        Number.isSafeInteger(studied) &&
        studied >= LEAST_PARTICIPANTS &&
        studied <= MOST_PARTICIPANTS
      : studied === null;
  if (!enough)
    throw new CodedError("STUDY_MISSING", {
      field: "participants",
      values: { least: LEAST_PARTICIPANTS },
    });
  return next;
}
