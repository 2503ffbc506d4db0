import { z } from "zod";
import { day } from "#app/domain/shared/day";
import type { TipAnswers } from "./answers";
import type { QuestionPage } from "./form-page";
import { typedText } from "./typed-text";

type DateField = "from" | "to";
type TypedDate = {
  readonly year: string;
  readonly month: string;
  readonly day: string;
};

export const when: QuestionPage = {
  id: "when",
  title: "when",
  fields: [
    "fromYear",
    "fromMonth",
    "fromDay",
    "toYear",
    "toMonth",
    "toDay",
    "whenWords",
  ],
  schema: (answers, { today }) =>
    z
      .object({ whenWords: typedText({ max: 500 }) })
      .superRefine((_value, context) => {
        const refuse = (field: DateField, message: string) =>
          context.addIssue({ code: "custom", message, path: [field] });
        const read = (field: DateField) => {
          const date = readDate(typedDate(answers, field), today);
          if (date.problem !== null) refuse(field, date.problem);
          return date.value;
        };
        const from = read("from");
        const to = read("to");
        // "2024-05" and "2024-05-03" are compared as far as both go
        const known = Math.min(from?.length ?? 0, to?.length ?? 0);
        if (from && to && from.slice(0, known) > to.slice(0, known))
          refuse("to", "DATES_REVERSED");
      }),
  next: () => "amount",
  previous: () => "what",
  summary: (answers) => {
    const { from, to, words } = periodOf(answers);
    return [
      { label: "from", value: from },
      { label: "to", value: to },
      { label: "whenWords", value: words || null },
    ];
  },
};

function typedDate(answers: TipAnswers, field: DateField): TypedDate {
  return field === "from"
    ? { year: answers.fromYear, month: answers.fromMonth, day: answers.fromDay }
    : { year: answers.toYear, month: answers.toMonth, day: answers.toDay };
}

/** Reads year, month and an optional day; "" in all three is no date. Full-width digits and 年月日 are accepted. */
export function readDate(
  typed: TypedDate,
  today: string,
):
  | { readonly value: string | null; readonly problem: null }
  | { readonly value: null; readonly problem: string } {
  const plain = (text: string) =>
    text.normalize("NFKC").replace(/[\s年月日号]/g, "");
  const [year, month, dayOfMonth] = [typed.year, typed.month, typed.day].map(
    plain,
  ) as [string, string, string];
  if (year + month + dayOfMonth === "") return { value: null, problem: null };
  if (year === "" || month === "")
    return { value: null, problem: "DATE_INCOMPLETE" };
  const whole = `${year}-${month.padStart(2, "0")}-${(dayOfMonth || "1").padStart(2, "0")}`;
  try {
    day(whole);
  } catch {
    return { value: null, problem: "DATE_NOT_VALID" };
  }
  const value = dayOfMonth === "" ? whole.slice(0, 7) : whole;
  if (value > today.slice(0, value.length))
    return { value: null, problem: "DATE_IN_FUTURE" };
  return { value, problem: null };
}

/** The period for the tip's body: `YYYY-MM` or `YYYY-MM-DD`, null for what was left open or is not a date. */
export function periodOf(answers: TipAnswers): {
  readonly from: string | null;
  readonly to: string | null;
  readonly words: string;
} {
  const always = "9999-12-31";
  return {
    from: readDate(typedDate(answers, "from"), always).value,
    to: readDate(typedDate(answers, "to"), always).value,
    words: answers.whenWords.trim(),
  };
}
