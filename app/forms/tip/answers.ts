import { z } from "zod";
import { CodedError } from "#app/domain/shared/coded-error";

/**
 * What a tipster has typed so far, as typed. It travels in one hidden field of the form from page to page and is kept
 * nowhere else, so it may be incomplete or wrong: the pages' schemas judge it, this one only bounds it.
 */
const typed = z.string().max(1_000_000);
const shortTyped = z.string().max(10_000);
const tipAnswers = z
  .object({
    /** GB/T 2260 code of a province, or `UNKNOWN_PLACE` */
    province: shortTyped,
    /** code of a city or county, or of the province when no more is known */
    area: shortTyped,
    place: typed,
    subjectKind: shortTyped,
    subjectName: typed,
    misconduct: z.array(shortTyped).max(200),
    what: typed,
    fromYear: shortTyped,
    fromMonth: shortTyped,
    fromDay: shortTyped,
    toYear: shortTyped,
    toMonth: shortTyped,
    toDay: shortTyped,
    whenWords: typed,
    amount: shortTyped,
    evidence: z.array(shortTyped).max(200),
    howKnown: typed,
    reporterKind: shortTyped,
    rewardWanted: shortTyped,
    nameKind: shortTyped,
    reporterName: typed,
    reporterContact: typed,
  })
  .strict();

export type TipAnswers = z.infer<typeof tipAnswers>;
export type AnswerField = keyof TipAnswers;

export const UNKNOWN_PLACE = "UNKNOWN";

export const noAnswers: TipAnswers = {
  province: "",
  area: "",
  place: "",
  subjectKind: "",
  subjectName: "",
  misconduct: [],
  what: "",
  fromYear: "",
  fromMonth: "",
  fromDay: "",
  toYear: "",
  toMonth: "",
  toDay: "",
  whenWords: "",
  amount: "",
  evidence: [],
  howKnown: "",
  reporterKind: "",
  rewardWanted: "",
  nameKind: "",
  reporterName: "",
  reporterContact: "",
};

/** @throws CodedError ANSWERS_DAMAGED when `text` is not what `writeAnswers` wrote */
export function readAnswers(text: string): TipAnswers {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CodedError("ANSWERS_DAMAGED");
  }
  const parsed = tipAnswers.safeParse(value);
  if (!parsed.success) throw new CodedError("ANSWERS_DAMAGED");
  return parsed.data;
}

/** One line: a browser would turn a line break inside a hidden field into CRLF. */
export function writeAnswers(answers: TipAnswers): string {
  return JSON.stringify(answers);
}
